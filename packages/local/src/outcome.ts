// What follows for a task from how those before it ended, and from the wish to end the run.
import type { TaskDefinition } from "@slipway/compiler";
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
