// Does every reader of YAML get back what was printed, and can people read it?
import { constant, printManifest, printManifests } from "@slipway/kubernetes";
import * as fc from "fast-check";
import { load, loadAll } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { manifests, texts } from "./trees.js";

const readers = {
  "js-yaml": (text: string) => load(text),
  "yaml, version 1.2": (text: string) => parse(text),
  "yaml, version 1.1": (text: string) => parse(text, { version: "1.1" }),
};

describe.each(Object.entries(readers))("%s reads back", (_, read) => {
  test("trees", () => {
    const isSame = fc.property(manifests, (manifest) => {
      expect(read(printManifest(manifest))).toEqual(manifest);
    });
    fc.assert(isSame, { numRuns: 2000 });
  });

  test("texts as values, elements and keys", () => {
    const isSame = fc.property(texts, (text) => {
      const manifest = { value: text, elements: [text, [text]], [text]: { [text]: text } };
      expect(read(printManifest(manifest))).toEqual(manifest);
    });
    fc.assert(isSame, { numRuns: 3000 });
  });

  test("halves of surrogate pairs, which only JavaScript and Python know", () => {
    const manifest = { "\ud83d": ["\ude42", "a\ud83d\nb"] };
    expect(read(printManifest(manifest))).toEqual(manifest);
  });
});

describe("layout", () => {
  test("lists stand below the first letter of their key", () => {
    const manifest = { a: [1, { b: 2, c: [3] }, [4, [5]]], d: {}, e: [], f: [{}, []], g: { h: null, i: true } };
    expect(printManifest(manifest)).toBe(
      [
        ...["a:", "- 1", "- b: 2", "  c:", "  - 3", "- - 4", "  - - 5", "d: {}", "e: []", "f:", "- {}", "- []"],
        ...["g:", "  h: null", "  i: true", ""],
      ].join("\n"),
    );
  });

  test("keys keep their order; what is undefined is left out", () => {
    expect(printManifest({ b: 1, a: undefined, c: { d: undefined }, "a b": 2 })).toBe("b: 1\nc: {}\na b: 2\n");
    expect(printManifest({ a: undefined })).toBe("{}\n");
    expect(printManifest([])).toBe("[]\n");
  });

  test("documents are separated", () => {
    const printed = printManifests([{ a: "|" }, { b: "c\n\n" }, {}]);
    expect(printed).toBe("a: '|'\n---\nb: |+\n  c\n\n---\n{}\n");
    expect(loadAll(printed)).toEqual([{ a: "|" }, { b: "c\n\n" }, {}]);
    expect(printManifests([])).toBe("");
  });

  test("nothing is folded, and nothing is shared", () => {
    const words = { text: "word ".repeat(500).trim() };
    expect(printManifest({ a: words, b: words })).toBe(`a:\n  text: ${words.text}\nb:\n  text: ${words.text}\n`);
  });

  test("a constant is printed like any other value, wherever it stands", () => {
    const isSame = fc.property(manifests, (manifest) => {
      const printed = (part: object) => printManifests([part, { a: part, b: [part, { c: [part] }] }, { d: part }]);
      expect(printed(constant(structuredClone(manifest)))).toBe(printed(manifest));
    });
    fc.assert(isSame, { numRuns: 300 });
  });

  test("depth does not change the layout", () => {
    let tree: unknown = "leaf";
    for (let depth = 0; depth < 100; depth++) tree = { a: [tree] };
    expect(parse(printManifest({ tree }))).toEqual({ tree });
  });
});

describe("texts", () => {
  const plain = "a a-b a.b/c:d {{x}}y café 🙂 1Gi 500m v1.2 python:3.11 ~x e5x yesno C:\\x $(x) http://a/#b <a> ./a";

  test.each(plain.split(" ").filter((text) => !/^[{~]/.test(text)))("%s is plain", (text) => {
    expect(printManifest({ a: text })).toBe(`a: ${text}\n`);
  });

  const quoted = [
    "",
    "{{x}}",
    "it's: so",
    "NO",
    "1e3",
    "0o7",
    "1:30",
    "2024-01-01",
    "e5",
    "- a",
    "a: b",
    "a #b",
    "=",
    "<<",
  ];

  test.each(quoted)("%o has single quotes", (text) => {
    expect(printManifest({ a: text })).toBe(`a: '${text.replaceAll("'", "''")}'\n`);
    expect(printManifest({ [text]: 1 })).toBe(`'${text.replaceAll("'", "''")}': 1\n`);
  });

  test.each([
    ["a\tb", '"a\\tb"'],
    ["a \nb", '"a \\nb"'],
    ["\n", '"\\n"'],
    ["a\x85\x7f\u2028\ufeffb\n", '"a\\u0085\\u007f\\u2028\\ufeffb\\n"'],
    ["a\u202eb", '"a\\u202eb"'],
  ])("%o has double quotes", (text, printed) => {
    expect(printManifest({ a: text })).toBe(`a: ${printed}\n`);
  });

  test.each([
    ["set -e\n\n\techo 'a'\n", "|\n  set -e\n\n  \techo 'a'\n"],
    ["a\nb", "|-\n  a\n  b\n"],
    ["a\n\n\n", "|+\n  a\n\n\n"],
    ["  a\nb\n", "|2\n    a\n  b\n"],
    ["\n  a\nb", "|2-\n\n    a\n  b\n"],
    ["---\n# a: b\n", "|\n  ---\n  # a: b\n"],
  ])("%o is a block", (text, printed) => {
    expect(printManifest({ a: text })).toBe(`a: ${printed}`);
  });

  test("a key is never a block, and a long one is marked as a key", () => {
    expect(printManifest({ "a\nb": 1 })).toBe('"a\\nb": 1\n');
    expect(printManifest({ ["k".repeat(129)]: 1 })).toBe(`'${"k".repeat(129)}': 1\n`);
    expect(printManifest({ ["k".repeat(1024)]: [1] })).toBe(`? '${"k".repeat(1024)}'\n:\n- 1\n`);
  });
});

describe("numbers", () => {
  test.each([
    [-0, "0"],
    [1.5, "1.5"],
    [1e20, "100000000000000000000"],
    [1e21, "1.0e+21"],
    [-1e-7, "-1.0e-7"],
    [1.5e300, "1.5e+300"],
  ])("%d", (number, printed) => {
    expect(printManifest({ a: number })).toBe(`a: ${printed}\n`);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, undefined, () => 1])("%s in a list is a mistake", (value) => {
    expect(() => printManifest({ a: [value] })).toThrow(TypeError);
  });
});
