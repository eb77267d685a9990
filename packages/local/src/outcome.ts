// What follows for a task from how those before it ended, and from the wish to end the run.
import type { Retry, TaskDefinition } from "@slipway/compiler";
import { groundOf, type Outcome } from "@slipway/runtime";
import type { StopReason } from "./stop.js";

/**
 * Whether a task starts, once all that it depends on has ended.
 *
 * A task that waits for the end of others runs unless the user wants the run to end; when the run is out of time it still
 * does, since cleaning up is what it is for.
 */
export function verdictOf(
  trigger: TaskDefinition["trigger"],
  before: readonly Outcome[],
  stopped: StopReason | undefined,
): "run" | "SKIPPED" | "NOT_RUN" {
  const ground = groundOf(trigger, before);
  if (ground === "SKIPPED" || ground === "NOT_RUN") return ground;
  const isStopped = trigger === "all-completed" ? stopped?.kind === "cancelled" : stopped !== undefined;
  return isStopped ? "NOT_RUN" : "run";
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
