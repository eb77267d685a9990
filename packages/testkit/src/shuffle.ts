import { isJsonObject, type JsonValue } from "@slipway/ir";

/** Gives numbers from 0 up to, but without, 1. */
export type Random = () => number;

/** The same numbers for the same seed: mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value with the keys of every mapping in another order; lists keep theirs. */
export function shuffleKeys(value: JsonValue, random: Random): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => shuffleKeys(item, random));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, shuffleKeys(child, random)] as const);
  return Object.fromEntries(shuffled(entries, random));
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
