// Inputs before they are used: placeholders in what the author wrote, defaults, types.
import type { JsonValue } from "@slipway/ir";
import { fillParameters } from "@slipway/runtime";
import { jsonValues } from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { constants, raw } from "./task.ts";

const none = { general: { pipeline_job_uuid: "u", workspace_path: "/w" } };
const input = (name: string) => `{{$.inputs.parameters['${name}']}}`;

function filled(written: Readonly<Record<string, JsonValue>>, found: Readonly<Record<string, JsonValue>> = {}) {
  const bindings = {
    ...constants(written),
    ...Object.fromEntries(
      Object.keys(found).map((name) => [name, { from: { kind: "pipeline-parameter", name } as const }]),
    ),
  };
  return fillParameters(bindings, raw({ ...written, ...found }), none);
}

test("constants name other inputs, at any depth, in any order", () => {
  const { values, problems } = filled(
    {
      a: `<${input("b")}>`,
      b: `${input("c")}-{{$.pipeline_job_uuid}}`,
      dict: { [input("c")]: [`${input("a")}`, { list: input("list") }], n: 1 },
      path: "{{$.workspace_path}}/x",
    },
    { c: 9312, list: [1, "x"] },
  );
  expect(problems).toEqual([]);
  expect(values).toEqual({
    a: "<9312-u>",
    b: "9312-u",
    c: 9312,
    dict: { 9312: ["<9312-u>", { list: '[1,"x"]' }], n: 1 },
    list: [1, "x"],
    path: "/w/x",
  });
});

test("a value that the author did not write is never looked at", () => {
  fc.assert(
    fc.property(jsonValues(), (value) => {
      fc.pre(value !== null);
      const hostile = { text: `${input("other")}{{$}}`, value };
      const { values, problems } = filled({ copy: `${input("text")}!` }, { ...hostile, other: "o" });
      expect(problems).toEqual([]);
      expect(values).toEqual({ ...hostile, other: "o", copy: `${hostile.text}!` });
    }),
  );
});

test("a circle is told with its names", () => {
  const { values, problems } = filled({
    a: input("b"),
    b: [input("c")],
    c: input("a"),
    d: input("d"),
    e: `${input("a")}e`,
  });
  expect(problems).toEqual([
    "inputs refer to each other in a circle: a → b → c → a",
    "inputs refer to each other in a circle: d → d",
  ]);
  expect(values).toEqual({});
});

test("what cannot be resolved names the input", () => {
  const { problems } = filled({ a: input("x"), b: "{{$}}", c: "{{$.pipeline_job_name}}" });
  expect(problems).toEqual([
    `input "a": ${input("x")}: there is no input parameter "x"`,
    'input "b": {{$}} cannot stand here: it has no value before the task\'s inputs are known',
    'input "c": {{$.pipeline_job_name}} has no value here',
  ]);
});

test("null is absent: the default counts, and what has none is left out", () => {
  const from = { kind: "pipeline-parameter", name: "x" } as const;
  const bindings = {
    given: { type: "STRING", defaultValue: "d", isOptional: true, from },
    defaulted: { type: "STRING", defaultValue: `${input("given")}d`, isOptional: true, from },
    required: { type: "STRING", defaultValue: "r", from },
    optional: { type: "LIST", isOptional: true, from },
    undeclared: { from },
    missing: { type: "STRING", from },
    config: { type: "TASK_CONFIG", from },
    failed: { type: "STRING", isOptional: true, defaultValue: "f", from },
    broken: { type: "STRING", from },
  } as const;
  const failure = { ok: false, reason: 'task "a" was skipped' } as const;
  const { values, given, problems } = fillParameters(
    bindings,
    { ...raw({ given: 1, defaulted: null, required: null, undeclared: null }), failed: failure, broken: failure },
    none,
  );
  expect(values).toEqual({ given: "1", defaulted: "1d", required: "r", failed: "f" });
  expect([...given]).toEqual(["given"]);
  expect(problems).toEqual(['input "missing" has no value', 'input "broken": task "a" was skipped']);
});

test("types and literals hold for what comes out", () => {
  const bindings = {
    ...constants({ env: `${input("stage")}-eu` }),
    stage: { type: "STRING", literals: ["dev", "prod"], from: { kind: "constant", value: "" } },
    count: { type: "NUMBER_INTEGER", from: { kind: "constant", value: "" } },
  } as const;
  const { values, problems } = fillParameters(
    bindings,
    raw({ env: `${input("stage")}-eu`, stage: "prod", count: 1.5 }),
    none,
  );
  expect(values).toEqual({ env: "prod-eu", stage: "prod" });
  expect(problems).toEqual(['input "count" takes a whole number (NUMBER_INTEGER), not the number 1.5']);
});

test("names like those of every object's own fields", () => {
  const names = { toString: "a", constructor: "b", ["__proto__"]: "c" };
  const { values, problems } = filled(names, { x: 1 });
  expect(problems).toEqual([]);
  expect(Object.entries(values)).toEqual([...Object.entries(names), ["x", 1]]);
  expect(filled({ x: input("toString") }).problems).toHaveLength(1);
});
