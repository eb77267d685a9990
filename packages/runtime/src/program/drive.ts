// The driver of a pod: an init container. It leaves the command, the launcher and a note for the publisher in the folder
// that the containers share.
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Assignment } from "../assignment.js";
import { decideLoops } from "../decide.js";
import { type DriveSettings, driveTask } from "../driver.js";
import { groundOfTask } from "../ground.js";
import { MOUNTS, mountedPlaces } from "../places.js";
import { begun } from "./begun.js";
import { clusterClaims } from "./cluster-claims.js";
import { type Ended, endOf } from "./end.js";
import { type Job, PRIVATE, STATE } from "./job.js";
import { contextOf } from "./stores.js";

/**
 * Gives the record when there is nothing to run.
 *
 * @param launcher the text of launch.sh
 * @param server address of the cluster's API
 */
export async function drive(given: Job, launcher: string, server: string): Promise<Ended | undefined> {
  const job = await begun(given);
  const { shared, busybox, invocation, iterations, within } = job;
  const context = await contextOf(job);
  for (const folder of MOUNTS) await mkdir(join(shared, folder), { recursive: true });
  await mkdir(join(shared, PRIVATE), { recursive: true });
  await writeFile(join(shared, PRIVATE, "job.json"), JSON.stringify(job));
  // Before the user's container starts: what is not there yet would be made for it, as another user's.
  if (job.answers) await mkdir(job.answers.folder, { recursive: true });
  const bin = join(shared, STATE, "bin");
  await mkdir(bin, { recursive: true });
  await copyFile(busybox, join(bin, "busybox"));
  await chmod(join(bin, "busybox"), 0o755);
  await writeFile(join(bin, "launch.sh"), launcher, { mode: 0o755 });
  // A task that may not run leaves nothing: whoever looks at the run sees why.
  const isOpen = within === undefined || (await groundOfTask(invocation.task, within, iterations, context)) === "open";
  if (!isOpen) return undefined;
  await decideLoops(invocation, iterations, context);
  const driven = await driveTask(invocation, iterations, context, driveSettings(job, server));
  if (driven.kind === "done") return endOf({ record: driven.record, warnings: [] }, job, context);
  await writeFile(join(shared, PRIVATE, "assignment.json"), JSON.stringify(driven.assignment));
  await writeFile(join(shared, STATE, "command"), commandText(driven.assignment));
  return undefined;
}

/** @param server address of the cluster's API */
export function driveSettings(job: Job, server: string): DriveSettings {
  const { run, attempt, retry, scope, useCache, maxAgeSeconds, shared, workspace } = job;
  return {
    attempt,
    retry,
    scope,
    useCache,
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    places: mountedPlaces(shared, workspace),
    volumes: clusterClaims(server, run.namespace ?? "default", run.id),
  };
}

/** A script that becomes the command; its `$1` is busybox. Each word is quoted: to the shell it is text, whatever it holds. */
export function commandText({ argv, env }: Pick<Assignment, "argv" | "env">): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return `exec "$1" ${["env", "--", ...variables, ...argv].map(quoted).join(" ")}\n`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
