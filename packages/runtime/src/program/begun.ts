// That a run has begun is said by each of its pods. Where the engine does not tell when it did, the first one is right.
import { readRun, writeRun } from "../commit-record.js";
import { timestamp } from "../context.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";

/** The same job, with the start of its run. */
export async function begun<T extends DecideJob>(job: T): Promise<T> {
  const context = await contextOf(job);
  const run = { ...job.run, start: job.run.start === "" ? timestamp(context.now()) : job.run.start };
  await writeRun(context, run);
  if (job.run.start !== "") return job;
  const first = await readRun({ ...context, run });
  return { ...job, run: { ...run, start: first?.start ?? run.start } };
}
