// Where the pods of a PipelineRun stand: its tasks, those of a matrix as often as it has iterations.
import type { PodKind } from "@slipway/compiler";
import type { CronJob, PodTree } from "@slipway/pod";
import { resultsIn } from "./expression.js";
import { EMPTY } from "./lower/name.js";
import { MORE_KEYS } from "./lower/order.js";
import type { PipelineSpec, PipelineTask, TektonManifest } from "./pipeline-run.js";

/** A task of Tekton's, or a job that starts runs. */
export type TaskUse = PipelineTask | CronJob;

/**
 * Of one run of what was made. In a matrix a condition is seen by the driver, so there what is left out takes its pod.
 */
export function podTree(manifests: readonly TektonManifest[]): PodTree<TaskUse> {
  const [pipeline] = manifests.flatMap(pipelineIn);
  if (!pipeline) return { kind: "all", parts: [] };
  const { tasks, finally: last = [] } = pipeline;
  // Further batches hold further iterations of the same loop.
  const loops = tasks.filter((task) => tellsIterations(task) && !isLaterBatch(task));
  const open = loops.map((teller): PodTree<TaskUse> => {
    const inside = tasks.filter((task) => tellerOf(task) === teller.name);
    const loop = teller.taskSpec.metadata.labels?.["slipway/task"] ?? teller.name;
    return { kind: "each", loop, part: { kind: "all", parts: inside.map(onePod) } };
  });
  const others = [...tasks, ...last].filter((task) => tellerOf(task) === undefined).map(podsOfTask);
  const starting = manifests.flatMap((one): readonly PodTree<TaskUse>[] =>
    one.kind === "CronJob" && isStarting(one) ? [{ kind: "pod", is: "start", retries: 0, found: one }] : [],
  );
  return { kind: "all", parts: [...others, ...open, ...starting] };
}

export function pipelineIn(manifest: TektonManifest): readonly PipelineSpec[] {
  if (manifest.kind === "Pipeline") return [manifest.spec];
  return manifest.kind === "PipelineRun" && "pipelineSpec" in manifest.spec ? [manifest.spec.pipelineSpec] : [];
}

/** What keeps a namespace in order are such jobs too. */
export function isStarting({ spec }: CronJob): boolean {
  return spec.jobTemplate.spec.template.spec.containers[0]?.args?.[0] === "start";
}

function podsOfTask(task: PipelineTask): PodTree<TaskUse> {
  const { matrix, when = [] } = task;
  const part: PodTree<TaskUse> = {
    kind: "times",
    times: matrix?.params[0]?.value.length ?? 1,
    part: onePod(task),
  };
  return when.length > 0 ? { kind: "maybe", part } : part;
}

function onePod(task: PipelineTask): PodTree<TaskUse> {
  return { kind: "pod", is: kindOf(task), retries: task.retries ?? 0, found: task };
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
