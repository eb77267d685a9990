// The end of a task in a pod: what is told of it, and what the engine asked besides.
import { isGood } from "../commit-record.js";
import type { RunContext } from "../context.js";
import type { TaskRecord } from "../record.js";
import { answer } from "./decide.js";
import type { Job } from "./job.js";

export type Ended = {
  readonly record: TaskRecord;
  /** Why something that the engine asked cannot be told. */
  readonly problems: readonly string[];
};

/** Behind a task that did not go well nothing is decided: what depends on it does not run. */
export async function endOf(record: TaskRecord, job: Job, context: RunContext): Promise<Ended> {
  return { record, problems: isGood(record.state) ? await answer(job, context) : [] };
}
