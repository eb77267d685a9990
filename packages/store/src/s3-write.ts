// Writing to S3 from a source: in one request where it is small, else in parts, of which nothing is seen before the last.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
//
// Amazon's own lib-storage does the same, but copies each part, and three of them with what is garbage take twice the memory.
import { randomUUID } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { WRITE } from "./bucket.js";
import { type Budget, budgetOf } from "./budget.js";
import { forEachParallel } from "./parallel.js";
import { type Part, partsOf } from "./part.js";
import { attemptsOf } from "./s3-error.js";

/** Of an object whose size is not known there can be 80 GB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PART_BYTES = 8 * 1024 * 1024;
const MOST_PARTS = 10_000;
/** What is not larger has memory of its own, so that many are written at a time. */
const SMALL_BYTES = 1024 * 1024;
const PARTS_AT_A_TIME = 3;

type Target = { readonly client: S3Client; readonly object: { readonly Bucket: string; readonly Key: string } };

/** What the writers of one store share; parts are filled again and again, as memory comes back late when it is let go. */
export type Memory = { readonly budget: Budget; readonly free: Buffer[] };

export function newMemory(): Memory {
  return { budget: budgetOf(PARTS_AT_A_TIME * PART_BYTES), free: [] };
}

/** Writes an object whole or not at all. At a time that is one large object of a store, or several small ones. */
export async function writeObject(
  target: Target,
  memory: Memory,
  { source, size }: { readonly source: AsyncIterable<Uint8Array>; readonly size?: number },
): Promise<void> {
  const partBytes = partBytesFor(size);
  const free = partBytes === PART_BYTES ? memory.free : [];
  const isOne = size !== undefined && size <= partBytes;
  await memory.budget.spend(isOne ? partBytes : partBytes * PARTS_AT_A_TIME, async () => {
    const parts = partsOf(source, partBytes, free);
    try {
      const first = await parts.next();
      if (first.done === true) return;
      if (first.value.isLast) await putWhole(target, first.value, free);
      else await putParts(target, startingWith(first.value, parts), free);
    } finally {
      await parts.return(undefined);
    }
  });
}

function partBytesFor(size: number | undefined): number {
  if (size === undefined) return PART_BYTES;
  return size <= SMALL_BYTES ? Math.max(size, 1) : Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS));
}

async function putWhole({ client, object }: Target, { bytes, buffer }: Part, free: Buffer[]): Promise<void> {
  await client.send(new PutObjectCommand({ ...object, Body: bytes }));
  free.push(buffer);
}

async function putParts({ client, object }: Target, parts: AsyncIterable<Part>, free: Buffer[]): Promise<void> {
  const write = randomUUID();
  const create = { ...object, ChecksumAlgorithm: "CRC32", Metadata: { [WRITE]: write } } as const;
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(create));
  const upload = { ...object, UploadId };
  const done: CompletedPart[] = [];
  try {
    await forEachParallel(parts, PARTS_AT_A_TIME, async ({ number: PartNumber, bytes, buffer }) => {
      const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: bytes }));
      done.push({ PartNumber, ETag, ChecksumCRC32 });
      free.push(buffer);
    });
    const Parts = done.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    // The SDK may have sent the last request twice, with the first answer lost.
    if (attemptsOf(error) > 1 && (await isOurs({ client, object }, write))) return;
    // The error that counts is the first one. What stays of parts is for a rule of the bucket to remove.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function isOurs({ client, object }: Target, write: string): Promise<boolean> {
  const answer = await client.send(new HeadObjectCommand(object)).catch(() => undefined);
  return answer?.Metadata?.[WRITE] === write;
}

async function* startingWith(first: Part, rest: AsyncIterable<Part>): AsyncGenerator<Part> {
  yield first;
  yield* rest;
}
