// Files made to take the machine: nested, multiplied or endless. Each is refused, in words, and soon.
import { compile } from "@slipway/compiler";
import type { ComponentSpec, PipelineSpec, PipelineTaskSpec } from "@slipway/ir";
import { kubeflow } from "@slipway/kubeflow";
import { expect, test } from "vitest";
import { expectShowable, withoutHang } from "./diagnostics.js";

const header = { pipelineInfo: { name: "hostile" }, schemaVersion: "2.1.0" };
const leaf: ComponentSpec = { executorLabel: "exec" };
const deploymentSpec = { executors: { exec: { container: { image: "busybox" } } } };
const uses = (name: string): PipelineTaskSpec => ({ componentRef: { name } });

/** A component for each number from 0 to `count`, each made of some of the next. */
function tower(count: number, tasks: (next: string) => Record<string, PipelineTaskSpec>): PipelineSpec {
  const entries = Array.from(
    { length: count },
    (_, i) => [`comp-${i}`, { dag: { tasks: tasks(`comp-${i + 1}`) } }] as const,
  );
  const components = { ...Object.fromEntries(entries), [`comp-${count}`]: leaf };
  return { ...header, deploymentSpec, components, root: { dag: { tasks: tasks("comp-0") } } };
}

function codesOf(text: string): readonly string[] {
  const result = withoutHang(() => compile(text, kubeflow));
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  expectShowable(diagnostics, text);
  expect(result.ok).toBe(false);
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const bomb = Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [${i === 0 ? "x" : `*a${i - 1}, *a${i - 1}`}]`).join(
  "\n",
);
const chain = Array.from({ length: 20_000 }, (_, i) => [
  `task-${i}`,
  { ...uses("comp"), dependentTasks: [`task-${(i + 1) % 20_000}`] },
]);
const circle = {
  ...header,
  deploymentSpec,
  components: { comp: leaf },
  root: { dag: { tasks: Object.fromEntries(chain) } },
};
const recursive = {
  ...header,
  deploymentSpec,
  components: { comp: { dag: { tasks: { again: uses("comp") } } } },
  root: { dag: { tasks: { again: uses("comp") } } },
};
const condition = (text: string) => ({
  ...header,
  deploymentSpec,
  components: { comp: leaf },
  root: { dag: { tasks: { a: { ...uses("comp"), triggerPolicy: { condition: text } } } } },
});

test.each([
  {
    name: "components that double 40 times",
    text: JSON.stringify(tower(40, (next) => ({ a: uses(next), b: uses(next) }))),
    code: "resolve/too-many-tasks",
  },
  {
    name: "components 300 deep",
    text: JSON.stringify(tower(300, (next) => ({ a: uses(next) }))),
    code: "resolve/too-nested",
  },
  {
    name: "components 20,000 deep",
    text: JSON.stringify(tower(20_000, (next) => ({ a: uses(next) }))),
    code: "resolve/too-nested",
  },
  { name: "a component of itself", text: JSON.stringify(recursive), code: "resolve/recursive-component" },
  { name: "a circle of 20,000 tasks", text: JSON.stringify(circle), code: "resolve/dependency-cycle" },
  { name: "aliases that double 40 times", text: `${bomb}\nroot: *a39`, code: "ir/alias-bomb" },
  { name: "an alias of what holds it", text: "root: &a\n  dag: *a", code: "ir/" },
  { name: "100,000 brackets", text: "[".repeat(100_000), code: "ir/too-deep" },
  { name: "100,000 braces", text: "{a: ".repeat(100_000), code: "ir/too-deep" },
  { name: "100,000 dashes", text: "- ".repeat(100_000), code: "ir/too-deep" },
  {
    name: "100,000 levels of indentation",
    text: Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    code: "ir/too-deep",
  },
  {
    name: "a condition of 10,000 brackets",
    text: JSON.stringify(condition(`${"(".repeat(10_000)}true`)),
    code: "resolve/bad-condition",
  },
  {
    name: "a condition of 20,000 terms",
    text: JSON.stringify(condition(`${"true && ".repeat(12_000)}x.y(`)),
    code: "resolve/bad-condition",
  },
  {
    name: "a condition of a megabyte",
    text: JSON.stringify(condition(`'${"a".repeat(1_000_000)}' == 'b'`)),
    code: "resolve/bad-condition",
  },
  { name: "33 MiB of noise", text: "noise ".repeat(5_767_169), code: "ir/too-large" },
  { name: "30 MiB of one line", text: "noise ".repeat(5_000_000), code: "ir/not-a-mapping" },
  { name: "a list of a million nothings", text: `root: [${"a,".repeat(1_000_000)}]`, code: "ir/wrong-type" },
  {
    name: "100,000 unknown fields",
    text: JSON.stringify({
      ...header,
      root: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, i])),
    }),
    code: "ir/unknown-field",
  },
  { name: "100,000 syntax errors", text: "root: [\n".concat("}: ]\n".repeat(100_000)), code: "ir/yaml-syntax" },
  { name: "an unbroken quote", text: `root: "${"a\n".repeat(1_000_000)}`, code: "ir/yaml-syntax" },
  { name: "100,000 documents", text: "---\na: b\n".repeat(100_000), code: "ir/no-pipeline" },
])("$name", ({ text, code }) => {
  expect(codesOf(text)).toContainEqual(expect.stringContaining(code));
});

test("a placeholder without end, a thousand times", () => {
  const args = ["{{$".repeat(100_000), "{{$.inputs.parameters['".repeat(30_000), `{"Concat": ${"[".repeat(50_000)}`];
  const executors = { exec: { container: { image: "busybox", args } } };
  const spec = { ...condition("true"), deploymentSpec: { executors } };
  expect(codesOf(JSON.stringify(spec))).toContain("resolve/bad-placeholder");
});
