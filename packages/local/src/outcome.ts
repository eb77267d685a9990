// What follows for a task from how those before it ended: the rules of the proto's trigger strategies, as decisions.
// Source: https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto (PipelineTaskSpec.TriggerPolicy)
import type { Retry, TaskDefinition } from "@slipway/compiler";
import type { StopReason } from "./stop.js";

/** How a task or a DAG ended. */
export type Outcome = "SUCCEEDED" | "SKIPPED" | "FAILED" | "CANCELLED" | "NOT_RUN";

/**
 * Whether a task starts, once all that it depends on has ended.
 *
 * A task that waits for success is skipped behind a skipped one, and does not run behind a failed one. A task that waits
 * for the end runs however that was, once, unless the user wants the run to end; when the run is out of time it still
 * does, since cleaning up is what it is for.
 */
export function verdictOf(
  trigger: TaskDefinition["trigger"],
  before: readonly Outcome[],
  stopped: StopReason | undefined,
): "run" | "SKIPPED" | "NOT_RUN" {
  if (trigger === "all-completed") return stopped?.kind === "cancelled" ? "NOT_RUN" : "run";
  if (before.some((outcome) => outcome !== "SUCCEEDED" && outcome !== "SKIPPED")) return "NOT_RUN";
  if (before.includes("SKIPPED")) return "SKIPPED";
  return stopped ? "NOT_RUN" : "run";
}

/** What is in a DAG → how the DAG ended. One with only skipped tasks succeeded, and so did one with none. */
export function outcomeOf(inside: Iterable<Outcome>): Outcome {
  const seen = new Set(inside);
  if (seen.has("FAILED")) return "FAILED";
  // Nothing stays behind unless something failed or the user wanted the run to end.
  return seen.has("CANCELLED") || seen.has("NOT_RUN") ? "CANCELLED" : "SUCCEEDED";
}

/**
 * How long to wait before a retry. The longest backoff bounds each wait, as the SDK says of it (Argo takes it as the
 * time for all tries together).
 * Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/pipeline_task.py (set_retry)
 *
 * @param retry the number of the next try, from 1
 * @returns seconds
 */
export function backoffSeconds(
  { backoffSeconds: first, backoffFactor, maxBackoffSeconds = Number.POSITIVE_INFINITY }: Retry,
  retry: number,
): number {
  return Math.min(first * backoffFactor ** (retry - 1), maxBackoffSeconds);
}
