// What a store says of an artifact without reading it: enough to see that it is still there and was not touched.
import { createHash } from "node:crypto";
import { fileUri, splitUri } from "@slipway/store";
import type { RunContext } from "./context.js";

/** Uris that a store of ours can reach. A plain path is a file of this machine. */
export function storable(uri: string): string | undefined {
  if (/^(?:s3|gs|minio|file):\/\//.test(uri)) return uri;
  return uri.startsWith("/") ? fileUri(uri) : undefined;
}

/**
 * A text that changes when an object, or any object of a folder, does. Undefined where there is nothing, or nothing that
 * we could look at.
 */
export async function contentTag(uri: string, { open }: Pick<RunContext, "open">): Promise<string | undefined> {
  const reachable = storable(uri);
  if (reachable === undefined) return undefined;
  const store = await open(reachable);
  const { key } = splitUri(reachable);
  const entry = await store.stat(key);
  if (entry) return `${entry.size}:${entry.tag}`;
  const lines: string[] = [];
  for await (const { key: each, size, tag } of store.list(key)) lines.push(JSON.stringify([each, size, tag]));
  if (lines.length === 0) return undefined;
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
