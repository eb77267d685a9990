// Folders, made one by one. Node 20 with `recursive` tries for ever where the system says that a folder is missing although
// the one above it is there, as it does below /proc.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { storeError } from "./error.js";
import { codeOf } from "./system-error.js";

/**
 * Makes a folder with all that are missing above it. Another process may remove them at the same time, as they are empty.
 *
 * Throws what the system says, or a `StoreError` where it takes no folder.
 *
 * @param path absolute
 * @example
 * await makeFolder("/tmp/runs/churn");
 */
export async function makeFolder(path: string): Promise<void> {
  for (let left = MOST_TRIES; left > 0; left -= 1) if (await tryToMake(path)) return;
  throw storeError("store/failed", path, "this folder cannot be made: the system takes none there");
}

const MOST_TRIES = 100;

/** False where a folder above it is missing again. */
async function tryToMake(path: string): Promise<boolean> {
  if ((await make(path)) === "made") return true;
  const above = dirname(path);
  if (above === path || !(await tryToMake(above))) return false;
  return (await make(path)) === "made";
}

async function make(path: string): Promise<"made" | "nothing above"> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return "nothing above";
    // At the top of a file system, and where it is read-only, other things are said of a folder that is there.
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
  return "made";
}
