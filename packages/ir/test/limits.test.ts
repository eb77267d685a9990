// Texts between the bounds: still read, but with less said of them. Those beyond are in golden/invalid.
import { parsePipeline } from "@slipway/ir";
import { expect, it } from "vitest";

const diagnosticsOf = (text: string) => {
  const result = parsePipeline(text);
  return result.ok ? result.warnings : result.diagnostics;
};

it("two million values take too much memory for noting where each stands", () => {
  const mistakes = diagnosticsOf(`root: { dag: 5, x: [${"1,".repeat(2_000_000)}1] }\n`);
  expect(mistakes.map(({ code, range }) => ({ code, range })).sort((a, b) => (a.code < b.code ? -1 : 1))).toEqual([
    { code: "ir/unknown-field", range: undefined },
    { code: "ir/wrong-type", range: undefined },
  ]);
});

it("of so many keys only the first that stands twice is shown", () => {
  const [mistake, ...others] = diagnosticsOf(`x: [${"1,".repeat(2_000_000)}1]\na: 1\na: 2\na: 3\n`);
  expect(others).toEqual([]);
  expect(mistake).toMatchObject({ code: "ir/yaml-syntax", range: { line: 3 } });
  expect(mistake?.message).toContain("this key stands in its mapping already");
});
