// The end of a task in a pod: what is told of it, and what the engine asked besides.
import { isGood } from "../commit-record.js";
import type { RunContext } from "../context.js";
import type { Published } from "../publisher.js";
import { answer, answerOtherwise } from "./decide.js";
import type { Job } from "./job.js";

export type Ended = Published & {
  /** Why something that the engine asked cannot be told. */
  readonly problems: readonly string[];
  /** Its failure is told by its record and its answers, not by the pod. */
  readonly isGentle: boolean;
};

/** Behind a task that did not go well nothing is decided: what depends on it does not run. */
export async function endOf(published: Published, job: Job, context: RunContext): Promise<Ended> {
  const isGentle = job.gentleAt !== undefined && job.retry >= job.gentleAt;
  if (isGood(published.record.state)) return { ...published, isGentle, problems: await answer(job, context) };
  await answerOtherwise(job);
  return { ...published, isGentle, problems: [] };
}
