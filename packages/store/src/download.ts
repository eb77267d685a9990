// From a store to this machine: an object, or a folder of them. Nothing is seen at the path before all of it is right.
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Artifact, measured, type Part } from "./artifact.js";
import { storeError } from "./error.js";
import { explainFile } from "./file.js";
import { checkKey, DRAFT } from "./key.js";
import { artifactOf } from "./local.js";
import { forEachParallel } from "./parallel.js";
import type { Entry } from "./store.js";
import type { Place } from "./upload.js";

export type DownloadOptions = {
  /** What was uploaded, as far as it is known. A folder without files can be told from nothing only by its kind. */
  readonly expected?: Partial<Artifact>;
  /** How many files at a time; 8 by default. */
  readonly parallel?: number;
};

const PARALLEL = 8;

/**
 * Reads the object of a key into a file or, where there is none, all objects below it into a folder, in bounded memory.
 * A file at the path is replaced; a folder must be empty. Sizes are compared with the store's, and everything with what is expected.
 *
 * Throws a `StoreError`: of the store, or store/corrupt for what is not as expected, store/conflict where the path is taken.
 *
 * @example
 * const expected = await upload("/tmp/model", place);
 * await download(place, "/tmp/copy", { expected });
 */
export async function download(place: Place, path: string, options: DownloadOptions = {}): Promise<Artifact> {
  const { store, key } = place;
  const uri = `${store.uri}/${key}`;
  const { expected = {}, parallel = PARALLEL } = options;
  checkKey(key, store.uri);
  const single = expected.kind === "folder" ? undefined : await store.stat(key);
  const draft = join(dirname(path), `${DRAFT}${randomUUID()}`);
  const parts: Part[] = [];
  const entries = single === undefined ? store.list(key) : only(single);
  try {
    await forLocal(path, mkdir(single === undefined ? draft : dirname(draft), { recursive: true }));
    await forEachParallel(entries, parallel, async (entry) => {
      parts.push(await fetchPart(place, entry, draft));
    });
    if (parts.length === 0 && expected.kind !== "folder") throw storeError("store/not-found", uri, "there is nothing");
    const artifact = artifactOf(parts, single === undefined);
    checkExpected(artifact, expected, uri);
    await forLocal(path, rename(draft, path));
    return artifact;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function* only(entry: Entry): AsyncGenerator<Entry> {
  yield entry;
}

async function fetchPart({ store, key }: Place, entry: Entry, draft: string): Promise<Part> {
  // A bucket can hold keys that are no paths; one with ".." would be written elsewhere.
  checkKey(entry.key, store.uri);
  const path = entry.key.slice(key.length + 1);
  const file = join(draft, path);
  const { chunks, part } = measured(path, store.read(entry.key));
  await forLocal(file, mkdir(dirname(file), { recursive: true }));
  await forLocal(file, writeFile(file, chunks, { flag: "wx" }));
  const arrived = part();
  if (arrived.size === entry.size) return arrived;
  const reason = `it has ${entry.size} bytes, but ${arrived.size} came`;
  throw storeError("store/corrupt", `${store.uri}/${entry.key}`, reason);
}

function checkExpected(artifact: Artifact, expected: Partial<Artifact>, uri: string): void {
  for (const what of ["kind", "files", "size", "digest"] as const) {
    if (expected[what] === undefined || expected[what] === artifact[what]) continue;
    throw storeError("store/corrupt", uri, `its ${what} is ${artifact[what]}, not ${expected[what]}`);
  }
}

/** Errors of the system are those of the file; those of the store stay what they are. */
async function forLocal<T>(file: string, act: Promise<T>): Promise<T> {
  return await act.catch((error: unknown) => Promise.reject(explainFile(error, file)));
}
