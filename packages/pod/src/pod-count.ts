// Sums of pods: what backends count in what they made.
import type { PodCount, PodKind, PodRange, PodTally } from "@slipway/compiler";

export const NO_PODS: PodCount = { least: 0, most: 0, kinds: {}, retries: 0, loops: [] };

/** @param retries at most so many further tries, each with a pod of its own */
export function onePod(kind: PodKind, retries = 0): PodCount {
  return { least: 1, most: 1, kinds: { [kind]: { least: 1, most: 1 } }, retries, loops: [] };
}

/**
 * @example
 * allPods([onePod("task"), maybePods(onePod("task"))]).most; // 2
 */
export function allPods(counts: readonly PodCount[]): PodCount {
  return counts.reduce((all, one) => ({ ...added(all, one), loops: distinct([...all.loops, ...one.loops]) }), NO_PODS);
}

/** Of what may be left out. */
export function maybePods(count: PodCount): PodCount {
  const { kinds, ...others } = count;
  const none = Object.entries(kinds).map(([kind, range]) => [kind, { ...range, least: 0 }] as const);
  return { ...others, least: 0, kinds: Object.fromEntries(none) };
}

/** So many times over: each time a loop inside may have another number of iterations. */
export function timesPods(count: PodCount, times: number): PodCount {
  const more = ({ least, most }: PodRange): PodRange => ({ least: least * times, most: most * times });
  const kinds = Object.entries(count.kinds).map(([kind, range]) => [kind, more(range)] as const);
  if (times === 0) return NO_PODS;
  return { ...count, ...more(count), kinds: Object.fromEntries(kinds), retries: count.retries * times };
}

/** Of a loop of which nobody knows how many iterations it has. */
export function podsOfEach({ loops, ...each }: PodCount, loop: string): PodCount {
  return { ...NO_PODS, loops: [{ loop, ...each }, ...loops] };
}

function added(one: PodTally, other: PodTally): PodTally {
  const names = new Set([...Object.keys(one.kinds), ...Object.keys(other.kinds)] as PodKind[]);
  const kinds = [...names].map((kind) => [kind, both(one.kinds[kind], other.kinds[kind])] as const);
  return { ...both(one, other), kinds: Object.fromEntries(kinds), retries: one.retries + other.retries };
}

function both(one: PodRange = NO_PODS, other: PodRange = NO_PODS): PodRange {
  return { least: one.least + other.least, most: one.most + other.most };
}

/** What an engine has written out several times is one loop to its author. */
function distinct(loops: PodCount["loops"]): PodCount["loops"] {
  const texts = loops.map((loop) => JSON.stringify(loop));
  return loops.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}
