// The cache: work that was done before, in any run, on any engine, is not done again while its outputs are still there.
import type { Version } from "@slipway/store";
import { contentTag, storable } from "./content.js";
import type { RunContext } from "./context.js";
import { jsonBytes } from "./json-object.js";
import type { ArtifactRecord, CacheEntry, TaskRecord } from "./record.js";

/** What a look into the cache gives. A stale entry is to be replaced, but only while nobody else has done so. */
export type Lookup =
  | { readonly kind: "hit"; readonly entry: CacheEntry; readonly version: Version }
  | { readonly kind: "stale"; readonly version: Version; readonly reason: string }
  | { readonly kind: "none" };

export function cacheKey(key: string): string {
  return `.slipway/cache/${key.slice(0, 2)}/${key}.json`;
}

/** @param maxAgeSeconds an older result is no hit */
export async function lookUp(key: string, context: RunContext, maxAgeSeconds?: number): Promise<Lookup> {
  const stored = await context.store.get(cacheKey(key));
  if (!stored) return { kind: "none" };
  const { version } = stored;
  const entry = parseEntry(stored.bytes);
  if (!entry) return { kind: "stale", version, reason: "it is damaged" };
  const reason = await whyStale(entry, context, maxAgeSeconds);
  return reason === undefined ? { kind: "hit", entry, version } : { kind: "stale", version, reason };
}

/** Undefined for what is no entry: a damaged one keeps nobody from doing the work again. */
function parseEntry(bytes: Uint8Array): CacheEntry | undefined {
  try {
    const entry = JSON.parse(new TextDecoder().decode(bytes)) as Partial<CacheEntry> | null;
    const isWhole = entry?.version === 1 && entry.outputs?.artifacts && entry.outputs.parameters && entry.tags;
    return isWhole ? (entry as CacheEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** Why an entry is no hit: it is too old, or an artifact is gone or was written over. */
export async function whyStale(
  { created, outputs, tags }: CacheEntry,
  context: Pick<RunContext, "open" | "now">,
  maxAgeSeconds?: number,
): Promise<string | undefined> {
  const age = (context.now() - Date.parse(created)) / 1000;
  if (maxAgeSeconds !== undefined && age > maxAgeSeconds) {
    return `it is ${Math.round(age)} seconds old, and ${maxAgeSeconds} are allowed`;
  }
  for (const { uri, digest } of Object.values(outputs.artifacts).flat()) {
    if (digest === undefined) continue;
    const tag = await contentTag(uri, context);
    if (tag === undefined && tags[uri] !== undefined) return `the artifact ${uri} is gone`;
    if (tag !== tags[uri]) return `the artifact ${uri} was changed`;
  }
  return undefined;
}

/** What stores say now of artifacts that were just written. */
async function tagsOf(artifacts: readonly ArtifactRecord[], context: RunContext): Promise<CacheEntry["tags"]> {
  const tags: Record<string, string> = {};
  for (const { uri, digest } of artifacts) {
    const tag = digest !== undefined && storable(uri) ? await contentTag(uri, context) : undefined;
    if (tag !== undefined) tags[uri] = tag;
  }
  return tags;
}

/**
 * Offers the outputs of a task to whoever does the same work next. Of several who do it at once one is kept.
 *
 * @param replaces the entry that was judged stale before the task ran
 */
export async function offer(
  record: TaskRecord,
  scope: string,
  context: RunContext,
  replaces: Version | undefined,
): Promise<void> {
  if (!record.cache) return;
  const { key, parts } = record.cache;
  const entry: CacheEntry = {
    version: 1,
    key,
    parts,
    scope,
    created: record.end,
    run: record.run,
    path: record.path,
    pipeline: record.pipeline,
    task: record.task,
    component: record.component,
    outputs: record.outputs,
    tags: await tagsOf(Object.values(record.outputs.artifacts).flat(), context),
  };
  const bytes = jsonBytes(entry);
  if (replaces === undefined) await context.store.putIfAbsent(cacheKey(key), bytes);
  else await context.store.replace(cacheKey(key), bytes, replaces);
}
