// What the runs of a store use of others: artifacts that their records name, and results that they took from the cache.
import { isJsonObject, type JsonValue } from "@slipway/ir";
import { type Entry, forEachParallel, type Store } from "@slipway/store";
import { AT_ONCE } from "./document.js";
import { placesIn } from "./find.js";
import { keysNamedIn } from "./uri.js";

export type Uses = {
  /** Of objects and folders. */
  readonly keys: ReadonlySet<string>;
  /** Results that were taken from the cache: `takenOf` their key and the run that made them. */
  readonly hits: ReadonlySet<string>;
};

export function takenOf(key: string, run: string): string {
  return JSON.stringify([key, run]);
}

/** An artifact may be called task.json, too, and then is not read: no record is so large. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * What kept runs use of those that go. Damaged records count as far as they can be read.
 *
 * @param gone folders of the runs that go
 * @param since only of what was written after this, in milliseconds since 1970
 */
export async function usesOf(store: Store, gone: ReadonlySet<string>, since = 0): Promise<Uses> {
  const keys = new Set<string>();
  const hits = new Set<string>();
  if (gone.size === 0) return { keys, hits };
  async function* records(): AsyncGenerator<string> {
    for await (const { folder } of placesIn(store)) {
      if (gone.has(folder)) continue;
      for await (const entry of store.list(folder))
        if (isRecord(entry, folder) && entry.modified >= since) yield entry.key;
    }
  }
  await forEachParallel(records(), AT_ONCE, async (key) => {
    const stored = await store.get(key);
    const text = stored ? new TextDecoder().decode(stored.bytes) : "";
    for (const named of keysNamedIn(text, store)) if (gone.has(folderOf(named))) keys.add(named);
    const hit = hitIn(text);
    if (hit !== undefined) hits.add(hit);
  });
  return { keys, hits };
}

/** run.json counts: a parameter may be the uri of an artifact. */
function isRecord({ key, size }: Entry, folder: string): boolean {
  return size <= MOST_BYTES && (key.endsWith("/task.json") || key === `${folder}/run.json`);
}

function folderOf(key: string): string {
  return key.split("/").slice(0, 2).join("/");
}

function hitIn(text: string): string | undefined {
  const record = parse(text);
  if (!isJsonObject(record) || record["state"] !== "CACHED") return undefined;
  const cache = isJsonObject(record["cache"]) ? record["cache"] : {};
  const from = isJsonObject(cache["from"]) ? cache["from"] : {};
  return takenOf(String(cache["key"]), String(from["run"]));
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
