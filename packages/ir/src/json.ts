/** What a JSON text can hold. Objects and lists are never changed once made. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [key: string]: JsonValue };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The order of Go's `sort.Strings`: by bytes of UTF-8, which equals the order by code point. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate half stands for a code point above every other UTF-16 unit.
    const xAstral = x >= 0xd800 && x <= 0xdfff;
    const yAstral = y >= 0xd800 && y <= 0xdfff;
    return xAstral === yAstral ? x - y : xAstral ? 1 : -1;
  }
  return a.length - b.length;
}

/** Entries of an object in the order of {@link compareText}, so that the order of keys in a file means nothing. */
export function sortedEntries<T>(object: Readonly<Record<string, T>> | undefined): [string, T][] {
  if (object === undefined) return [];
  const entries = Object.entries(object);
  // The reader has sorted what comes from a file, so there is seldom anything to do.
  return isSorted(entries) ? entries : entries.sort(([a], [b]) => compareText(a, b));
}

/** A surrogate half, and what JavaScript orders after it and Go before. */
const ORDERED_OTHERWISE = /[\ud800-\uffff]/;

/** Whether it is plain to see: JavaScript's own comparison is many times quicker than {@link compareText}. */
function isSorted(entries: readonly (readonly [string, unknown])[]): boolean {
  let last: string | undefined;
  for (const [key] of entries) {
    if ((last !== undefined && last >= key) || ORDERED_OTHERWISE.test(key)) return false;
    last = key;
  }
  return true;
}
