// A driver in a pod of its own: it finds out whether there is anything to run, before the task's pod asks for its place.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MUST_RUN } from "@slipway/pod";
import { decideLoops } from "../decide.js";
import { weighTask } from "../driver.js";
import { begun } from "./begun.js";
import { driveSettings } from "./drive.js";
import { type Ended, endOf } from "./end.js";
import type { Job } from "./job.js";
import { contextOf } from "./stores.js";

/**
 * Gives the record when there is nothing to run. A file among the answers says which it is: `true` or `false`. The task's own
 * driver looks again, since another run may have done the work in between.
 *
 * @param server address of the cluster's API
 */
export async function weigh(given: Job, server: string): Promise<Ended | undefined> {
  const job = await begun(given);
  const context = await contextOf(job);
  await decideLoops(job.invocation, job.iterations, context);
  const weighed = await weighTask(job.invocation, job.iterations, context, driveSettings(job, server));
  if (job.answers) {
    await mkdir(job.answers.folder, { recursive: true });
    await writeFile(join(job.answers.folder, MUST_RUN), String(weighed.kind === "open"));
  }
  return weighed.kind === "done" ? endOf({ record: weighed.record, warnings: [] }, job, context) : undefined;
}
