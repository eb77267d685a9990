// The cache of a store: its entries, each of which names the outputs to be used for work of a key.
import { type CacheEntry, cacheKey } from "@slipway/runtime";
import { forEachParallel, type Store } from "@slipway/store";
import { AT_ONCE, inOrder, type Problem, readDocument } from "./document.js";
import { validateCacheEntry } from "./gen/records.js";

const FOLDER = ".slipway/cache";

export type CacheQuery = {
  /** Id of a task in its pipeline, or the name that it ends in. */
  readonly task?: string;
  readonly pipeline?: string;
  /** RFC 3339, UTC: only entries made before. */
  readonly before?: string;
};

export type CacheList = {
  /** The newest first. */
  readonly entries: readonly CacheEntry[];
  readonly problems: readonly Problem[];
};

/** @example await listCache(store, { task: "train" }) */
export async function listCache(store: Store, query: CacheQuery = {}): Promise<CacheList> {
  const entries: CacheEntry[] = [];
  const problems: Problem[] = [];
  await forEachParallel(store.list(FOLDER), AT_ONCE, async ({ key }) => {
    const read = await readDocument<CacheEntry>(store, key, validateCacheEntry);
    if (read?.ok === false) problems.push(read.problem);
    else if (read && matches(read.value, query)) entries.push(read.value);
  });
  return { entries: entries.sort(newestFirst), problems: inOrder(problems) };
}

function matches({ task, pipeline, created }: CacheEntry, query: CacheQuery): boolean {
  const isTask = query.task === undefined || task === query.task || task.endsWith(`/${query.task}`);
  const isPipeline = query.pipeline === undefined || pipeline === query.pipeline;
  return isTask && isPipeline && (query.before === undefined || created < query.before);
}

function newestFirst(a: CacheEntry, b: CacheEntry): number {
  if (a.created !== b.created) return a.created < b.created ? 1 : -1;
  return a.key < b.key ? -1 : 1;
}

export async function readEntry(store: Store, key: string): Promise<CacheEntry | undefined> {
  const read = await readDocument<CacheEntry>(store, cacheKey(key), validateCacheEntry);
  return read?.ok ? read.value : undefined;
}

export type CacheSelection =
  /** Keys, or how they begin. */
  | { readonly keys: readonly string[] }
  | CacheQuery
  /** Damaged ones too. */
  | { readonly all: true };

export type CacheRemoval = {
  readonly removed: readonly CacheEntry[];
  /** Objects that were no entries. */
  readonly damaged: readonly string[];
  /** Of the keys asked for, those that there are none of. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
};

/**
 * Removes entries, so that their work is done anew. Artifacts stay: they belong to their runs.
 *
 * @example await removeCache(store, { task: "train" })
 */
export async function removeCache(store: Store, selection: CacheSelection, dryRun = false): Promise<CacheRemoval> {
  const { entries, problems } = await listCache(store, "keys" in selection || "all" in selection ? {} : selection);
  const keys = "keys" in selection ? selection.keys : undefined;
  const removed = entries.filter(({ key }) => !keys || keys.some((start) => key.startsWith(start)));
  const missing = (keys ?? []).filter((start) => !removed.some(({ key }) => key.startsWith(start)));
  const isAll = "all" in selection;
  const damaged = isAll ? problems.map(({ key }) => key) : [];
  if (!dryRun) await removeAll(store, [...removed.map(({ key }) => cacheKey(key)), ...damaged]);
  return { removed, damaged, missing, problems: isAll ? [] : problems };
}

/** Removes objects, some at a time. */
export async function removeAll(store: Store, keys: Iterable<string>): Promise<void> {
  async function* each() {
    yield* keys;
  }
  await forEachParallel(each(), AT_ONCE, (key) => store.remove(key));
}
