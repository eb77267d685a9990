// Inputs that never were a pipeline, or are one no longer byte by byte: refused in words, never by an exception.
import { readFileSync } from "node:fs";
import { compile } from "@slipway/compiler";
import { decodeText, isArchive, unpackPipeline } from "@slipway/ir";
import { kubeflow } from "@slipway/kubeflow";
import { byteNoise, flippedBytes, yamlNoise } from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, seed } from "./check.js";
import { expectShowable, withoutHang } from "./diagnostics.js";

const RUNS = { runs: 1_000 };

const example = readFileSync(new URL("../../examples/ml-training/pipeline.yaml", import.meta.url), "utf8");

function compiled(text: string) {
  const result = withoutHang(() => compile(text, kubeflow));
  expectShowable(result.ok ? result.warnings : result.diagnostics, text);
  return result;
}

function compiledBytes(bytes: Uint8Array): void {
  const decoded = withoutHang(() => decodeText(bytes));
  if (decoded.ok) compiled(decoded.value);
  else expectShowable(decoded.diagnostics, "");
}

test("lines that look like YAML", () => {
  check(yamlNoise(), (text) => expect(compiled(text).ok).toBe(false), RUNS);
});

test("any characters", () => {
  check(fc.string({ unit: "binary", maxLength: 200 }), (text) => expect(compiled(text).ok).toBe(false), RUNS);
});

test("bytes", () => {
  check(byteNoise(), compiledBytes, RUNS);
});

test("bytes that begin like an archive", async () => {
  for (const bytes of fc.sample(byteNoise(), { seed, numRuns: RUNS.runs }).filter(isArchive)) {
    const unpacked = await unpackPipeline(bytes);
    expect(unpacked.ok).toBe(false);
    if (!unpacked.ok) expectShowable(unpacked.diagnostics, "");
  }
});

test("a pipeline with some of its bytes flipped", () => {
  check(flippedBytes(example), compiledBytes, RUNS);
});

test("a pipeline cut short after any of its bytes", () => {
  check(fc.nat({ max: example.length }), (length) => compiled(example.slice(0, length)), RUNS);
});
