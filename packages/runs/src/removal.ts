// Removing runs: their records, artifacts and cache entries, but not what others still use.
//
// A crash leaves nothing that looks whole and is not. First go the cache entries, so that nobody is sent to artifacts
// that are about to go. Then run.json becomes removed.json, so that the run is no longer listed. Then go records, then
// artifacts. What others use stays below removed.json, and goes with a later removal, when nobody uses it any more.
import { rm } from "node:fs/promises";
import { type CacheEntry, cacheKey, type RunRecord, runKey, timestamp } from "@slipway/runtime";
import { type Entry, forEachParallel, type Store } from "@slipway/store";
import { listCache, readEntry, removeAll } from "./cache.js";
import { readContents, readRunRecord } from "./contents.js";
import { AT_ONCE, type Problem } from "./document.js";
import { listPlaces, type Place, placesIn } from "./find.js";
import { takenOf, type Uses, usesOf } from "./uses.js";
import { type EndOf, viewUntilEnd } from "./view.js";

export type RunSelection =
  | { readonly runs: readonly Pick<RunRecord, "pipeline" | "id">[] }
  /** Those that ended before a time, in RFC 3339, UTC. Of each pipeline the newest `keep` stay, however old they are. */
  | { readonly endedBefore: string; readonly keep?: number };

export type RemovalSettings = {
  /** Of the moment, in milliseconds since 1970. */
  readonly now: () => number;
  /** Nothing is removed; what would be is told. */
  readonly dryRun?: boolean;
  /** Also runs that have not ended, as far as their records say. */
  readonly force?: boolean;
  readonly endOf?: EndOf;
};

export type Removal = {
  readonly runs: readonly RemovedRun[];
  /** Runs that were asked for by name and stay, because they have not ended. */
  readonly refused: readonly Pick<RunRecord, "pipeline" | "id">[];
  readonly cacheEntries: number;
  /** Of all objects that go, those of earlier removals included. */
  readonly objects: number;
  readonly bytes: number;
  /** What stays because other runs use it. */
  readonly used: { readonly objects: number; readonly bytes: number };
  readonly problems: readonly Problem[];
};

export type RemovedRun = Pick<RunRecord, "id" | "pipeline" | "start"> & {
  readonly objects: number;
  readonly bytes: number;
};

type Chosen = {
  readonly place: Place;
  readonly run: Pick<RunRecord, "id" | "pipeline" | "start">;
  readonly entries: readonly Entry[];
  readonly results: readonly Result[];
};

/** A result that the cache may hold: its key there, and the task that made it, in this run or in the one it was taken from. */
type Result = { readonly key: string; readonly from: Pick<CacheEntry, "run" | "path" | "pipeline"> };

/** What is left of a run that was removed before. */
type Leftover = { readonly place: Place; readonly entries: readonly Entry[] };

/**
 * Removes runs. Results that a kept run took from the cache stay, with their entries; so does every artifact that a
 * record of a kept run names.
 *
 * @example
 * await removeRuns(store, { endedBefore: "2025-10-21T00:00:00Z", keep: 5 }, { now: Date.now, dryRun: true });
 */
export async function removeRuns(store: Store, selection: RunSelection, settings: RemovalSettings): Promise<Removal> {
  const { chosen, refused, problems } = await choose(store, selection, settings);
  const leftovers = await findLeftovers(store);
  const gone = new Set([...chosen, ...leftovers].map(({ place }) => place.folder));
  const uses = await usesOf(store, gone);
  const cacheKeys = await entriesToRemove(store, chosen, gone, uses);
  if (settings.dryRun) return { ...summary(chosen, leftovers, uses), cacheEntries: cacheKeys.size, refused, problems };
  await removeAll(store, cacheKeys);
  // Whoever found an entry while we looked has written a record by now, or soon will.
  const since = settings.now() - MARGIN_MILLISECONDS;
  const late = await usesOf(store, gone, since);
  const all = { keys: new Set([...uses.keys, ...late.keys]), hits: uses.hits };
  for (const { place, run } of chosen) await bury(store, place, run, settings);
  for (const one of [...chosen, ...leftovers]) await clear(store, one, all);
  return { ...summary(chosen, leftovers, all), cacheEntries: cacheKeys.size, refused, problems };
}

/** Clocks differ. */
const MARGIN_MILLISECONDS = 60 * 60 * 1000;

async function choose(store: Store, selection: RunSelection, { force = false, endOf }: RemovalSettings) {
  const isOld = "endedBefore" in selection;
  const { places, problems } = isOld
    ? await oldPlaces(store, selection)
    : { places: placesOf(selection), problems: [] };
  const chosen: Chosen[] = [];
  const refused: Pick<RunRecord, "pipeline" | "id">[] = [];
  for (const place of places) {
    const seen = await examine(store, place, endOf);
    if (!seen) continue;
    const { run, end } = seen;
    // A run that began long ago may have ended only now.
    if (isOld && end !== undefined && end >= selection.endedBefore) continue;
    if (end !== undefined || force) chosen.push(seen);
    else if (!isOld) refused.push({ pipeline: run.pipeline, id: run.id });
  }
  return { chosen, refused, problems };
}

/** Undefined where there is no run. One whose run.json is damaged has not ended, as far as can be told. */
async function examine(
  store: Store,
  place: Place,
  endOf: EndOf | undefined,
): Promise<(Chosen & { readonly end?: string }) | undefined> {
  const read = await readRunRecord(store, place.folder);
  if (!read) return undefined;
  const entries: Entry[] = [];
  if (!read.ok) {
    for await (const entry of store.list(place.folder)) entries.push(entry);
    const [pipeline = "", id = ""] = place.folder.split("/").map(decodeURIComponent);
    const { entries: offers } = await listCache(store, { pipeline });
    const results = offers.filter(({ run }) => run === id).map((from) => ({ key: from.key, from }));
    return { place, run: { pipeline, id, start: "" }, entries, results };
  }
  const { records, decisions } = await readContents(store, place.folder, read.value, (entry) => entries.push(entry));
  const { run, end } = viewUntilEnd(read.value, records, decisions, endOf);
  const results = records.flatMap(({ cache, path }) =>
    cache ? [{ key: cache.key, from: cache.from ?? { run: run.id, path, pipeline: run.pipeline } }] : [],
  );
  return { place, run, entries, results, ...(end !== undefined && { end }) };
}

function placesOf({ runs }: Extract<RunSelection, { readonly runs: unknown }>): readonly Place[] {
  const folders = runs.map(runKey);
  return [...new Set(folders)].map((folder) => ({ folder, segment: folder.slice(folder.indexOf("/") + 1) }));
}

async function oldPlaces(
  store: Store,
  { endedBefore, keep = 0 }: Extract<RunSelection, { readonly endedBefore: string }>,
) {
  const { kept, problems } = await listPlaces(store);
  const counts = new Map<string, number>();
  const places = kept.flatMap(({ place, start }) => {
    const pipeline = place.folder.slice(0, place.folder.indexOf("/"));
    const newer = counts.get(pipeline) ?? 0;
    counts.set(pipeline, newer + 1);
    return newer >= keep && start < endedBefore ? [place] : [];
  });
  return { places, problems };
}

async function findLeftovers(store: Store): Promise<readonly Leftover[]> {
  const leftovers: Leftover[] = [];
  await forEachParallel(placesIn(store), AT_ONCE, async (place) => {
    if (!(await store.stat(`${place.folder}/${REMOVED}`))) return;
    // A removal that ended between the two writes: the run is whole, and listed.
    if (await store.stat(`${place.folder}/run.json`)) return;
    const entries: Entry[] = [];
    for await (const entry of store.list(place.folder)) entries.push(entry);
    leftovers.push({ place, entries });
  });
  return leftovers;
}

const REMOVED = "removed.json";

/** Entries that lead to a run that goes or is gone, unless a kept run has taken their result. */
async function entriesToRemove(store: Store, chosen: readonly Chosen[], gone: ReadonlySet<string>, { hits }: Uses) {
  const keys = new Set<string>();
  for (const { key, from } of chosen.flatMap(({ results }) => results)) {
    if (hits.has(takenOf(key, from.run))) continue;
    const folder = runKey({ pipeline: from.pipeline, id: from.run });
    if (!gone.has(folder) && (await store.stat(`${folder}/run.json`))) continue;
    const entry = await readEntry(store, key);
    if (entry?.run === from.run && entry.path === from.path) keys.add(cacheKey(key));
  }
  return keys;
}

/** From here on the run is not listed, and what is left in its folder is known to be of nobody. */
async function bury(store: Store, { folder }: Place, run: Chosen["run"], { now }: RemovalSettings) {
  const { id, pipeline, start } = run;
  const text = JSON.stringify({ version: 1, id, pipeline, start, removed: timestamp(now()) });
  await store.put(`${folder}/${REMOVED}`, new TextEncoder().encode(`${text}\n`));
  await store.remove(`${folder}/run.json`);
}

async function clear(store: Store, { place: { folder }, entries }: Leftover, uses: Uses): Promise<void> {
  const { free, used } = divide(folder, entries, uses);
  const isRecord = ({ key }: Entry) => /\/(?:task|decision)\.json$/.test(key);
  await removeAll(
    store,
    free.filter(isRecord).map(({ key }) => key),
  );
  await removeAll(
    store,
    free.filter((entry) => !isRecord(entry)).map(({ key }) => key),
  );
  if (used.length > 0) return;
  await store.remove(`${folder}/${REMOVED}`);
  // In a folder of this machine there may be more than files: empty folders, and links that lead nowhere.
  // Where that cannot be done, no object is left all the same.
  if (store.path) await rm(store.path(folder), { recursive: true, force: true }).catch(() => undefined);
}

/** What is used is an object that somebody names, or that is in a folder that somebody names. */
function divide(folder: string, entries: readonly Entry[], { keys }: Uses) {
  const isUsed = ({ key }: Entry) => {
    for (let at = key; at.length > folder.length; at = at.slice(0, at.lastIndexOf("/"))) if (keys.has(at)) return true;
    return false;
  };
  const own = entries.filter(({ key }) => key !== `${folder}/${REMOVED}`);
  return { free: own.filter((entry) => !isUsed(entry)), used: own.filter(isUsed) };
}

function summary(chosen: readonly Chosen[], leftovers: readonly Leftover[], uses: Uses) {
  const divided = [...chosen, ...leftovers].map(({ place, entries }) => divide(place.folder, entries, uses));
  const freed = sizeOf(divided.flatMap(({ free }) => free));
  const used = sizeOf(divided.flatMap((one) => one.used));
  const runs = chosen.map(({ run: { id, pipeline, start } }, index) => ({
    ...{ id, pipeline, start },
    ...sizeOf(divided[index]?.free ?? []),
  }));
  return { runs, ...freed, used };
}

function sizeOf(entries: readonly Entry[]): { readonly objects: number; readonly bytes: number } {
  return { objects: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}
