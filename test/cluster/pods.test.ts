// How many pods a run takes, counted on the cluster: one for each task with a command, and what was foreseen besides.
import { fileURLToPath } from "node:url";
import type { PodRange } from "@slipway/compiler";
import { describe, expect, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import type { Outcome } from "../behaviour/case.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { type Connection, connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();
const pipeline = fileURLToPath(new URL("../../golden/numbers-of-pods/pipeline.yaml", import.meta.url));

/** By name, whatever runs pipelines there. */
const ENGINES = { Argo: (on: Connection) => argoEngine(on), Tekton: (on: Connection) => tektonEngine(on) };
/** Items that the pipeline's task "list" gives to its loop "for-loop-1". */
const ITERATIONS = 2;

describe.skipIf(!connected)("a run takes the pods that were foreseen; when all is cached, no command starts", () => {
  if (!connected) return;
  const run = { pipeline, expect: { state: "SUCCEEDED" } } as const;
  const parameters = (answer: string) => ({ answer, scratch: "{scratch}", uri: "{scratch}/data" });

  test.concurrent.each(Object.entries(ENGINES))(
    "on %s",
    async (_, engineOn) => {
      const session = await engineOn(connected).open();
      try {
        // Written once: what is imported is known by when it was made.
        const yes = await session.run({ ...run, files: { data: "data\n" }, parameters: parameters("yes") });
        expect(namesOf(yes, "SKIPPED"), yes.said).toEqual([
          "exit-handler-1/condition-branches-2/condition-4",
          "exit-handler-1/condition-branches-2/condition-4/say-it",
        ]);
        expectPods(yes);
        const no = await session.run({ ...run, parameters: parameters("no") });
        expect(namesOf(no, "SKIPPED"), no.said).toEqual(
          expect.arrayContaining(["exit-handler-1/condition-1/only", "exit-handler-1/condition-5/final"]),
        );
        expectPods(no);
        const again = await session.run({ ...run, parameters: parameters("yes") });
        expectPods(again);
        expect(podsOf(again)).toEqual(podsOf(yes));
        // Every command writes a line.
        expect(again.notes, again.said).toEqual(no.notes);
        expect(containersOf(again).map(({ state }) => state)).toEqual(containersOf(yes).map(() => "CACHED"));
      } finally {
        await session.close();
      }
    },
    TEN_MINUTES,
  );
});

function namesOf({ tasks }: Outcome, state: string): readonly string[] {
  return tasks.filter((task) => task.state === state).map(({ path }) => path);
}

/** What ran a command, or would have. */
function containersOf({ records }: Outcome): readonly Outcome["records"][string][] {
  return Object.values(records).filter(({ kind, state }) => kind === "container" && state !== "SKIPPED");
}

function podsOf({ pods, said }: Outcome): NonNullable<Outcome["pods"]> {
  if (!pods) throw new Error(`no pods were counted:\n${said}`);
  return pods;
}

function expectPods(outcome: Outcome): void {
  const { foreseen, tasks, others } = podsOf(outcome);
  expect(tasks, outcome.said).toBe(containersOf(outcome).length);
  const [each] = foreseen.loops;
  expect({ loops: foreseen.loops.length, each }).toMatchObject({ loops: 1, each: { least: 1, most: 1 } });
  const { task: inLoop = NONE } = each?.kinds ?? {};
  expectWithin(tasks - ITERATIONS * inLoop.least, foreseen.kinds.task ?? NONE);
  expectWithin(tasks + others - ITERATIONS * (each?.least ?? 0), foreseen);
}

const NONE: PodRange = { least: 0, most: 0 };

function expectWithin(number: number, { least, most }: PodRange): void {
  expect(number).toBeGreaterThanOrEqual(least);
  expect(number).toBeLessThanOrEqual(most);
}
