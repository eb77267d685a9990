// How many pods a PipelineRun takes, counted in its tasks.
import type { PodCount, PodKind } from "@slipway/compiler";
import { allPods, maybePods, NO_PODS, onePod, podsOfEach, timesPods } from "@slipway/pod";
import { resultsIn } from "./expression.js";
import { EMPTY } from "./lower/name.js";
import { MORE_KEYS } from "./lower/order.js";
import type { PipelineSpec, PipelineTask, TektonManifest } from "./pipeline-run.js";

/**
 * Of one run of what was made. In a matrix a condition is seen by the driver, so there what is left out takes its pod.
 *
 * @example
 * countPods([run]).most; // 3
 */
export function countPods(manifests: readonly TektonManifest[]): PodCount {
  const [pipeline] = manifests.flatMap(pipelineIn);
  if (!pipeline) return NO_PODS;
  const { tasks, finally: last = [] } = pipeline;
  // Further batches hold further iterations of the same loop.
  const loops = tasks.filter((task) => tellsIterations(task) && !isLaterBatch(task));
  const open = loops.map((teller) => {
    const inside = tasks.filter((task) => tellerOf(task) === teller.name);
    return podsOfEach(allPods(inside.map(podsOfOne)), teller.taskSpec.metadata.labels?.["slipway/task"] ?? teller.name);
  });
  const others = [...tasks, ...last].filter((task) => tellerOf(task) === undefined);
  const starting = manifests.filter(({ kind }) => kind === "CronJob").map(() => onePod("start"));
  return allPods([...others.map(podsOfTask), ...open, ...starting]);
}

function pipelineIn(manifest: TektonManifest): readonly PipelineSpec[] {
  if (manifest.kind === "Pipeline") return [manifest.spec];
  return manifest.kind === "PipelineRun" && "pipelineSpec" in manifest.spec ? [manifest.spec.pipelineSpec] : [];
}

function podsOfTask(task: PipelineTask): PodCount {
  const { matrix, when = [] } = task;
  const count = timesPods(podsOfOne(task), matrix?.params[0]?.value.length ?? 1);
  return when.length > 0 ? maybePods(count) : count;
}

function podsOfOne(task: PipelineTask): PodCount {
  return onePod(kindOf(task), task.retries);
}

/** The task whose pod tells for which iterations a matrix starts this one. */
function tellerOf({ matrix }: PipelineTask): string | undefined {
  const value = matrix?.params[0]?.value;
  return typeof value === "string" ? resultsIn(value)[0] : undefined;
}

function tellsIterations({ taskSpec }: PipelineTask): boolean {
  return (taskSpec.results ?? []).some(({ type }) => type === "array");
}

function isLaterBatch({ when = [] }: PipelineTask): boolean {
  return when.some(({ input }) => input.includes(`.${MORE_KEYS}`));
}

/** By the word that its program is started with. */
function kindOf(task: PipelineTask): PodKind {
  const { steps } = task.taskSpec;
  if (steps.some(({ name }) => name === "publisher")) return "task";
  if (task.name === EMPTY) return "begin";
  const verb = steps[0]?.args?.[0];
  switch (verb) {
    case "verdict":
    case "notify":
      return verb;
    case "decide":
      return tellsIterations(task) ? "iterations" : "decide";
    default:
      return task.workspaces ? "download" : "claim";
  }
}
