// S3 and the servers that speak its language, by Amazon's own client. How it writes from a source is in s3-write.ts.
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type BucketPart, beforeFolder, beforeKey, isMarker, WRITE } from "./bucket.js";
import { guardStore } from "./guard.js";
import type { ResolvedOptions } from "./options.js";
import { type Reading, readAll, resume } from "./resume.js";
import { s3Client } from "./s3-client.js";
import { attemptsOf, explainS3, statusOf } from "./s3-error.js";
import { newMemory, writeObject } from "./s3-write.js";
import type { Entry, Store } from "./store.js";

type Bucket = {
  readonly client: S3Client;
  readonly name: string;
  /** "" or with a slash at its end. */
  readonly prefix: string;
  readonly attempts: number;
};

type Condition = { readonly IfNoneMatch: "*" } | { readonly IfMatch: string };

/**
 * Versions and tags are ETags. `putIfAbsent` and `replace` need a server with conditional writes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function s3Store(uri: string, part: BucketPart, options: ResolvedOptions): Store {
  const prefix = beforeKey(part);
  const bucket: Bucket = { client: s3Client(options), name: part.bucket, prefix, attempts: options.attempts };
  const { client } = bucket;
  const memory = newMemory();
  const object = (key: string) => ({ Bucket: bucket.name, Key: `${prefix}${key}` });
  return guardStore(
    {
      uri,
      get: (key) => readAll(read(bucket, key)).catch(whereAbsent),
      put: async (key, bytes) => (await client.send(new PutObjectCommand({ ...object(key), Body: bytes }))).ETag ?? "",
      putIfAbsent: (key, bytes) => putIf({ IfNoneMatch: "*" }, bucket, { key, bytes }),
      replace: (key, bytes, version) => putIf({ IfMatch: version }, bucket, { key, bytes }),
      stat: async (key) => {
        const answer = await client.send(new HeadObjectCommand(object(key))).catch(whereAbsent);
        return answer && entryOf(key, answer.ContentLength, answer);
      },
      list: (folder) => list(bucket, folder),
      folders: (folder) => folders(bucket, folder),
      read: (key) => read(bucket, key).chunks,
      write: (key, source, size) =>
        writeObject({ client, object: object(key) }, memory, { source, ...(size === undefined ? {} : { size }) }),
      remove: async (key) => {
        await client.send(new DeleteObjectCommand(object(key)));
      },
    },
    explainS3,
  );
}

type Content = { readonly key: string; readonly bytes: Uint8Array };

async function putIf(condition: Condition, bucket: Bucket, { key, bytes }: Content): Promise<boolean> {
  const { client, name, prefix, attempts } = bucket;
  const object = { Bucket: name, Key: `${prefix}${key}` };
  const write = randomUUID();
  for (let left = attempts; ; left -= 1) {
    try {
      await client.send(new PutObjectCommand({ ...object, Body: bytes, Metadata: { [WRITE]: write }, ...condition }));
      return true;
    } catch (error) {
      switch (statusOf(error)) {
        case 404:
          // There is nothing to replace; or there is no bucket.
          whereAbsent(error);
          return false;
        case 412: {
          if (attemptsOf(error) === 1) return false;
          // What the SDK sent twice may have done its work the first time, with the answer lost.
          const answer = await client.send(new HeadObjectCommand(object)).catch(whereAbsent);
          return answer?.Metadata?.[WRITE] === write;
        }
        case 409:
          // Somebody else writes at this moment; S3 asks to try again.
          if (left > 1) break;
          throw error;
        default:
          throw error;
      }
    }
  }
}

async function* list(bucket: Bucket, folder: string): AsyncGenerator<Entry> {
  for await (const { page, decode } of pages(bucket, { Prefix: startOf(bucket, folder) })) {
    for (const { Key, Size, ...rest } of page.Contents ?? []) {
      const entry = entryOf(decode(Key ?? "").slice(bucket.prefix.length), Size, rest);
      if (!isMarker(entry)) yield entry;
    }
  }
}

async function* folders(bucket: Bucket, folder: string): AsyncGenerator<string> {
  const start = startOf(bucket, folder);
  for await (const { page, decode } of pages(bucket, { Prefix: start, Delimiter: "/" })) {
    for (const { Prefix } of page.CommonPrefixes ?? []) yield decode(Prefix ?? "").slice(start.length, -1);
  }
}

function startOf({ prefix }: Bucket, folder: string): string {
  return `${prefix}${beforeFolder(folder)}`;
}

async function* pages({ client, name }: Bucket, what: { readonly Prefix: string; readonly Delimiter?: string }) {
  let token: string | undefined;
  do {
    const page = await client.send(
      // XML cannot hold every key, so they are asked for in another spelling.
      new ListObjectsV2Command({ Bucket: name, ...what, EncodingType: "url", ContinuationToken: token }),
    );
    const decode = (key: string) => (page.EncodingType === "url" ? decodeURIComponent(key.replaceAll("+", " ")) : key);
    yield { page, decode };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

type Described = { readonly LastModified?: Date | undefined; readonly ETag?: string | undefined };

function entryOf(key: string, size: number | undefined, { LastModified, ETag }: Described): Entry {
  // A list has milliseconds, a look at one object has not.
  const seconds = Math.floor((LastModified?.getTime() ?? 0) / 1_000);
  return { key, size: size ?? 0, modified: seconds * 1_000, tag: ETag ?? "" };
}

function read({ client, name, prefix, attempts }: Bucket, key: string): Reading {
  const object = { Bucket: name, Key: `${prefix}${key}` };
  let tag: string | undefined;
  const open = async (offset: number) => {
    const rest = offset === 0 ? {} : { Range: `bytes=${offset}-`, IfMatch: tag };
    const answer = await client.send(new GetObjectCommand({ ...object, ...rest }));
    tag = answer.ETag;
    return bodyOf(answer);
  };
  const isPassing = (error: unknown) => explainS3(error, "").code === "store/unreachable";
  return { chunks: resume({ open, isPassing, attempts }), version: () => tag ?? "" };
}

function bodyOf({ Body }: GetObjectCommandOutput) {
  if (Body instanceof Readable) return Body;
  throw new Error("in Node every body is a stream");
}

function whereAbsent(error: unknown): undefined {
  const isAbsent = error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");
  if (!isAbsent) throw error;
}
