// Archives that hold a pipeline, read as Kubeflow's API server reads them: the file pipeline.yaml, else the first one.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/server/util.go
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";
import { failed, type Result } from "./diagnostic.js";
import { MAX_BYTES } from "./limits.js";
import { diagnose } from "./messages.js";
import { tooLarge } from "./text.js";

const load = createRequire(import.meta.url);

export function isArchive(bytes: Uint8Array): boolean {
  return isZip(bytes) || isGzip(bytes);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The bytes of the pipeline in a .zip or .tar.gz. What it says of its own sizes is not believed. */
export async function unpackPipeline(bytes: Uint8Array): Promise<Result<Uint8Array>> {
  try {
    const entries = isZip(bytes) ? await zipEntries(Buffer.from(bytes)) : await tarEntries(bytes);
    const chosen = entries.find(({ name }) => name === "pipeline.yaml") ?? entries[0];
    if (!chosen) return failed([diagnose("broken-archive", [], { reason: "it holds no files" })]);
    if (!/\.ya?ml$/.test(chosen.name))
      return failed([diagnose("archive-without-pipeline", [], { first: chosen.name })]);
    return { ok: true, value: await chosen.read(), warnings: [] };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (error instanceof TooLarge || code === "ERR_BUFFER_TOO_LARGE") return failed([tooLarge()]);
    return failed([diagnose("broken-archive", [], { reason: explainError(error) })]);
  }
}

function explainError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /truncated|unexpected end/i.test(message) ? "it is cut short, or holds something else" : message;
}

type ArchiveEntry = { readonly name: string; readonly read: () => Promise<Uint8Array> };

class TooLarge extends Error {}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BYTES) {
      stream.destroy();
      throw new TooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function zipEntries(bytes: Buffer): Promise<readonly ArchiveEntry[]> {
  const { fromBuffer } = load("yauzl") as typeof import("yauzl");
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: false }, (error, zip) => {
      if (error) return reject(error);
      const entries: ArchiveEntry[] = [];
      zip.on("error", reject);
      zip.on("entry", (entry) => {
        const name = entry.fileName;
        // Of the hundred thousands of files that an archive may hold, only these count.
        if (entries.length > 0 && name !== "pipeline.yaml") return;
        entries.push({ name, read: () => readEntry(zip, entry) });
      });
      zip.on("end", () => resolve(entries));
    });
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const opened = new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  return opened.then(collect).then((content) => checked(content, entry.crc32));
}

/** yauzl leaves the checksum to its callers. */
function checked(content: Uint8Array, checksum: number): Uint8Array {
  const { crc32 } = load("node:zlib") as typeof import("node:zlib");
  if (crc32(content) !== checksum) throw new Error("its content does not agree with its checksum");
  return content;
}

async function tarEntries(bytes: Uint8Array): Promise<readonly ArchiveEntry[]> {
  // Loaded here and not above: most runs read no archive, and these take a while to load.
  const { extract } = load("tar-stream") as typeof import("tar-stream");
  const { gunzipSync } = load("node:zlib") as typeof import("node:zlib");
  // The padding of a tar is small; what unpacks to more than any pipeline is no archive of one.
  const tar = gunzipSync(bytes, { maxOutputLength: MAX_BYTES * 2 });
  const entries: ArchiveEntry[] = [];
  const extractor = extract();
  extractor.end(tar);
  for await (const entry of extractor) {
    const { name } = entry.header;
    if (entries.length > 0 && name !== "pipeline.yaml") {
      entry.resume();
      continue;
    }
    const content = await collect(entry as unknown as Readable);
    entries.push({ name, read: async () => content });
  }
  return entries;
}
