// The program `slipway-cleanup` of the runtime image, which a CronJob starts: `slipway-cleanup JOB`, a CleanupDescription as
// JSON. 0, or 75 (EX_TEMPFAIL) when the store did not do as asked and it may be tried again.
import type { CleanupDescription } from "@slipway/pod";
import { isStoreError } from "@slipway/store";
import { cleanUp } from "./clean-up.js";

async function run([job]: readonly string[]): Promise<number> {
  if (job === undefined) {
    process.stderr.write("slipway-cleanup JOB\n");
    return 2;
  }
  try {
    const lines = await cleanUp(JSON.parse(job) as CleanupDescription, Date.now);
    process.stdout.write(lines.map((line) => `slipway: ${line}\n`).join(""));
    return 0;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    process.stderr.write(`slipway: ${error.message}\n`);
    return 75;
  }
}

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
