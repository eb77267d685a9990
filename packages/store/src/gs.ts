// Google Cloud Storage, by Google's own client.
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Bucket, type File, type FileMetadata, IdempotencyStrategy, Storage } from "@google-cloud/storage";
import { type BucketPart, beforeFolder, beforeKey, isMarker, WRITE } from "./bucket.js";
import { budgetOf } from "./budget.js";
import { gather } from "./gather.js";
import { explainGs, statusOf } from "./gs-error.js";
import { guardStore } from "./guard.js";
import type { ResolvedOptions } from "./options.js";
import { type Reading, readAll, resume } from "./resume.js";
import { patience } from "./silence.js";
import type { Entry, Store, Version } from "./store.js";

/** What is not larger is sent in one request; what is larger, in requests of this size. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** What all that is being written to one store may take: one large object at a time, or several small ones. */
const MEMORY_BYTES = 2 * CHUNK_BYTES;

const ENDPOINT = "https://storage.googleapis.com";

/** Versions are generations; 0 is that of an object that is not there. https://cloud.google.com/storage/docs/request-preconditions */
const ABSENT = "0";

/** Versions are generations, and tags the MD5 or, for objects in parts, the CRC32C. */
export function gsStore(uri: string, part: BucketPart, options: ResolvedOptions): Store {
  const prefix = beforeKey(part);
  const bucket = client(options).bucket(part.bucket);
  const file = (key: string) => bucket.file(`${prefix}${key}`);
  const budget = budgetOf(MEMORY_BYTES);
  return guardStore(
    {
      uri,
      get: (key) => readAll(read(bucket, `${prefix}${key}`, options)).catch(whereAbsent),
      put: (key, bytes) => put(file(key), bytes),
      putIfAbsent: (key, bytes) => putIf(file(key), bytes, ABSENT),
      replace: (key, bytes, version) => putIf(file(key), bytes, version),
      stat: async (key) => {
        const answer = await file(key).getMetadata().catch(whereAbsent);
        return answer && entryOf(key, answer[0]);
      },
      list: (folder) => list(bucket, prefix, folder),
      folders: (folder) => folders(bucket, `${prefix}${beforeFolder(folder)}`),
      read: (key) => read(bucket, `${prefix}${key}`, options).chunks,
      write: (key, source, size = MEMORY_BYTES) => budget.spend(size, () => write(file(key), source, options.timeout)),
      remove: async (key) => {
        await file(key).delete().catch(whereAbsent);
      },
    },
    explainGs,
  );
}

/** Requests are repeated by Google's client, after a pause that grows; every write here can be sent twice. */
function client({ endpoint, anonymous = false, attempts, timeout }: ResolvedOptions): Storage {
  return new Storage({
    timeout,
    // Where it is given, a request need not be signed.
    ...(endpoint === undefined && !anonymous ? {} : { apiEndpoint: endpoint ?? ENDPOINT }),
    useAuthWithCustomEndpoint: !anonymous,
    retryOptions: {
      autoRetry: attempts > 1,
      maxRetries: attempts - 1,
      totalTimeout: (timeout * attempts) / 1_000,
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
}

/** The server compares the content with its MD5 before anybody sees it. */
async function put(file: File, bytes: Uint8Array, generation?: Version, write = randomUUID()): Promise<Version> {
  const md5Hash = createHash("md5").update(bytes).digest("base64");
  await file.save(bytes, {
    resumable: false,
    validation: false,
    metadata: { md5Hash, metadata: { [WRITE]: write } },
    ...(generation === undefined ? {} : { preconditionOpts: { ifGenerationMatch: generation } }),
  });
  return String(file.metadata.generation);
}

async function putIf(file: File, bytes: Uint8Array, generation: Version): Promise<boolean> {
  const write = randomUUID();
  try {
    await put(file, bytes, generation, write);
    return true;
  } catch (error) {
    if (statusOf(error) !== 412) throw error;
    // The client may have sent it twice, with the first answer lost.
    const [metadata] = (await file.getMetadata().catch(whereAbsent)) ?? [];
    return metadata?.metadata?.[WRITE] === write;
  }
}

async function* list(bucket: Bucket, prefix: string, folder: string): AsyncGenerator<Entry> {
  let query: object | undefined = { prefix: `${prefix}${beforeFolder(folder)}`, autoPaginate: false };
  while (query !== undefined) {
    const [files, next]: [File[], object | null, unknown] = await bucket.getFiles(query);
    for (const { name, metadata } of files) {
      const entry = entryOf(name.slice(prefix.length), metadata);
      if (!isMarker(entry)) yield entry;
    }
    query = next ?? undefined;
  }
}

type Prefixes = { readonly prefixes?: readonly string[] };

async function* folders(bucket: Bucket, start: string): AsyncGenerator<string> {
  let query: object | undefined = { prefix: start, delimiter: "/", autoPaginate: false };
  while (query !== undefined) {
    const [, next, answer]: [File[], object | null, unknown] = await bucket.getFiles(query);
    for (const prefix of (answer as Prefixes).prefixes ?? []) yield prefix.slice(start.length, -1);
    query = next ?? undefined;
  }
}

function entryOf(key: string, { size, updated, md5Hash, crc32c }: FileMetadata): Entry {
  const modified = updated === undefined ? 0 : Date.parse(updated);
  return { key, size: Number(size ?? 0), modified, tag: md5Hash ?? crc32c ?? "" };
}

type Response = { readonly headers: Readonly<Record<string, string | undefined>> };

function read(bucket: Bucket, name: string, { attempts, timeout }: ResolvedOptions): Reading {
  let generation: string | undefined;
  const open = async (offset: number) => {
    const file = bucket.file(name, generation === undefined ? {} : { generation });
    const stream = file.createReadStream({ decompress: false, ...(offset === 0 ? {} : { start: offset }) });
    stream.once("response", (response: Response) => {
      generation = response.headers["x-goog-generation"];
    });
    // Throws what the server answers instead of the content.
    await once(stream, "readable");
    return heard(stream, timeout);
  };
  const isPassing = (error: unknown) => explainGs(error, "").code === "store/unreachable";
  return { chunks: resume({ open, isPassing, attempts }), version: () => generation ?? "" };
}

/** The client waits for ever for the next bytes. */
async function* heard(stream: Readable, timeout: number): AsyncGenerator<Uint8Array> {
  const silence = patience(timeout, (error) => stream.destroy(error));
  silence.start();
  try {
    for await (const chunk of stream) {
      silence.stop();
      yield chunk;
      silence.start();
    }
  } finally {
    silence.stop();
  }
}

async function write(file: File, source: AsyncIterable<Uint8Array>, timeout: number): Promise<void> {
  const gathered = await gather(source, CHUNK_BYTES);
  if (gathered.kind === "small") await put(file, gathered.bytes);
  else await writeLarge(file, gathered.chunks, timeout);
}

/**
 * Nothing is seen before the last chunk is there. Then the client compares the CRC32C, and removes what is not as it was
 * sent. Of what is not finished nothing is seen, and the server forgets it after a week.
 * https://cloud.google.com/storage/docs/resumable-uploads
 */
async function writeLarge(file: File, chunks: AsyncIterable<Uint8Array>, timeout: number): Promise<void> {
  const target = file.createWriteStream({ resumable: true, chunkSize: CHUNK_BYTES, validation: "crc32c" });
  const silence = patience(timeout, (error) => target.destroy(error));
  async function* spoken() {
    for await (const chunk of chunks) {
      silence.start();
      // The client keeps chunks for a while, and the source uses their memory again.
      yield Buffer.from(chunk);
      silence.stop();
    }
    silence.start();
  }
  try {
    await pipeline(Readable.from(spoken(), { objectMode: false }), target);
  } finally {
    silence.stop();
  }
}

/** A bucket that is not there is no object that is not there; only words tell them apart. */
function whereAbsent(error: unknown): undefined {
  const isBucket = error instanceof Error && /bucket does not exist/i.test(error.message);
  if (statusOf(error) !== 404 || isBucket) throw error;
}
