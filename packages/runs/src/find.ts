// Where runs are in a store: `<pipeline>/<run>/run.json`.
import { pathSegment } from "@slipway/pod";
import type { RunRecord } from "@slipway/runtime";
import { forEachParallel, type Store } from "@slipway/store";
import { readRunRecord } from "./contents.js";
import { AT_ONCE, inOrder, type Problem } from "./document.js";

/** A run that is there. */
export type Place = {
  /** `<pipeline>/<run>` as segments of a key. */
  readonly folder: string;
  /** The last of these. */
  readonly segment: string;
};

export type FoundRun =
  | { readonly kind: "found"; readonly place: Place; readonly run: RunRecord }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly ids: readonly string[] }
  | { readonly kind: "damaged"; readonly place: Place; readonly problem: Problem };

/** Folders that may be those of runs. What is in `.slipway` is of the store itself. */
export async function* placesIn(store: Store, pipeline?: string): AsyncGenerator<Place> {
  for await (const above of pipeline === undefined ? store.folders("") : [pathSegment(pipeline)]) {
    if (above === ".slipway") continue;
    for await (const segment of store.folders(above)) yield { folder: `${above}/${segment}`, segment };
  }
}

type Kept = { readonly place: Place; readonly start: string; readonly id: string };

/**
 * Looks at every run of a store.
 *
 * @param want whether a run is to be kept
 * @returns the newest first
 */
export async function listPlaces(
  store: Store,
  want: (run: RunRecord) => boolean = () => true,
  pipeline?: string,
): Promise<{ readonly kept: readonly Kept[]; readonly problems: readonly Problem[] }> {
  const kept: Kept[] = [];
  const problems: Problem[] = [];
  await forEachParallel(placesIn(store, pipeline), AT_ONCE, async (place) => {
    const read = await readRunRecord(store, place.folder);
    if (read?.ok === false) problems.push(read.problem);
    // Outlines are large, and there may be many runs: only what is needed to sort them is held.
    else if (read && want(read.value)) kept.push({ place, start: read.value.start, id: read.value.id });
  });
  return { kept: kept.sort(newestFirst), problems: inOrder(problems) };
}

function newestFirst(a: Kept, b: Kept): number {
  if (a.start !== b.start) return a.start < b.start ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

/**
 * Finds a run by its id, by the beginning of its id if no other begins so, or as `latest`.
 *
 * @example
 * await findRun(store, "7f3a"); // { kind: "found", place: { folder: "churn/7f3a91c2", … }, run: { id: "7f3a91c2", … } }
 */
export async function findRun(store: Store, text: string): Promise<FoundRun> {
  const places = text === "latest" ? await latest(store) : await startingWith(store, pathSegment(text));
  const [place, ...more] = places;
  if (!place) return { kind: "none" };
  const read = await Promise.all(places.map((one) => readRunRecord(store, one.folder)));
  const there = places.filter((_, index) => read[index] !== undefined);
  if (more.length > 0 && there.length > 1) return { kind: "several", ids: there.map(({ segment }) => segment).sort() };
  const at = read.findIndex((one) => one !== undefined);
  const [only, found] = [places[at], read[at]];
  if (!only || !found) return { kind: "none" };
  return found.ok
    ? { kind: "found", place: only, run: found.value }
    : { kind: "damaged", place: only, problem: found.problem };
}

async function latest(store: Store): Promise<readonly Place[]> {
  const { kept } = await listPlaces(store);
  return kept.slice(0, 1).map(({ place }) => place);
}

async function startingWith(store: Store, start: string): Promise<readonly Place[]> {
  const places: Place[] = [];
  for await (const place of placesIn(store)) {
    if (place.segment === start) return [place];
    if (place.segment.startsWith(start)) places.push(place);
  }
  return places;
}
