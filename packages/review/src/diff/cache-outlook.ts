// Which results that an older version of a pipeline has left in the cache are taken by a newer one.
import type { Plan } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import { type Symbolic, unique } from "./symbolic.js";
import { isSame, itemsIn, type WorkKey, workKeys } from "./work-key.js";

/**
 * `stays`: taken from the cache. `may`: only if what its reasons say. `anew`: it runs. `off`: it always does, for its caching
 * is off. All of it as long as pipelines are given the same values, stores keep their results, and images mean what they meant.
 */
export type CacheOutlook = {
  readonly task: string;
  readonly state: "stays" | "may" | "anew" | "off";
  /** Sentences without a full stop; none where it stays. */
  readonly reasons: readonly string[];
  /** Id of the older task whose result it is, where that is another. */
  readonly was?: string;
};

/** @param renamed ids of older tasks, by that of the newer one */
export function cacheOutlook(older: Plan, newer: Plan, renamed: ReadonlyMap<string, string>): readonly CacheOutlook[] {
  const [before, after] = [workKeys(older), workKeys(newer)];
  const kept = new Map<string, WorkKey>();
  for (const key of before.values())
    if (key.isCached && key.never.length === 0 && !kept.has(key.digest)) kept.set(key.digest, key);
  return [...after.values()].map((key) => outlook(key, { kept, old: before.get(renamed.get(key.task) ?? key.task) }));
}

type Before = {
  /** What the older version has kept, by its digest. */ readonly kept: ReadonlyMap<string, WorkKey>;
  readonly old: WorkKey | undefined;
};

function outlook(key: WorkKey, { kept, old }: Before): CacheOutlook {
  const { task, isCached, never, unsure, digest } = key;
  if (!isCached) return { task, state: "off", reasons: [] };
  if (never.length > 0) return { task, state: "anew", reasons: never.map((what) => `it reads ${what}`) };
  const same = old?.digest === digest && old.isCached ? old : kept.get(digest);
  if (same) {
    const was = same.task === task ? {} : { was: same.task };
    // What was not kept runs anew, also where its result would be kept from then on.
    const producers = unique([...unsure, ...same.unsure]);
    if (producers.length === 0) return { task, state: "stays", reasons: [], ...was };
    return { task, state: "may", reasons: [ifSame(producers)], ...was };
  }
  if (!old) return { task, state: "anew", reasons: ["it is new"] };
  if (!old.isCached) return { task, state: "anew", reasons: ["nothing was kept, for its caching was off"] };
  const ofItself = Object.keys({ ...old.own, ...key.own }).filter((part) => !isSame(old.own[part], key.own[part]));
  const ofInputs = inputsThatDiffer(old, key);
  const certain = [
    ...ofItself.map((part) => `its ${part} changed`),
    ...ofInputs.flatMap(({ isCertain, reason }) => (isCertain ? [reason] : [])),
  ];
  if (certain.length > 0) return { task, state: "anew", reasons: certain };
  return { task, state: "may", reasons: [...new Set(ofInputs.map(({ reason }) => reason))] };
}

function ifSame(tasks: readonly string[]): string {
  return `only if ${tasks.map((task) => `"${task}"`).join(" and ")} ${tasks.length === 1 ? "gives" : "give"} the same outputs`;
}

type Difference = { readonly reason: string; readonly isCertain: boolean };

function inputsThatDiffer(old: WorkKey, key: WorkKey): readonly Difference[] {
  const names = [...new Set([...Object.keys(old.inputs), ...Object.keys(key.inputs)])];
  return names.flatMap((name) => {
    const [was, is] = [old.inputs[name], key.inputs[name]];
    return isSame(was?.text, is?.text) ? [] : [inputThatDiffers(name, was, is)];
  });
}

function inputThatDiffers(name: string, was: Symbolic | undefined, is: Symbolic | undefined): Difference {
  if (!was || !is) return { reason: `${name} ${is ? "is new" : "is gone"}`, isCertain: true };
  if (was.value !== undefined && is.value !== undefined)
    return { reason: `${name} has another value`, isCertain: true };
  const [before, now] = [itemsIn(was), itemsIn(is)];
  if (before && now) {
    const stay = now.filter((item) => before.some((one: JsonValue) => isSame(one, item)));
    if (stay.length === 0) return { reason: `${name} is no item that was there before`, isCertain: true };
    return { reason: `only for the ${stay.length} of ${now.length} items that were there before`, isCertain: false };
  }
  if (is.tasks.length > 0) return { reason: ifSame(is.tasks), isCertain: false };
  return { reason: `only if ${name} comes to the same`, isCertain: false };
}
