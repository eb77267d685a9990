// Which process runs a run, written down where its work folder is, so that others can tell when it has ended without a
// word: killed, or with its machine. Only a process of this machine can be asked for.
import { readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathSegment } from "@slipway/pod";
import { type RunRecord, runKey } from "@slipway/runtime";
import { makeFolder, type Store } from "@slipway/store";
import { endFamily } from "./family.js";
import { problemOf } from "./problem.js";

/** A run that nobody carries on. */
export type Abandoned = Pick<RunRecord, "id" | "pipeline" | "start"> & {
  /** Of the process that ran it. */
  readonly pid: number;
  readonly host: string;
};

/** Numbers of processes are used again: what else tells one from another, as far as the system says. */
type Identity = {
  /** Changes with each start of the machine. */
  readonly boot?: string;
  /** Where the number counts: containers have numbers of their own. */
  readonly space?: string;
  /** When it began, in the machine's own count. */
  readonly began?: string;
};

type Mark = Abandoned & { readonly version: 1 } & Identity;

/** Says that this process runs a run; gives back what takes the word back. */
export async function markRunning(stateFolder: string, run: RunRecord): Promise<() => Promise<void>> {
  const { id, pipeline, start } = run;
  const { pid } = process;
  const mark: Mark = { version: 1, id, pipeline, start, pid, host: hostname(), ...(await identityOf(pid)) };
  await makeFolder(folderOf(stateFolder));
  const file = markFile(stateFolder, id);
  await writeFile(file, `${JSON.stringify(mark)}\n`);
  return () => rm(file, { force: true });
}

/**
 * Runs of this machine whose process is gone.
 *
 * @param stateFolder as in the settings of the run
 * @example
 * (await abandonedRuns(stateFolder)).map(({ id, pid }) => `${id} was run by ${pid}`);
 */
export async function abandonedRuns(stateFolder: string): Promise<readonly Abandoned[]> {
  const names = await readdir(folderOf(stateFolder)).catch(() => []);
  const marks = await Promise.all(names.map((name) => readMark(join(folderOf(stateFolder), name))));
  const known = marks.filter((mark) => mark !== undefined);
  const gone = await Promise.all(known.map(isGone));
  return known.filter((_, index) => gone[index]);
}

/** Ends and removes what abandoned runs left. That they are, is remembered as long as the store has them. */
export async function sweepAbandoned(stateFolder: string, store: Store): Promise<void> {
  for (const run of await abandonedRuns(stateFolder)) {
    await endFamily(run.id);
    await rm(workFolder(stateFolder, run.id), { recursive: true, force: true });
    if (!(await store.stat(`${runKey(run)}/run.json`))) await rm(markFile(stateFolder, run.id), { force: true });
  }
}

export function workFolder(stateFolder: string, run: string): string {
  return join(stateFolder, "work", pathSegment(run));
}

function folderOf(stateFolder: string): string {
  return join(stateFolder, "running");
}

function markFile(stateFolder: string, run: string): string {
  return join(folderOf(stateFolder), `${pathSegment(run)}.json`);
}

/** Undefined where it is not whole: whoever wrote it may be writing still. */
async function readMark(file: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Mark;
  } catch (error) {
    if (error instanceof SyntaxError || problemOf(error, file) !== undefined) return undefined;
    throw error;
  }
}

async function isGone({ host, pid, boot, space, began }: Mark): Promise<boolean> {
  if (host !== hostname()) return false;
  const own = await identityOf(process.pid);
  if (boot !== own.boot) return true;
  if (space !== own.space) return false;
  if (began === undefined) return !answers(pid);
  return (await identityOf(pid)).began !== began;
}

/** Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function identityOf(pid: number): Promise<Identity> {
  const text = (file: string) => readFile(file, "utf8").catch(() => undefined);
  const boot = (await text("/proc/sys/kernel/random/boot_id"))?.trim();
  const space = await readlink(`/proc/${process.pid}/ns/pid`).catch(() => undefined);
  // The name of its program may hold spaces and brackets.
  const [state, ...numbers] = (await text(`/proc/${pid}/stat`))?.replace(/^.*\) /s, "").split(" ") ?? [];
  const began = state === "Z" ? undefined : numbers[18];
  return {
    ...(boot !== undefined && { boot }),
    ...(space !== undefined && { space }),
    ...(began !== undefined && { began }),
  };
}

/** Where nothing more is known of it. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
