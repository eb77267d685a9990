// The program of the runtime image: `slipway-runtime drive`, `weigh`, `publish`, `decide`, `verdict`, `notify` and `start`.
// given.ts says what each is told.
import { isStoreError } from "@slipway/store";
import { type Started, startRun } from "../start-run.js";
import { callCluster } from "./cluster.js";
import { decide } from "./decide.js";
import { drive } from "./drive.js";
import type { Ended } from "./end.js";
import { decideJob, driveJob, notifyJob, startDescription, verdictJob } from "./given.js";
import { notify } from "./notify.js";
import { publish } from "./publish.js";
import { leaveReason } from "./reason.js";
import { withTexts } from "./told.js";
import { verdict } from "./verdict.js";
import { weigh } from "./weigh.js";

/** The text of launcher/launch.sh: the build puts it in. */
declare const __LAUNCHER__: string;

/** The pod's UID, which the engine's manifest puts there, and where the image has its static busybox. */
const SURROUNDINGS = {
  attempt: process.env["SLIPWAY_POD"] ?? "",
  busybox: process.env["SLIPWAY_BUSYBOX"] ?? "/bin/busybox",
};

const TERMINATION_LOG = process.env["SLIPWAY_TERMINATION_LOG"] ?? "/dev/termination-log";

/** Where Kubernetes says that its API is. */
const SERVER = `https://${process.env["KUBERNETES_SERVICE_HOST"]}:${process.env["KUBERNETES_SERVICE_PORT"]}`;

/**
 * 0, or 75 (EX_TEMPFAIL) when a store did not do as asked and it may be tried again, or that of the user's command; 1 when
 * all went well but something that was asked cannot be told, to the engine or to people.
 */
async function run([verb, ...given]: readonly string[]): Promise<number> {
  try {
    const words = await withTexts(given);
    switch (verb) {
      case "drive":
        // Whatever user the image of main has, it writes beside what is made here.
        process.umask(0);
        return tell(await drive(driveJob(words, SURROUNDINGS), __LAUNCHER__, SERVER));
      case "weigh":
        return tell(await weigh(driveJob(words, SURROUNDINGS), SERVER));
      case "publish":
        return tell(await publish(words[0] ?? ""));
      case "decide":
        return tellProblems(await decide(decideJob(words)));
      case "verdict":
        return tellProblems(await verdict(verdictJob(words)));
      case "start":
        return tellStarted(
          await startRun({
            description: startDescription(words),
            job: process.env["SLIPWAY_JOB"] ?? "",
            now: Date.now(),
            call: (call) => callCluster(SERVER, call),
          }),
        );
      case "notify":
        return tellProblems(await notify(notifyJob(words), (variable) => process.env[variable]));
      default:
        process.stderr.write(
          "slipway-runtime drive|weigh|decide|verdict|notify|start [options] JOB | publish FOLDER\n",
        );
        return 2;
    }
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return fail(error.message, 75);
  }
}

function tell(ended: Ended | undefined): number {
  if (!ended) return 0;
  const { path, state, error, cache } = ended.record;
  for (const warning of ended.warnings) process.stderr.write(`slipway: task "${path}": ${warning}\n`);
  const from = cache?.from ? `, as made by run ${cache.from.run}` : "";
  const why = error ? `: ${error.message}${error.hint === undefined ? "" : `. ${error.hint}`}` : "";
  const said = `task "${path}" ${state}${from}${why}`;
  const isFailure = (state === "FAILED" || state === "CANCELLED") && !ended.isGentle;
  if (isFailure) return Math.max(fail(said, error?.exitCode ?? 1), tellProblems(ended.problems));
  process.stderr.write(`slipway: ${said}\n`);
  return tellProblems(ended.problems);
}

function tellStarted({ said, problems }: Started): number {
  for (const text of said) process.stderr.write(`slipway: ${text}\n`);
  return tellProblems(problems);
}

function tellProblems(problems: readonly string[]): number {
  return problems.length > 0 ? fail(problems.join("\nslipway: "), 1) : 0;
}

const reasons: string[] = [];

function fail(reason: string, code: number): number {
  process.stderr.write(`slipway: ${reason}\n`);
  reasons.push(reason);
  return code;
}

run(process.argv.slice(2)).then(async (code) => {
  process.exitCode = code;
  if (code !== 0) await leaveReason(reasons.join("\n"), TERMINATION_LOG);
});
