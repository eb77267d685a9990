// The end of a task in a pod: what is told of it, and what the engine asked besides.
import { isGood } from "../commit-record.js";
import type { RunContext } from "../context.js";
import type { Published } from "../publisher.js";
import { answer } from "./decide.js";
import type { Job } from "./job.js";

export type Ended = Published & {
  /** Why something that the engine asked cannot be told. */
  readonly problems: readonly string[];
};

/** Behind a task that did not go well nothing is decided: what depends on it does not run. */
export async function endOf(published: Published, job: Job, context: RunContext): Promise<Ended> {
  return { ...published, problems: isGood(published.record.state) ? await answer(job, context) : [] };
}
