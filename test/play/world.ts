// What is the same on every engine: a run, its records in memory, and how each try of each task ends.
import type { Plan } from "@slipway/compiler";
import { beginRun } from "@slipway/local";
import { type Invocation, type Iterations, taskPath } from "@slipway/pod";
import {
  commitRecord,
  type DriveSettings,
  plainPlaces,
  type RunContext,
  type TaskRecord,
  timestamp,
} from "@slipway/runtime";
import { memoryStore } from "./memory-store.js";

/** How a try ends: with these results, or not at all well. */
export type Ending = { readonly result: string; readonly items: readonly string[] } | "fails";

export type World = {
  readonly context: RunContext;
  /** The same for the same task and try, whoever runs it and whenever. */
  readonly endingOf: (path: string, retry: number) => Ending;
  /** Others go on meanwhile, now this long and now that. */
  readonly pause: (path: string) => Promise<void>;
};

/** @param seed of all that tasks give, and of how long they take */
export function worldOf(plan: Plan, { seed, failures }: { readonly seed: number; readonly failures: number }): World {
  const run = beginRun(plan, { id: "run", start: timestamp(0) });
  const store = memoryStore("memory://run");
  return {
    context: { run, store, open: async () => store, now: () => 0 },
    endingOf: (path, retry) => {
      const chance = (about: string, of: number) => hashOf(`${seed} ${about} ${path} ${retry}`) % of;
      if (chance("fails", 10) < failures) return "fails";
      const word = (about: string) => (chance(about, 5) < 3 ? "yes" : "no");
      const items = Array.from({ length: chance("length", 3) }, (_, index) => word(`item ${index}`));
      return { result: word("result"), items };
    },
    pause: async (path) => {
      for (let turns = hashOf(`${seed} ${path}`) % 40; turns > 0; turns -= 1) await null;
    },
  };
}

/** FNV-1a. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  // The lowest bits of it are too much alike.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Of a driver that is to look at the task, and to touch no file. */
export function driveSettings(retry: number): DriveSettings {
  const never = async () => "there are no claims";
  return {
    attempt: `try ${retry}`,
    retry,
    places: plainPlaces("/nowhere", "/nowhere"),
    scope: "",
    useCache: false,
    volumes: { create: never, remove: never },
  };
}

/** What the publisher would write of a try whose command has run. */
export function publish(
  invocation: Invocation,
  iterations: Iterations,
  retry: number,
  { context, endingOf }: World,
): Promise<TaskRecord> {
  const { task, name, displayName, component } = invocation;
  const path = taskPath(task, iterations);
  const ending = endingOf(path, retry);
  const none = { parameters: {}, artifacts: {} };
  const parameters =
    ending === "fails"
      ? {}
      : {
          result: { type: "STRING", value: ending.result } as const,
          items: { type: "LIST", value: ending.items } as const,
        };
  return commitRecord(context, {
    version: 1,
    run: context.run.id,
    pipeline: context.run.pipeline,
    kind: "container",
    ...{ path, task, iterations, name, displayName, component, retry },
    attempt: `try ${retry}`,
    state: ending === "fails" ? "FAILED" : "SUCCEEDED",
    inputs: none,
    outputs: { parameters, artifacts: {} },
    start: timestamp(0),
    end: timestamp(0),
    ...(ending === "fails" && { error: { message: "it fails" } }),
  });
}
