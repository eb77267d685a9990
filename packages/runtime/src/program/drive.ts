// The driver of a pod: an init container. It leaves the command, the launcher and a note for the publisher in the folder
// that the containers share.
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Assignment } from "../assignment.js";
import { writeRun } from "../commit-record.js";
import { decideLoops } from "../decide.js";
import { driveTask } from "../driver.js";
import { MOUNTS, mountedPlaces } from "../places.js";
import { type Ended, endOf } from "./end.js";
import { type Job, STATE } from "./job.js";
import { contextOf } from "./stores.js";

/** @param launcher the text of launch.sh; gives the record when there is nothing to run */
export async function drive(job: Job, launcher: string): Promise<Ended | undefined> {
  const { shared, busybox, invocation, iterations } = job;
  const context = await contextOf(job);
  for (const folder of MOUNTS) await mkdir(join(shared, folder), { recursive: true });
  const bin = join(shared, STATE, "bin");
  await mkdir(bin, { recursive: true });
  await copyFile(busybox, join(bin, "busybox"));
  await chmod(join(bin, "busybox"), 0o755);
  await writeFile(join(bin, "launch.sh"), launcher, { mode: 0o755 });
  await writeRun(context, job.run);
  await decideLoops(invocation, iterations, context);
  const { attempt, retry, scope, useCache, maxAgeSeconds, workspace } = job;
  const driven = await driveTask(invocation, iterations, context, {
    attempt,
    retry,
    scope,
    useCache,
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    places: mountedPlaces(shared, workspace),
    // The engine makes and removes claims itself.
    volumes: { create: noVolumes, remove: noVolumes },
  });
  if (driven.kind === "done") return endOf({ record: driven.record, warnings: [] }, job, context);
  await writeFile(join(shared, STATE, "assignment.json"), JSON.stringify(driven.assignment));
  await writeFile(join(shared, STATE, "command"), commandText(driven.assignment, join(bin, "busybox")));
  return undefined;
}

async function noVolumes(): Promise<string> {
  return "a pod's driver makes no volume claims";
}

/** A script that becomes the command. Each word is quoted: to the shell it is text, whatever it holds. */
export function commandText({ argv, env }: Pick<Assignment, "argv" | "env">, busybox: string): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return `exec ${[busybox, "env", "--", ...variables, ...argv].map(quoted).join(" ")}\n`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
