// Why a task was taken from the cache, or was not.
import type { JsonValue } from "@slipway/ir";
import {
  type ArtifactRecord,
  type CacheEntry,
  type RunContext,
  runKey,
  type TaskRecord,
  whyStale,
} from "@slipway/runtime";
import type { Store } from "@slipway/store";
import { listCache, readEntry } from "./cache.js";
import { readDocument } from "./document.js";
import { validateTaskRecord } from "./gen/records.js";

/** Whose result it is. */
export type CacheOrigin = Pick<CacheEntry, "run" | "path" | "pipeline" | "created">;

export type CacheExplanation = {
  readonly verdict: /** The result of another task was taken. */
    | { readonly kind: "taken"; readonly from: NonNullable<NonNullable<TaskRecord["cache"]>["from"]> }
    /** Nobody asked: the pipeline says that it is not to be cached, or the task never got that far. */
    | { readonly kind: "not-asked" }
    /** There was a result of the same work, but it could not be used. */
    | { readonly kind: "renewed"; readonly reason: string }
    /** The same was not done before, but something like it. */
    | { readonly kind: "different"; readonly nearest: CacheOrigin; readonly differences: readonly Difference[] }
    /** Nothing like it was done before, as far as the cache knows. */
    | { readonly kind: "first" };
  /** What a task with the same key would find at this moment. */
  readonly next?:
    | { readonly kind: "hit"; readonly entry: CacheEntry }
    | { readonly kind: "none" }
    | { readonly kind: "stale"; readonly reason: string };
};

/** A part of the key that is not the same: `image`, `arguments`, `parameter "epochs"`. Values where records have them. */
export type Difference = {
  readonly part: string;
  readonly kind: "changed" | "added" | "removed";
  readonly before?: JsonValue;
  readonly after?: JsonValue;
};

export type ExplainSettings = Pick<RunContext, "open" | "now"> & { readonly maxAgeSeconds?: number };

/**
 * @param record of a task of any run in the store
 * @example
 * (await explainCache(store, record, { open: openStore, now: Date.now })).verdict;
 * // { kind: "different", nearest: { run: "7f3a91c2", … }, differences: [{ part: 'parameter "epochs"', kind: "changed", before: 3, after: 5 }] }
 */
export async function explainCache(
  store: Store,
  record: TaskRecord,
  settings: ExplainSettings,
): Promise<CacheExplanation> {
  const { cache } = record;
  if (!cache) return { verdict: { kind: "not-asked" } };
  const next = await lookAhead(store, cache.key, settings);
  if (cache.from) return { verdict: { kind: "taken", from: cache.from }, next };
  if (cache.renews !== undefined) return { verdict: { kind: "renewed", reason: cache.renews }, next };
  const nearest = await findNearest(store, record);
  if (!nearest) return { verdict: { kind: "first" }, next };
  const { run, path, pipeline, created } = nearest;
  const other = await readDocument<TaskRecord>(
    store,
    `${runKey({ pipeline, id: run })}/${path}/task.json`,
    validateTaskRecord,
  );
  const differences = differencesBetween(nearest.parts, cache.parts).map((difference) => ({
    ...difference,
    ...valuesOf(difference.part, other?.ok ? other.value : undefined, record),
  }));
  return { verdict: { kind: "different", nearest: { run, path, pipeline, created }, differences }, next };
}

async function lookAhead(
  store: Store,
  key: string,
  settings: ExplainSettings,
): Promise<NonNullable<CacheExplanation["next"]>> {
  const entry = await readEntry(store, key);
  if (!entry) return { kind: "none" };
  const reason = await whyStale(entry, settings, settings.maxAgeSeconds);
  return reason === undefined ? { kind: "hit", entry } : { kind: "stale", reason };
}

/** Of what was there when the task began: the entry of the same task, else of the same component, with the fewest differences. */
async function findNearest(
  store: Store,
  { pipeline, task, component, start, cache }: TaskRecord,
): Promise<CacheEntry | undefined> {
  const { entries } = await listCache(store);
  const earlier = entries.filter(({ key, created }) => key !== cache?.key && created <= start);
  const ofTask = earlier.filter((entry) => entry.task === task && entry.pipeline === pipeline);
  const candidates = ofTask.length > 0 ? ofTask : earlier.filter((entry) => entry.component === component);
  const ranked = candidates.map((entry) => ({
    entry,
    count: differencesBetween(entry.parts, cache?.parts ?? {}).length,
  }));
  // The newest first already, and sorting keeps the order of equals.
  return ranked.sort((a, b) => a.count - b.count)[0]?.entry;
}

type Parts = CacheEntry["parts"];

function differencesBetween(before: Parts, after: Parts): readonly Pick<Difference, "part" | "kind">[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((part) => before[part] !== after[part])
    .map((part) => ({ part, kind: !(part in before) ? "added" : !(part in after) ? "removed" : "changed" }) as const);
}

function valuesOf(
  part: string,
  before: TaskRecord | undefined,
  after: TaskRecord,
): Pick<Difference, "before" | "after"> {
  const [old, now] = [before && valueIn(part, before), valueIn(part, after)];
  return { ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) };
}

function valueIn(part: string, { inputs, image }: TaskRecord): JsonValue | undefined {
  if (part === "image") return image;
  const [, kind, name = ""] = /^(parameter|artifact) "(.*)"$/s.exec(part) ?? [];
  if (kind === "parameter") return inputs.parameters[name];
  return kind === "artifact" ? inputs.artifacts[name]?.map(contentOf) : undefined;
}

function contentOf({ digest, identity, uri }: ArtifactRecord): string {
  return digest ?? identity ?? uri;
}
