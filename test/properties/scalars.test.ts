// What a plain scalar of a file is: what js-yaml's own core schema takes it for, however it is asked here.
import { readDocuments } from "@slipway/ir";
import fc from "fast-check";
import { CORE_SCHEMA, load } from "js-yaml";
import { expect, test } from "vitest";
import { check } from "./check.js";

/** Letters of numbers, booleans, nulls and merges of every spelling, and some others. */
const letters = fc.constantFrom(..."~-+.0123456789eExXoObBaAfFnNuUlLtTrRsSiIyYz<_: ");
const words = fc.constantFrom(
  "true",
  "False",
  "NULL",
  "null",
  "~",
  ".inf",
  "-.INF",
  ".NaN",
  "<<",
  "0x1F",
  "0o17",
  "0b1",
);
const scalars = fc.oneof(fc.string({ unit: letters, maxLength: 8 }), words, fc.float().map(String));
const tags = fc.constantFrom("", "", "!!int ", "!!float ", "!!bool ", "!!null ", "!!str ", "!!binary ");

function asCore(text: string): unknown {
  try {
    return [load(text, { schema: CORE_SCHEMA })];
  } catch {
    return "no YAML";
  }
}

function asHere(text: string): unknown {
  const read = readDocuments(text);
  return read.ok ? read.value : "no YAML";
}

test("plain scalars are what the core schema takes them for", () => {
  check(fc.tuple(tags, scalars), ([tag, scalar]) => {
    const text = `a: ${tag}${scalar}\nlist: [${tag}${scalar}]\n`;
    expect(asHere(text)).toEqual(asCore(text));
  });
});

test("keys are, too, but for merges, which the core schema does not know", () => {
  check(scalars, (scalar) => {
    fc.pre(!scalar.includes("<<"));
    const text = `${scalar}: value\n`;
    expect(asHere(text)).toEqual(asCore(text));
  });
});
