// Files made to take the machine: nested, multiplied or endless. For each there are words, and soon.
import { compile } from "@slipway/compiler";
import type { ComponentSpec, PipelineSpec, PipelineTaskSpec } from "@slipway/ir";
import { kubeflow } from "@slipway/kubeflow";
import { describe, expect, test } from "vitest";
import { expectShowable, withoutHang } from "./diagnostics.js";

type Case = { readonly name: string; readonly text: string; readonly code: string };

function expectTold({ text, code }: Case): void {
  const result = withoutHang(() => compile(text, kubeflow));
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  expectShowable(diagnostics, text);
  expect([...new Set(diagnostics.map((diagnostic) => diagnostic.code))]).toContainEqual(expect.stringContaining(code));
}

const header = { pipelineInfo: { name: "hostile" }, schemaVersion: "2.1.0" };
const deploymentSpec = { executors: { exec: { container: { image: "busybox" } } } };
const leaf: ComponentSpec = { executorLabel: "exec" };

function uses(name: string): PipelineTaskSpec {
  return { componentRef: { name } };
}

type Tasks = Readonly<Record<string, PipelineTaskSpec>>;

function pipeline(tasks: Tasks, components: PipelineSpec["components"] = { comp: leaf }): string {
  return JSON.stringify({ ...header, deploymentSpec, components, root: { dag: { tasks } } } satisfies PipelineSpec);
}

/** A component for each number, each made of some of the next. */
function tower(height: number, tasks: (next: string) => Tasks): string {
  const floors = Array.from(
    { length: height },
    (_, i) => [`comp-${i}`, { dag: { tasks: tasks(`comp-${i + 1}`) } }] as const,
  );
  return pipeline(tasks("comp-0"), { ...Object.fromEntries(floors), [`comp-${height}`]: leaf });
}

function conditional(condition: string): string {
  return pipeline({ a: { ...uses("comp"), triggerPolicy: { condition } } });
}

const MANY = 30_000;

/** An entry for each of many numbers. */
function many<T>(value: (number: number) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`name-${i}`, value(i)]));
}

describe("pipelines that grow without bound", () => {
  const circle = many((i) => ({ ...uses("comp"), dependentTasks: [`name-${(i + 1) % MANY}`] }));
  const again = { again: uses("comp") };
  test.each<Case>([
    { name: "doubled 40 times", text: tower(40, (next) => ({ a: uses(next), b: uses(next) })), code: "too-many-tasks" },
    { name: "300 components deep", text: tower(300, (next) => ({ a: uses(next) })), code: "too-nested" },
    { name: "20,000 components deep", text: tower(20_000, (next) => ({ a: uses(next) })), code: "too-nested" },
    { name: "a component of itself", text: pipeline(again, { comp: { dag: { tasks: again } } }), code: "recursive" },
    { name: "a circle of 30,000 tasks", text: pipeline(circle), code: "resolve/dependency-cycle" },
  ])("$name", expectTold);
});

describe("YAML that grows without bound", () => {
  const doubled = Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [${i === 0 ? "x" : `*a${i - 1}, *a${i - 1}`}]`);
  const indented = Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i)}a:`);
  test.each<Case>([
    { name: "aliases that double 40 times", text: `${doubled.join("\n")}\nroot: *a39`, code: "ir/alias-bomb" },
    { name: "an alias of what holds it", text: "root: &a\n  dag: *a", code: "ir/" },
    { name: "brackets in brackets", text: "[".repeat(100_000), code: "ir/too-deep" },
    { name: "braces in braces", text: "{a: ".repeat(100_000), code: "ir/too-deep" },
    { name: "lists in lists", text: "- ".repeat(100_000), code: "ir/too-deep" },
    { name: "mappings in mappings", text: indented.join("\n"), code: "ir/too-deep" },
    { name: "keys of keys", text: "? ".repeat(100_000), code: "ir/too-deep" },
    { name: "documents after documents", text: "---\na: b\n".repeat(100_000), code: "ir/no-pipeline" },
  ])("$name", expectTold);
});

describe("texts in which mistakes never end", () => {
  test.each<Case>([
    { name: "brackets that do not fit", text: `root: [\n${"}: ]\n".repeat(100_000)}`, code: "ir/yaml-syntax" },
    { name: "such brackets in a short text", text: `root: [\n${"}: ]\n".repeat(18_000)}`, code: "ir/yaml-syntax" },
    { name: "a quote that is not closed", text: `root: "${"a\n".repeat(300_000)}`, code: "ir/yaml-syntax" },
    { name: "tabs", text: `root:\n${"\ta: 1\n".repeat(100_000)}`, code: "ir/yaml-syntax" },
    { name: "a key 100,000 times", text: `root:\n${"  a: 1\n".repeat(100_000)}`, code: "ir/duplicate-key" },
    { name: "comments", text: `${"# a\n".repeat(300_000)}root: 1`, code: "ir/wrong-type" },
    { name: "a broken header", text: `# PIPELINE DEFINITION\n${"x\n".repeat(1_000_000)}`, code: "ir/not-a-mapping" },
    { name: "unknown fields", text: JSON.stringify({ ...header, root: many((i) => i) }), code: "unknown-field" },
    { name: "wrong types", text: JSON.stringify({ ...header, components: many((i) => i) }), code: "wrong-type" },
    { name: "unknown components", text: pipeline(many((i) => uses(`c${i}`))), code: "unknown-component" },
    { name: "33 MiB of noise", text: "noise ".repeat(5_767_169), code: "ir/too-large" },
    { name: "30 MiB of noise", text: "noise ".repeat(5_000_000), code: "ir/not-a-mapping" },
    { name: "30 MiB of lines", text: "no is e\n".repeat(3_900_000), code: "ir/not-a-mapping" },
  ])("$name", expectTold);
});

describe("languages within the IR that have no end", () => {
  const withArgument = (text: string) => {
    const executors = { exec: { container: { image: "busybox", args: [text] } } };
    return JSON.stringify({ ...JSON.parse(pipeline({ a: uses("comp") })), deploymentSpec: { executors } });
  };
  const nested = `{"Concat": ${'[{"Concat": '.repeat(20_000)}"a"${"]}".repeat(20_000)}`;
  test.each<Case>([
    { name: "brackets in a condition", text: conditional("(".repeat(10_000)), code: "resolve/bad-condition" },
    {
      name: "a condition of 10,000 terms",
      text: conditional(`${"true && ".repeat(10_000)}x.y(`),
      code: "bad-condition",
    },
    { name: "a condition of 10,000 nots", text: conditional(`${"!".repeat(10_000)}(`), code: "bad-condition" },
    { name: "a condition of a megabyte", text: conditional(`'${"a".repeat(1_000_000)}'`), code: "bad-condition" },
    {
      name: "placeholders that are not closed",
      text: withArgument(`${"{{$".repeat(100_000)}.}}`),
      code: "unknown-placeholder",
    },
    { name: "a Concat in a Concat", text: withArgument(nested), code: "resolve/bad-placeholder" },
  ])("$name", expectTold);
});
