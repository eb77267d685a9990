// A pod that ends as its run did, for an engine that was told to go on whatever failed.
import { firstFailure } from "../final-status.js";
import { type Left, readLeft } from "../left.js";
import type { EngineFailure } from "../notification.js";
import { outcomeOf, type Progress } from "../outcome.js";
import type { RunRecord } from "../record.js";
import { factsOf, seeTasks } from "../view-tasks.js";
import { begun } from "./begun.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";

export type VerdictJob = DecideJob & { readonly engineFailures: readonly EngineFailure[] };

/** Gives the reason why the run has failed, or nothing. */
export async function verdict(given: VerdictJob): Promise<readonly string[]> {
  const job = await begun(given);
  const context = await contextOf(job);
  const left = await readLeft([""], context);
  if (wentWell(job.run, left)) return [];
  const cause = firstFailure(left);
  if (cause) return [`task "${cause.path}" failed: ${cause.error.message}`];
  const [said] = given.engineFailures;
  return [said ? `task "${said.name}" left no record: ${said.message}` : "a task did not run to its end"];
}

/** By the records of a run that has come to its end. */
export function wentWell(run: RunRecord, { records, decisions }: Left): boolean {
  const seen = seeTasks(run.outline.tasks, "", factsOf(run, records, decisions, true));
  // A task that runs at the end of all may do so at this moment, and its own pod tells how that went.
  const ended = seen.filter(({ view }) => view.task.trigger === "all-succeeded" || view.state !== "NOT_RUN");
  const outcome = outcomeOf(ended.map(({ outcome }) => (isOver(outcome) ? outcome : "NOT_RUN")));
  return outcome === "SUCCEEDED" || outcome === "SKIPPED";
}

function isOver(outcome: Progress): outcome is Exclude<Progress, "PENDING"> {
  return outcome !== "PENDING";
}
