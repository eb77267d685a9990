// Whatever a pipeline is, and however its tasks end: Argo, by the rules of its controller, runs those that `slipway run` runs,
// and says of each and of the whole run the same.
import { argo, type Workflow } from "@slipway/argo";
import { compile, type Plan, type PodCount } from "@slipway/compiler";
import { viewRun } from "@slipway/runs";
import type { DecisionRecord, RunContext, TaskRecord, TaskView } from "@slipway/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { playArgo } from "../play/argo.js";
import { playPlan } from "../play/plan.js";
import { pipelineOf, recipes, type TaskRecipe } from "../play/recipe.js";
import { worldOf } from "../play/world.js";
import { checkLater, setting } from "./check.js";

type Case = {
  readonly tasks: readonly TaskRecipe[];
  readonly given: { readonly go: string; readonly list: readonly string[] };
  readonly seed: number;
};

const words = fc.constantFrom("yes", "no");
const cases: fc.Arbitrary<Case> = fc.record({
  tasks: recipes(),
  given: fc.record({ go: words, list: fc.array(words, { maxLength: 2 }) }),
  seed: fc.nat(),
});

type Made = { readonly plan: Plan; readonly workflow: Workflow; readonly foreseen: PodCount | undefined };

function made({ tasks, given }: Case, driver: "in-pod" | "separate"): Made {
  const options = { store: { uri: "s3://bucket/pipelines" }, driver };
  const result = compile(JSON.stringify(pipelineOf(tasks, given)), argo, { options });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const { plan, manifests } = result.value;
  return { plan, workflow: manifests[0] as Workflow, foreseen: argo.countPods?.(manifests) };
}

async function seen({ run, store }: RunContext, state: "SUCCEEDED" | "FAILED") {
  const texts: (readonly [string, string])[] = [];
  for await (const { key } of store.list("")) {
    const object = await store.get(key);
    texts.push([key, new TextDecoder().decode(object?.bytes)]);
  }
  const read = <T>(file: string) => texts.flatMap(([key, text]) => (key.endsWith(file) ? [JSON.parse(text) as T] : []));
  const records = read<TaskRecord>("/task.json");
  const view = viewRun(run, records, read<DecisionRecord>("/decision.json"), { state, end: run.start });
  return { state, tasks: Object.fromEntries(view.tasks.flatMap(statesOf)) };
}

/** On Argo nobody notes that an importer ran whose artifact nobody reads. */
function statesOf({ path, state, task, tasks = [] }: TaskView): readonly (readonly [string, string])[] {
  return task.kind === "importer" ? [] : [[path, state], ...tasks.flatMap(statesOf)];
}

async function checkSame(
  one: Case,
  { failures, driver }: { readonly failures: number; readonly driver: "in-pod" | "separate" },
): Promise<void> {
  const { plan, workflow, foreseen } = made(one, driver);
  const [here, there] = [worldOf(plan, { seed: one.seed, failures }), worldOf(plan, { seed: one.seed, failures })];
  const outcome = await playPlan(plan, here);
  const played = await playArgo(workflow, there);
  const wanted = await seen(here.context, outcome === "SUCCEEDED" ? "SUCCEEDED" : "FAILED");
  expect(await seen(there.context, played.phase === "Succeeded" ? "SUCCEEDED" : "FAILED")).toEqual(wanted);
  if (failures > 0 || wanted.state === "FAILED" || !foreseen) return;
  const { least, most, loops } = foreseen;
  expect(played.pods).toBeGreaterThanOrEqual(least);
  if (loops.length === 0) expect(played.pods).toBeLessThanOrEqual(most);
}

const limits = { runs: setting("SLIPWAY_RUNS", 60) };

test.each(["in-pod", "separate"] as const)("a run in which nothing fails is the same on Argo, drivers %s", (driver) =>
  checkLater(cases, (one) => checkSame(one, { failures: 0, driver }), limits),
);

test.each(["in-pod", "separate"] as const)("a run in which tasks fail is the same on Argo, drivers %s", (driver) =>
  checkLater(cases, (one) => checkSame(one, { failures: 2, driver }), limits),
);
