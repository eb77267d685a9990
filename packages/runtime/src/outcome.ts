// How tasks ended, and what follows from that for those after them. Whoever runs a pipeline decides by these rules, and
// whoever reads a run from its records sees it by them.
// Source: https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto (PipelineTaskSpec.TriggerPolicy)
import type { OutlineTask } from "@slipway/pod";
import type { TaskView } from "./view.js";

/** How a task or a DAG ended. */
export type Outcome = "SUCCEEDED" | "SKIPPED" | "FAILED" | "CANCELLED" | "NOT_RUN";

/** The same of what may still run. */
export type Progress = Outcome | "PENDING";

/** What holds for a task that has not begun: it may, it waits, or it never will. */
export type Ground = "open" | "waiting" | "SKIPPED" | "NOT_RUN";

/**
 * A task that waits for success is skipped behind a skipped one, and does not run behind a failed one. A task that waits
 * for the end runs however that was.
 *
 * @param before of the tasks that it depends on
 * @example
 * groundOf("all-succeeded", ["SUCCEEDED", "SKIPPED"]); // "SKIPPED"
 */
export function groundOf(trigger: OutlineTask["trigger"], before: readonly Progress[]): Ground {
  if (trigger === "all-completed") return before.includes("PENDING") ? "waiting" : "open";
  if (before.some((outcome) => BAD.includes(outcome))) return "NOT_RUN";
  if (before.includes("PENDING")) return "waiting";
  return before.includes("SKIPPED") ? "SKIPPED" : "open";
}

const BAD: readonly Progress[] = ["FAILED", "CANCELLED", "NOT_RUN"];

/** What is in a DAG → how the DAG ended. One with only skipped tasks succeeded, and so did one with none. */
export function outcomeOf(inside: Iterable<Outcome>): Outcome {
  const seen = new Set(inside);
  if (seen.has("FAILED")) return "FAILED";
  // Nothing stays behind unless something failed or somebody wanted the run to end.
  return seen.has("CANCELLED") || seen.has("NOT_RUN") ? "CANCELLED" : "SUCCEEDED";
}

/** The same of a DAG in which something may still run. */
export function progressOf(inside: readonly Progress[]): Progress {
  const ended = inside.filter((one) => one !== "PENDING");
  return ended.length < inside.length ? "PENDING" : outcomeOf(ended);
}

/** The state of a DAG that was begun. A failure shows at once, even while the rest of it goes on. */
export function stateOf(progress: Progress, inside: readonly TaskView["state"][]): TaskView["state"] {
  if (progress !== "PENDING") return progress;
  return inside.includes("FAILED") ? "FAILED" : "RUNNING";
}
