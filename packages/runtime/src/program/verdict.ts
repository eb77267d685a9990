// A pod that ends as its run did, for an engine that was told to go on whatever failed.
import { firstFailure } from "../final-status.js";
import { readLeft } from "../left.js";
import { outcomeOf, type Progress } from "../outcome.js";
import { factsOf, seeTasks } from "../view-tasks.js";
import { begun } from "./begun.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";

/** Gives the reason why the run has failed, or nothing. */
export async function verdict(given: DecideJob): Promise<readonly string[]> {
  const job = await begun(given);
  const context = await contextOf(job);
  const { tasks } = job.run.outline;
  const left = await readLeft([""], context);
  const seen = seeTasks(tasks, "", factsOf(job.run, left.records, left.decisions, true));
  // A task that runs at the end of all may do so at this moment, and its own pod tells how that went.
  const ended = seen.filter(({ view }) => view.task.trigger === "all-succeeded" || view.state !== "NOT_RUN");
  const outcome = outcomeOf(ended.map(({ outcome }) => (isOver(outcome) ? outcome : "NOT_RUN")));
  if (outcome === "SUCCEEDED" || outcome === "SKIPPED") return [];
  const cause = firstFailure(left);
  return [cause ? `task "${cause.path}" failed: ${cause.error.message}` : "a task did not run to its end"];
}

function isOver(outcome: Progress): outcome is Exclude<Progress, "PENDING"> {
  return outcome !== "PENDING";
}
