// What S3 and Cloud Storage have in common: buckets of objects whose names may look like paths.
import type { Entry } from "./store.js";

/** Names a write in the object's own metadata, so that one whose answer was lost can be told from somebody else's. */
export const WRITE = "slipway-write";

/** Part of a bucket. */
export type BucketPart = { readonly bucket: string; readonly prefix: string };

/** What stands before a key in an object's name: nothing, or the prefix and a slash. */
export function beforeKey({ prefix }: BucketPart): string {
  return prefix === "" ? "" : `${prefix}/`;
}

/** What the keys below a folder begin with. */
export function beforeFolder(folder: string): string {
  return folder === "" ? "" : `${folder}/`;
}

/** What consoles write so that an empty folder is seen. It is none of ours. */
export function isMarker({ key, size }: Entry): boolean {
  return key === "" || (size === 0 && key.endsWith("/"));
}
