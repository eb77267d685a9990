// The files of an artifact on this machine, before it is uploaded or where it lies.
import { open, stat } from "node:fs/promises";
import { type Artifact, fileArtifact, folderArtifact, measured, type Part } from "./artifact.js";
import { storeError } from "./error.js";
import { explainFile } from "./file.js";
import { forEachParallel } from "./parallel.js";
import { walk } from "./walk.js";

const CHUNK_BYTES = 256 * 1024;
const PARALLEL = 8;

/** A file of an artifact; the path is "" where the artifact is that file. */
export type LocalFile = { readonly path: string; readonly file: string; readonly size: number };

/** Is the artifact a folder? Throws where there is none, or something that is neither. */
export async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch((error: unknown) => Promise.reject(explainFile(error, path)));
  if (stats.isDirectory() || stats.isFile()) return stats.isDirectory();
  throw storeError("store/not-a-file", path, "it is neither a file nor a folder");
}

/** The file itself, or the files below a folder. Throws for what is neither, and for links that lead out of the folder. */
export async function* localFiles(path: string): AsyncGenerator<LocalFile> {
  if (!(await isFolder(path))) {
    yield { path: "", file: path, size: (await stat(path)).size };
    return;
  }
  try {
    for await (const found of walk(path)) {
      const { file } = found;
      if (found.kind === "unfit") throw storeError("store/not-a-file", `${path}/${found.path}`, found.reason);
      yield { path: found.path, file, size: Number(found.stats.size) };
    }
  } catch (error) {
    throw explainFile(error, path);
  }
}

/**
 * The bytes of a file. One buffer is filled while the other is used, so a chunk is good until the next one is asked for:
 * new ones for each would be 60 MB of garbage at any time.
 */
export async function* readLocal(file: string): AsyncGenerator<Uint8Array> {
  const failure = (error: unknown) => Promise.reject(explainFile(error, file));
  const handle = await open(file, "r").catch(failure);
  let [current, other] = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  let reading = handle.read(current, 0, CHUNK_BYTES);
  try {
    for (let read = await reading.catch(failure); read.bytesRead > 0; read = await reading.catch(failure)) {
      reading = handle.read(other, 0, CHUNK_BYTES);
      yield current.subarray(0, read.bytesRead);
      [current, other] = [other, current];
    }
  } finally {
    await reading.catch(() => undefined);
    await handle.close();
  }
}

/**
 * Size and digest of a file or a folder of this machine, as `upload` would return them.
 *
 * Throws a `StoreError`, as `upload` does.
 *
 * @example
 * await measure("/tmp/model"); // { kind: "folder", size: 1048576, digest: "sha256:…", files: 3 }
 */
export async function measure(path: string): Promise<Artifact> {
  const parts: Part[] = [];
  await forEachParallel(localFiles(path), PARALLEL, async ({ path: name, file }) => {
    const { chunks, part } = measured(name, readLocal(file));
    for await (const _ of chunks);
    parts.push(part());
  });
  return artifactOf(parts, await isFolder(path));
}

export function artifactOf(parts: readonly Part[], isOfFolder: boolean): Artifact {
  const [first] = parts;
  return isOfFolder || first === undefined ? folderArtifact(parts) : fileArtifact(first);
}
