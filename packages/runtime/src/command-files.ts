// What the command left, as the publisher finds it: where a path of the command is, and what of that can be read. User
// code may leave anything there, pipes and links to elsewhere too.
import { constants, open, realpath, stat } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import type { Assignment } from "./assignment.js";
import { type Found, found, missing } from "./found.js";
import { MOUNTS } from "./places.js";

/** What the publisher shares with the command. */
export type Shared = Pick<Assignment, "mounted" | "workspace">;

/**
 * Where the publisher sees a path of the command.
 *
 * @returns undefined for what lies in the command's own container, which is gone with it
 * @example
 * fileAt("/gcs/bucket/model.pt", { mounted: "/shared" }); // "/shared/gcs/bucket/model.pt"
 */
export function fileAt(path: string, { mounted, workspace }: Shared): string | undefined {
  const whole = normalize(path);
  if (workspace && isIn(whole, workspace.path)) return join(workspace.file, whole.slice(workspace.path.length));
  if (mounted === undefined) return path;
  return MOUNTS.some((mount) => isIn(whole, `/${mount}`)) ? join(mounted, whole) : undefined;
}

/** Where the launcher has put what lies in the command's own container; launch.sh says what it leaves there. */
export function copyOf(path: string, shared: Shared): string {
  return fileAt(path, shared) ?? join(shared.mounted ?? "", "slipway/elsewhere", normalize(path));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** Of a text: what Node can hold at once, with room for the JSON around it. */
const MOST_BYTES = 2 ** 28;

/** The text of a file, undefined where there is none, or why it cannot be read. */
export async function readText(file: string, shared: Shared): Promise<Found<string | undefined>> {
  try {
    if (await leadsOut(file, shared)) return missing(LEADS_OUT);
    // A pipe that nobody writes to would never open otherwise.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return missing(`there is ${kindOf(stats)} where its file should be`);
      if (stats.size > MOST_BYTES) return missing(`its ${stats.size} bytes are too many; make it an artifact`);
      return found(await handle.readFile("utf8"));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return codeOf(error) === "ENOENT" ? found(undefined) : explain(error);
  }
}

/** Whether there is a file or a folder, or why what is there cannot be kept. */
export async function isThere(file: string, shared: Shared): Promise<Found<boolean>> {
  try {
    const stats = await stat(file);
    if (await leadsOut(file, shared)) return missing(LEADS_OUT);
    return stats.isFile() || stats.isDirectory() ? found(true) : missing(`${kindOf(stats)} cannot be kept`);
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT" || code === "ENOTDIR" ? found(false) : explain(error);
  }
}

const LEADS_OUT = "it is a link to what the task does not share, and cannot be read after it";

/** In a pod such a link would show what is the publisher's own. */
async function leadsOut(file: string, { mounted, workspace }: Shared): Promise<boolean> {
  if (mounted === undefined) return false;
  const real = await realpath(file);
  const folders = await Promise.all([mounted, ...(workspace ? [workspace.file] : [])].map((one) => realpath(one)));
  return !folders.some((folder) => isIn(real, folder));
}

type Kinds = { readonly [is in "isDirectory" | "isFIFO" | "isSocket"]: () => boolean };

function kindOf(stats: Kinds): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: "a file stands where its folder should be",
  EACCES: "it may not be read",
  EPERM: "it may not be read",
  ELOOP: "it is a link that leads back to itself",
  ENXIO: "there is a socket or a device where its file should be",
  ENAMETOOLONG: "its path is too long",
};

/** Anything else is no fault of the user's code. */
function explain(error: unknown): Found<never> {
  const reason = REASONS[codeOf(error) ?? ""];
  if (reason === undefined) throw error;
  return missing(reason);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
