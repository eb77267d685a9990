import {
  isDnsLabel,
  isDnsSubdomain,
  isLabelValue,
  isQualifiedName,
  toDnsLabel,
  toLabelValue,
} from "@slipway/kubernetes";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { texts } from "./trees.js";

const a = (length: number) => "a".repeat(length);

test.each([
  [isDnsLabel, ["a", "0", "a-b", "1--2", a(63)], ["", "A", "-a", "a-", "a.b", "a_b", "é", "a\n", a(64)]],
  [isDnsSubdomain, ["a", "a.b-c.0", a(253)], ["", "A.b", "a..b", ".a", "a.", "a.-b", "a_b", "a\n", a(254)]],
  [isLabelValue, ["", "a", "A_b.C-9", a(63)], ["-a", "a-", "_", "a b", "a/b", "é", "a\n", a(64)]],
  [
    isQualifiedName,
    ["a", "A_b.C", "example.org/A", `${a(253)}/${a(63)}`],
    ["", "/", "a/", "/a", "a/b/c", "A/b", "a/-b", `${a(254)}/b`, `a/${a(64)}`, "a\n"],
  ],
] as const)("%o", (isValid, valid, invalid) => {
  expect(valid.filter((text) => !isValid(text))).toEqual([]);
  expect(invalid.filter((text) => isValid(text))).toEqual([]);
});

test("toLabelValue keeps what is a label's value, and makes one of anything else", () => {
  for (const text of ["", "Train_1.0", a(63)]) expect(toLabelValue(text)).toBe(text);
  for (const text of ["Train model", "-v1", a(64), "漢字"]) expect(toLabelValue(text)).toBe(toDnsLabel(text));
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => isLabelValue(toLabelValue(text))));
});

describe("toDnsLabel", () => {
  test.each([
    ["train-model", "train-model"],
    ["Train model", "train-model-c4d010dd1d"],
    ["train.model", "train-model-"],
    ["Modèle entraîné", "modele-entraine-"],
    ["", ""],
    ["漢字", ""],
    [a(63), a(63)],
    [a(64), `${a(52)}-`],
    // It looks like a label made here, so it cannot stay.
    ["train-model-c4d010dd1d", "train-model-c4d010dd1d-"],
  ])("%s", (text, start) => {
    expect(toDnsLabel(text).startsWith(start)).toBe(true);
    expect(toDnsLabel(text)).toBe(toDnsLabel(text));
  });

  test("leaves room for what is put behind it", () => {
    expect(toDnsLabel("train-model", 11)).toBe("train-model");
    expect(toDnsLabel("train-the-model", 14)).toMatch(/^tra-[0-9a-f]{10}$/);
    expect(toDnsLabel("train-the-model", 10)).toMatch(/^[0-9a-f]{10}$/);
    expect(() => toDnsLabel("train-the-model", 9)).toThrow(RangeError);
  });

  test("is a label, and another one for another text", () => {
    const labels = new Map<string, string>();
    const isInjective = fc.property(texts, fc.integer({ min: 12, max: 63 }), (text, maxLength) => {
      const label = toDnsLabel(text, maxLength);
      expect(isDnsLabel(label) && label.length <= maxLength).toBe(true);
      const longest = toDnsLabel(text);
      expect(labels.get(longest) ?? text).toBe(text);
      labels.set(longest, text);
      // The label of a text is a text too.
      expect(toDnsLabel(longest) === longest).toBe(longest === text);
    });
    fc.assert(isInjective, { numRuns: 3000 });
  });

  test("tells halves of surrogate pairs apart", () => {
    expect(toDnsLabel("\ud83d")).not.toBe(toDnsLabel("\ud83e"));
  });
});
