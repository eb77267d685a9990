// The program of the runtime image: `slipway-runtime drive JOB` and `slipway-runtime publish JOB`, JOB being JSON.
import { isStoreError } from "@slipway/store";
import type { TaskRecord } from "../record.js";
import { drive } from "./drive.js";
import type { Job } from "./job.js";
import { publish } from "./publish.js";

/** The text of launcher/launch.sh: the build puts it in. */
declare const __LAUNCHER__: string;

/** 0, or 75 (EX_TEMPFAIL) when a store did not do as asked and it may be tried again, or that of the user's command. */
async function run([verb, text = ""]: readonly string[]): Promise<number> {
  if (verb !== "drive" && verb !== "publish") {
    process.stderr.write("slipway-runtime drive JOB | publish JOB\n");
    return 2;
  }
  try {
    const job = JSON.parse(text) as Job;
    if (verb === "publish") {
      const published = await publish(job);
      return published ? tell(published.record, published.warnings) : 0;
    }
    const record = await drive(job, __LAUNCHER__);
    return record ? tell(record) : 0;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    process.stderr.write(`slipway: ${error.message}\n`);
    return 75;
  }
}

function tell({ path, state, error, cache }: TaskRecord, warnings: readonly string[] = []): number {
  for (const warning of warnings) process.stderr.write(`slipway: task "${path}": ${warning}\n`);
  const from = cache?.from ? `, as made by run ${cache.from.run}` : "";
  const why = error ? `: ${error.message}${error.hint === undefined ? "" : `. ${error.hint}`}` : "";
  process.stderr.write(`slipway: task "${path}" ${state}${from}${why}\n`);
  return state === "FAILED" || state === "CANCELLED" ? (error?.exitCode ?? 1) : 0;
}

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
