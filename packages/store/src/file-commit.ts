// How a store of files makes a draft visible, or removes a file, so that no other process comes in between.
//
// Node has no lock that ends with its process, and a lock that somebody may break after a while protects nothing: its
// holder may only have been slow. So here the lock holds the draft. A writer moves its folder, with the draft in it under
// a name that nobody else has, to the lock's place, where a folder can only be moved while there is none or an empty one.
// To commit is to move the draft from there to its target. Whoever breaks the lock moves the draft back to where it was,
// after which its writer cannot commit, sees that, and tries again. So a lock may be broken at any time, and breaking
// costs time, never an update. A crash leaves a draft or a lock that is broken; both have names that no key has.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DRAFT } from "./key.js";
import { makeFolder } from "./make-folder.js";
import { codeOf, ignore } from "./system-error.js";

/** A file that nobody reads yet, alone in a folder beside its target. */
type Draft = { readonly folder: string; readonly name: string };

/** How long a lock may have the same holder; it needs it for some milliseconds. */
const PATIENCE_MILLISECONDS = 2_000;
const PAUSE_MILLISECONDS = 5;

/**
 * Writes a file beside its target, to disk, and then moves it there if `mayCommit` still says so. True where it was moved.
 */
export async function commit(
  target: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  mayCommit: () => Promise<boolean>,
): Promise<boolean> {
  const draft = await makeDraft(target, content);
  return await withLock(target, draft, async (file) => {
    if (!(await mayCommit())) return false;
    await rename(file, target);
    return true;
  });
}

/** Removes a file while no other process replaces it. */
export async function removeLocked(target: string): Promise<void> {
  const draft = await makeDraft(target, new Uint8Array());
  await withLock(target, draft, async () => {
    await rm(target, { force: true });
    return true;
  });
}

async function makeDraft(target: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Draft> {
  const name = randomUUID();
  const folder = draftFolder(target, name);
  await makeFolder(folder);
  try {
    const handle = await open(join(folder, name), "wx");
    try {
      await writeFile(handle, content);
      // Without it a machine that fails may keep the name and lose the content.
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { folder, name };
}

async function withLock(target: string, draft: Draft, act: (file: string) => Promise<boolean>): Promise<boolean> {
  const lock = lockFolder(target);
  const file = join(lock, draft.name);
  try {
    for (;;) {
      await acquire(target, draft);
      const done = await act(file).catch((error: unknown) =>
        isBroken(error, file) ? undefined : Promise.reject(error),
      );
      if (done !== undefined) return done;
    }
  } finally {
    await rm(file, { force: true });
    await rm(draft.folder, { recursive: true, force: true });
    // Somebody else may hold it already.
    await rmdir(lock).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST"));
    await syncFolder(dirname(target));
  }
}

/** The draft is no longer there: somebody took this writer for dead. */
function isBroken(error: unknown, file: string): boolean {
  return codeOf(error) === "ENOENT" && error instanceof Error && "path" in error && error.path === file;
}

async function acquire(target: string, draft: Draft): Promise<void> {
  const lock = lockFolder(target);
  let holder: string | undefined;
  for (let waited = 0; ; waited += PAUSE_MILLISECONDS) {
    if (await moveUnlessTaken(draft.folder, lock)) return;
    const [current] = (await readdir(lock).catch(ignore("ENOENT"))) ?? [];
    if (current !== holder) waited = 0;
    else if (current !== undefined && waited >= PATIENCE_MILLISECONDS) await breakLock(target, current);
    holder = current;
    await sleep(PAUSE_MILLISECONDS);
  }
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/functions/rename.html: a folder replaces only an empty one. */
async function moveUnlessTaken(folder: string, lock: string): Promise<boolean> {
  try {
    await rename(folder, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOTEMPTY" || codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function breakLock(target: string, holder: string): Promise<void> {
  const folder = draftFolder(target, holder);
  await mkdir(folder).catch(ignore("EEXIST"));
  await rename(join(lockFolder(target), holder), join(folder, holder)).catch(ignore("ENOENT"));
  // Empty where its writer had gone on after all.
  await rmdir(folder).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST"));
}

function draftFolder(target: string, name: string): string {
  return join(dirname(target), `${DRAFT}${name}`);
}

function lockFolder(target: string): string {
  const name = createHash("sha256").update(basename(target)).digest("hex").slice(0, 32);
  return join(dirname(target), `${DRAFT}lock-${name}`);
}

/** So that a name that was moved is where it is after a power failure too. */
async function syncFolder(folder: string): Promise<void> {
  // It may be gone, with all that was in it.
  const handle = await open(folder, "r").catch(ignore("ENOENT"));
  // Some file systems sync no folders.
  const synced = handle?.sync().catch(ignore("EINVAL", "ENOTSUP", "EPERM"));
  await synced?.finally(() => handle?.close());
}
