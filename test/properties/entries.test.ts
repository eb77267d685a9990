// The order of keys in what is made: that of their bytes in UTF-8, as Go sorts, and not JavaScript's own.
import { sortedEntries } from "@slipway/ir";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "./check.js";

/** Among them what the two orders differ in: letters beyond the surrogates, and those that surrogates stand for. */
const letters = fc.constantFrom("a", "b", "é", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{1f600}");
const keys = fc.uniqueArray(fc.string({ unit: letters, maxLength: 3 }), { maxLength: 8 });

function sortedByBytes(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

test("entries are in the order of Go's sort.Strings, in whatever order they came", () => {
  check(keys, (names) => {
    const sorted = sortedByBytes(names);
    for (const order of [names, names.toSorted(), sorted]) {
      const object = Object.fromEntries(order.map((name) => [name, name]));
      expect(sortedEntries(object)).toEqual(sorted.map((name) => [name, name]));
    }
  });
});
