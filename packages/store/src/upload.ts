// From this machine into a store: a file, or a folder with all that is in it.
import { type Artifact, measured, type Part } from "./artifact.js";
import { artifactOf, isFolder, localFiles, readLocal } from "./local.js";
import { forEachParallel } from "./parallel.js";
import type { Store } from "./store.js";

/** Where an artifact is: an object, or the folder of several. */
export type Place = { readonly store: Store; readonly key: string };

export type UploadOptions = {
  /** How many files at a time; 8 by default. */
  readonly parallel?: number;
};

const PARALLEL = 8;

/**
 * Writes a file as the object of that key, or each file of a folder as an object below it, in bounded memory. Links are
 * followed as long as they stay in the folder. A folder without files leaves nothing in the store, and neither modes nor
 * times of files are kept. What others wrote below the key stays; after a failure so do the files that were complete.
 *
 * Throws a `StoreError`: of the store, or store/not-a-file for a pipe, a socket or a link that leads out of the folder,
 * store/corrupt for a file that changes meanwhile.
 *
 * @example
 * await upload("/tmp/model", { store, key: "run/train/model" });
 * // { kind: "folder", size: 1048576, digest: "sha256:…", files: 3 }
 */
export async function upload(path: string, place: Place, options: UploadOptions = {}): Promise<Artifact> {
  const { store, key } = place;
  const parts: Part[] = [];
  const isOfFolder = await isFolder(path);
  await forEachParallel(localFiles(path), options.parallel ?? PARALLEL, async ({ path: name, file, size }) => {
    const { chunks, part } = measured(name, readLocal(file));
    await store.write(name === "" ? key : `${key}/${name}`, chunks, size);
    parts.push(part());
  });
  return artifactOf(parts, isOfFolder);
}
