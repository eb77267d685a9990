// A folder of this machine, or a volume that several have mounted, as a store. How it writes is in file-commit.ts.
import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isStoreError, type StoreError, type StoreErrorCode, storeError } from "./error.js";
import { commit, removeLocked } from "./file-commit.js";
import { guardStore } from "./guard.js";
import { DRAFT } from "./key.js";
import type { Entry, Store, Version } from "./store.js";
import { codeOf, ignore } from "./system-error.js";
import { walk } from "./walk.js";

const CHUNK_BYTES = 256 * 1024;

/**
 * A key's parts are folders and the name of a file, so no key may be a folder of another one. Objects are plain files,
 * which may also be put there by others, whole. Works where a rename is atomic: on local disks, and on NFS.
 */
export function fileStore(uri: string, folder: string): Store {
  const path = (key: string) => join(folder, key);
  const writes = (key: string, bytes: Uint8Array, mayCommit: () => Promise<boolean>) =>
    commit(path(key), bytes, mayCommit);
  return guardStore(
    {
      uri,
      path,
      get: async (key) => {
        const bytes = await readFile(path(key)).catch(whereAbsent);
        return bytes && { bytes, version: versionOf(bytes) };
      },
      put: async (key, bytes) => {
        await writes(key, bytes, async () => true);
        return versionOf(bytes);
      },
      putIfAbsent: async (key, bytes) => {
        const isAbsent = async () => !(await standsAt(path(key), `${uri}/${key}`));
        return (await isAbsent()) && (await writes(key, bytes, isAbsent));
      },
      replace: async (key, bytes, version) => {
        const isSame = async () => {
          const current = await readFile(path(key)).catch(whereAbsent);
          return current !== undefined && versionOf(current) === version;
        };
        return (await isSame()) && (await writes(key, bytes, isSame));
      },
      stat: async (key) => {
        const stats = await stat(path(key), { bigint: true }).catch(whereAbsent);
        return stats?.isFile() ? entryOf(key, stats) : undefined;
      },
      list: (prefix) => listFiles(path(prefix), prefix),
      folders: (prefix) => foldersIn(path(prefix)),
      read: (key) => readFrom(path(key), `${uri}/${key}`),
      write: async (key, source) => {
        await commit(path(key), source, async () => true);
      },
      remove: async (key) => {
        const stats = await lstat(path(key)).catch(whereAbsent);
        if (stats === undefined || stats.isDirectory()) return;
        await removeLocked(path(key));
        await removeEmptyFolders(dirname(path(key)), folder);
      },
    },
    explainFile,
  );
}

/** Whether there is an object. Throws where there is something that neither is one nor gives way to one. */
async function standsAt(file: string, uri: string): Promise<boolean> {
  const found = await lstat(file).catch(whereAbsent);
  if (!found) return false;
  const target = found.isSymbolicLink() ? await stat(file).catch(whereAbsent) : found;
  if (!target?.isFile()) throw storeError("store/conflict", uri, "something that is no file stands there");
  return true;
}

/** The same content is the same version: to replace what has come back to what it was loses nothing. */
function versionOf(bytes: Uint8Array): Version {
  return createHash("sha256").update(bytes).digest("hex");
}

function entryOf(key: string, stats: BigIntStats): Entry {
  const { size, mtimeNs, mtimeMs } = stats;
  return { key, size: Number(size), modified: Number(mtimeMs), tag: `${mtimeNs}-${size}` };
}

async function* readFrom(file: string, uri: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: CHUNK_BYTES });
  } catch (error) {
    whereAbsent(error);
    throw storeError("store/not-found", uri, "there is no such object");
  }
}

async function* listFiles(folder: string, prefix: string): AsyncGenerator<Entry> {
  const isFolder = (await stat(folder).catch(whereAbsent))?.isDirectory() ?? false;
  if (!isFolder) return;
  for await (const found of walk(folder)) {
    if (found.kind === "unfit") continue;
    yield entryOf(prefix === "" ? found.path : `${prefix}/${found.path}`, found.stats);
  }
}

/** Links to folders count, wherever they lead: what is in them is looked at by whoever goes there. */
async function* foldersIn(folder: string): AsyncGenerator<string> {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(whereAbsent)) ?? []) {
    if (entry.name.startsWith(DRAFT)) continue;
    const isLink = entry.isSymbolicLink();
    const isFolder = isLink
      ? (await stat(join(folder, entry.name)).catch(whereAbsent))?.isDirectory()
      : entry.isDirectory();
    if (isFolder) yield entry.name;
  }
}

async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  for (let current = folder; current !== root; current = dirname(current)) {
    try {
      await rmdir(current);
    } catch (error) {
      if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(codeOf(error) ?? "")) return;
      throw error;
    }
  }
}

/** Nothing is there, or a folder is, or a file stands where the key has a folder: in each case there is no such object. */
const whereAbsent = ignore("ENOENT", "ENOTDIR", "EISDIR");

const PROBLEMS: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  ENOENT: ["store/not-found", "there is no such file"],
  EACCES: ["store/forbidden", "this user may not read or write it"],
  EPERM: ["store/forbidden", "this user may not read or write it"],
  EROFS: ["store/forbidden", "the file system is read-only"],
  ENAMETOOLONG: ["store/bad-key", "a part of the key is too long for the file system"],
  ENOTDIR: ["store/conflict", "a file stands where a folder is needed"],
  EEXIST: ["store/conflict", "something else stands there"],
  EISDIR: ["store/conflict", "a folder stands there"],
  ENOTEMPTY: ["store/conflict", "a folder stands there"],
  ENOSPC: ["store/failed", "the disk is full"],
  EDQUOT: ["store/failed", "the disk quota is used up"],
};

/** Says what the file system said, of whatever file in a store or outside. */
export function explainFile(error: unknown, uri: string): StoreError {
  if (isStoreError(error)) return error;
  const problem = PROBLEMS[codeOf(error) ?? ""];
  if (problem !== undefined) return storeError(problem[0], uri, problem[1]);
  return storeError("store/failed", uri, error instanceof Error ? error.message : String(error));
}
