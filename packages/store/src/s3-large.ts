// Large objects of S3, in parts: nothing is seen of them before the last part is there.

import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_A_TIME = 3;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;

type Large = { readonly chunks: AsyncIterable<Uint8Array>; readonly size?: number };

/** Sends an object in parts; those that were sent are removed when it fails. Without a size it has 80 GB at most. */
export async function uploadLarge(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  { chunks, size = 0 }: Large,
): Promise<void> {
  const body = Readable.from(chunks, { objectMode: false });
  try {
    await new Upload({
      client,
      params: { ...object, Body: body },
      partSize: Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS)),
      queueSize: PARTS_AT_A_TIME,
    }).done();
  } finally {
    body.destroy();
  }
}
