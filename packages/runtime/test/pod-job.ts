// What the driver of a pod is told: a task with an artifact and a parameter.
import { join } from "node:path";
import type { Answer } from "@slipway/pod";

type Told = {
  readonly run: string;
  readonly attempt: string;
  /** The folder that the three share, as each of them sees it. */
  readonly shared: string;
  readonly busybox: string;
  readonly store: string;
  /** Of the user's command; runPod in pod.test.ts says what its `$0` to `$3` are. */
  readonly script: string;
  readonly list?: readonly Answer[];
};

export function jobOf({ run, attempt, shared, busybox, store, script, list }: Told) {
  const output = (text: string) => `{{$.outputs.${text}}}`;
  return {
    run: {
      version: 1,
      id: run,
      displayName: run,
      resourceName: run,
      pipeline: "pod",
      parameters: {},
      outline: { tasks: [], outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
      engine: "test",
      start: "2026-01-01T00:00:00.000Z",
    },
    invocation: {
      version: 1,
      pipeline: "pod",
      task: "only",
      name: "only",
      displayName: "only",
      component: "comp-only",
      work: {
        kind: "container",
        image: "alpine",
        command: ["/bin/sh", "-c", script],
        args: [
          join(shared, output("artifacts['data'].path")),
          join(shared, output("parameters['text'].output_file")),
          join(shared, output("output_file")),
          shared,
        ],
        env: [{ name: "GIVEN", value: 'it\'s $(here) {{x}} "quoted"' }],
      },
      inputs: { parameters: {}, artifacts: {} },
      outputs: { parameters: { text: "STRING" }, artifacts: { data: { type: {}, isList: false } } },
      guards: [],
      loops: {},
      importers: {},
      cache: { enabled: false },
    },
    iterations: {},
    attempt,
    retry: 0,
    store: { uri: store },
    shared,
    busybox,
    scope: "",
    useCache: true,
    ...(list && { answers: { folder: join(shared, "answers"), list } }),
  };
}
