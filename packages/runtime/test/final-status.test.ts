// How a task ended, as another is told: from the outline and what the store has, whichever engine wrote it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue } from "@slipway/ir";
import { type Invocation, type Iterations, type OutlineTask, taskPath } from "@slipway/pod";
import {
  commitRecord,
  type DecisionRecord,
  driveTask,
  plainPlaces,
  type RunContext,
  type TaskState,
  writeDecision,
} from "@slipway/runtime";
import { openStore } from "@slipway/store";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "slipway-status-"));
afterAll(() => rmSync(folder, { recursive: true }));
let runs = 0;

type Shape = Partial<Pick<OutlineTask, "dependencies" | "kind" | "iterates" | "tasks" | "condition">>;

function task(id: string, shape: Shape = {}): OutlineTask {
  const name = id.split("/").at(-1) ?? id;
  return {
    id,
    name,
    displayName: name,
    component: name,
    kind: shape.tasks ? "dag" : "container",
    dependencies: [],
    trigger: "all-succeeded",
    ...shape,
  };
}

const after = (...dependencies: readonly string[]): Shape => ({ dependencies });

/** What the store has of a run: by id of a task how it ended, or what was decided of it; `in` says in which iteration. */
type Left = readonly (readonly [
  id: string,
  what: TaskState | Pick<DecisionRecord, "skipped" | "count" | "error">,
  iterations?: Iterations,
])[];

/** The status that a task behind another is told. */
async function statusOf(id: string, tasks: readonly OutlineTask[], left: Left, iterations: Iterations = {}) {
  const store = await openStore(`file://${folder}/store`);
  const name = `run-${runs++}`;
  const context: RunContext = {
    run: {
      version: 1,
      id: name,
      displayName: name,
      resourceName: name,
      pipeline: "status",
      parameters: {},
      outline: { tasks, outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
      engine: "test",
      start: "2026-01-01T00:00:00.000Z",
    },
    store,
    open: openStore,
    now: () => 0,
  };
  for (const [place, what, at = {}] of left) {
    if (typeof what !== "string") await writeDecision(context, place, at, what);
    else
      await commitRecord(context, {
        version: 1,
        run: name,
        pipeline: "status",
        path: taskPath(place, at),
        task: place,
        iterations: at,
        name: place,
        displayName: place,
        component: place,
        kind: "container",
        state: what,
        attempt: "1",
        retry: 0,
        inputs: { parameters: {}, artifacts: {} },
        outputs: { parameters: {}, artifacts: {} },
        start: "",
        end: "",
        ...(what === "FAILED" && { error: { message: "it broke", exitCode: 3 } }),
      });
  }
  const driven = await driveTask(asking(id), iterations, context, {
    attempt: "1",
    retry: 0,
    places: plainPlaces(join(folder, name), join(folder, name)),
    scope: "",
    useCache: false,
    volumes: { create: async () => "", remove: async () => "" },
  });
  if (driven.kind === "done") throw new Error(JSON.stringify(driven.record.error));
  const { state, error } = driven.assignment.inputs.parameters["status"] as Record<string, JsonValue>;
  return { state, error };
}

function asking(id: string): Invocation {
  const name = id.split("/").at(-1) ?? id;
  return {
    version: 1,
    pipeline: "status",
    task: "ask",
    name: "ask",
    displayName: "ask",
    component: "ask",
    work: { kind: "container", image: "alpine", command: ["true"], args: [], env: [] },
    inputs: {
      parameters: { status: { type: "TASK_FINAL_STATUS", from: { kind: "final-status", task: id, name } } },
      artifacts: {},
    },
    outputs: { parameters: {}, artifacts: {} },
    guards: [],
    loops: {},
    importers: {},
    cache: { enabled: false },
  };
}

const COMPLETE = { state: "COMPLETE", error: {} };
const failed = (message: string, code = 3) => ({ state: "FAILED", error: { code, message } });

const chain = [task("a"), task("b", after("a")), task("c", after("b"))];
const group = (...inside: readonly OutlineTask[]) => [task("group", { tasks: inside })];
const loop = [task("loop", { iterates: true, tasks: [task("loop/x")] })];

test.each<readonly [name: string, id: string, tasks: readonly OutlineTask[], left: Left, expected: object]>([
  ["one that succeeded", "a", chain, [["a", "SUCCEEDED"]], COMPLETE],
  ["one that was cached", "a", chain, [["a", "CACHED"]], COMPLETE],
  ["one that failed", "a", chain, [["a", "FAILED"]], failed('task "a" failed: it broke')],
  [
    "one behind a failed one",
    "c",
    chain,
    [["a", "FAILED"]],
    failed('task "c" did not run, since task "a" failed: it broke'),
  ],
  ["one behind a skipped one", "c", chain, [["a", "SKIPPED"]], COMPLETE],
  ["one that left nothing", "b", chain, [["a", "SUCCEEDED"]], failed('task "b" did not run', 1)],
  [
    "one whose name begins like that of a failed one",
    "a",
    [task("a"), task("a-2")],
    [
      ["a", "SUCCEEDED"],
      ["a-2", "FAILED"],
    ],
    COMPLETE,
  ],
  [
    "a group of which all succeeded",
    "group",
    group(task("group/a"), task("group/b")),
    [
      ["group/a", "SUCCEEDED"],
      ["group/b", "SKIPPED"],
    ],
    COMPLETE,
  ],
  [
    "a group of which one failed",
    "group",
    group(task("group/a"), task("group/b", after("a"))),
    [["group/a", "FAILED"]],
    failed('task "group/a" failed: it broke'),
  ],
  [
    "a group that was ended on its way",
    "group",
    group(task("group/a"), task("group/b")),
    [["group/a", "SUCCEEDED"]],
    failed('task "group" did not run to its end', 1),
  ],
  ["a group that was skipped", "group", group(task("group/a")), [["group", { skipped: true }]], COMPLETE],
  [
    "a group with nothing but an importer that nobody read",
    "group",
    group(task("group/i", { kind: "importer" })),
    [],
    COMPLETE,
  ],
  ["a group without tasks", "group", group(), [], COMPLETE],
  ["a loop without iterations", "loop", loop, [["loop", { count: 0 }]], COMPLETE],
  [
    "a loop whose items cannot be read",
    "loop",
    loop,
    [["loop", { error: { message: "its items are a text" } }]],
    failed('task "loop" failed: its items are a text', 1),
  ],
  [
    "a loop of which an iteration never ran",
    "loop",
    loop,
    [
      ["loop", { count: 2 }],
      ["loop/x", "SUCCEEDED", { loop: 0 }],
    ],
    failed('task "loop" did not run to its end', 1),
  ],
])("%s", async (_name, id, tasks, left, expected) => {
  expect(await statusOf(id, tasks, left)).toEqual(expected);
});

test("in a loop it is that of the same iteration", async () => {
  const tasks = [task("loop", { iterates: true, tasks: [task("loop/x"), task("loop/y", after("x"))] })];
  const left: Left = [
    ["loop/x", "FAILED", { loop: 0 }],
    ["loop/x", "SUCCEEDED", { loop: 1 }],
    ["loop/y", "SUCCEEDED", { loop: 1 }],
  ];
  expect(await statusOf("loop/y", tasks, left, { loop: 0 })).toEqual(
    failed('task "loop/0/y" did not run, since task "loop/0/x" failed: it broke'),
  );
  expect(await statusOf("loop/y", tasks, left, { loop: 1 })).toEqual(COMPLETE);
});
