// How tasks ended, and what follows from that for those after them. It is what packages/local decides by, so that a run
// that is read from its records says the same as the engine that made them.
import type { OutlineTask } from "@slipway/pod";
import type { TaskView } from "@slipway/runtime";

/** How a task or a DAG ended, with PENDING for what may still run. */
export type Outcome = "SUCCEEDED" | "SKIPPED" | "FAILED" | "CANCELLED" | "NOT_RUN" | "PENDING";

/** What holds for a task without a record: it may have begun, it waits, or it will never run. */
export type Ground = "open" | "waiting" | "SKIPPED" | "NOT_RUN";

/**
 * @param around what holds for the DAG that the task is in
 * @param outcomes by name, of those tasks of the DAG that come before
 * @param isOver nothing begins any more
 */
export function groundOf(
  { dependencies, trigger }: OutlineTask,
  around: Ground,
  outcomes: ReadonlyMap<string, Outcome>,
  isOver: boolean,
): Ground {
  if (around !== "open") return around;
  const before = dependencies.flatMap((name) => outcomes.get(name) ?? []);
  const open = isOver ? "NOT_RUN" : "open";
  if (trigger === "all-completed") return before.includes("PENDING") ? "waiting" : open;
  if (before.some((outcome) => BAD.includes(outcome))) return "NOT_RUN";
  if (before.includes("PENDING")) return "waiting";
  return before.includes("SKIPPED") ? "SKIPPED" : open;
}

const BAD: readonly Outcome[] = ["FAILED", "CANCELLED", "NOT_RUN"];

/** What is in a DAG → how the DAG ended. One with only skipped tasks succeeded, and so did one with none. */
export function outcomeOf(inside: readonly Outcome[]): Outcome {
  const seen = new Set(inside);
  if (seen.has("PENDING")) return "PENDING";
  if (seen.has("FAILED")) return "FAILED";
  return seen.has("CANCELLED") || seen.has("NOT_RUN") ? "CANCELLED" : "SUCCEEDED";
}

/** The state of a DAG that was begun. A failure shows at once, even while the rest of it goes on. */
export function stateOf(outcome: Outcome, inside: readonly TaskView["state"][]): TaskView["state"] {
  if (outcome !== "PENDING") return outcome;
  return inside.includes("FAILED") ? "FAILED" : "RUNNING";
}
