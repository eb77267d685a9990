import type { Source } from "@slipway/pod";
import { viewRun } from "@slipway/runs";
import type { DecisionRecord, TaskRecord } from "@slipway/runtime";
import { expect, test } from "vitest";
import { artifact, dag, decision, leaf, loop, outline, record, run } from "./made-up.ts";

const output = (task: string): Source => ({ kind: "task-output", task, output: "out" });
const collected = (at: string, from: Source): Source => ({ kind: "collected", loop: at, from });

type Facts = { readonly records: readonly TaskRecord[]; readonly decisions?: readonly DecisionRecord[] };

function parameterOf(from: Source, tasks: Parameters<typeof outline>[0], { records, decisions = [] }: Facts) {
  return viewRun(
    run(outline(tasks, { parameters: { result: from } }), { parameters: { n: 3, none: null } }),
    records,
    decisions,
  ).outputs.parameters;
}

const made = (id: string, value: string, iterations = {}) => record(id, { in: iterations, parameters: { out: value } });

test("an output is that of its task, cached or not", () => {
  expect(parameterOf(output("a"), [leaf("a")], { records: [made("a", "x")] })).toEqual({ result: "x" });
  const cached = { ...made("a", "x"), state: "CACHED" } as const;
  expect(parameterOf(output("a"), [leaf("a")], { records: [cached] })).toEqual({ result: "x" });
});

test.each(["FAILED", "SKIPPED", "CANCELLED"] as const)("a task that was %s has none", (state) => {
  expect(parameterOf(output("a"), [leaf("a")], { records: [{ ...made("a", "x"), state }] })).toEqual({});
});

test("a value of the pipeline itself", () => {
  expect(parameterOf({ kind: "pipeline-parameter", name: "n" }, [], { records: [] })).toEqual({ result: 3 });
  expect(parameterOf({ kind: "constant", value: "c" }, [], { records: [] })).toEqual({ result: "c" });
  expect(parameterOf({ kind: "absent" }, [], { records: [] })).toEqual({ result: null });
});

test("a default stands in for null", () => {
  const from: Source = { kind: "defaulted", from: { kind: "pipeline-parameter", name: "none" }, value: "d" };
  expect(parameterOf(from, [], { records: [] })).toEqual({ result: "d" });
});

test("a part of a value", () => {
  const from: Source = { kind: "selected", from: output("a"), selector: 'parseJson(string_value)["k"]' };
  expect(parameterOf(from, [leaf("a")], { records: [made("a", '{"k":"v"}')] })).toEqual({ result: "v" });
  expect(parameterOf(from, [leaf("a")], { records: [made("a", "no JSON")] })).toEqual({});
});

const each = [loop("each", [leaf("each/a")])];

test("a collection is in the order of iterations, not of time", () => {
  const records = [2, 0, 1].map((at) => made("each/a", `v${at}`, { each: at }));
  const decisions = [decision("each", { count: 3 })];
  expect(parameterOf(collected("each", output("each/a")), each, { records, decisions })).toEqual({
    result: ["v0", "v1", "v2"],
  });
});

test("an empty loop gives an empty list, one that was skipped none", () => {
  const from = collected("each", output("each/a"));
  expect(parameterOf(from, each, { records: [], decisions: [decision("each", { count: 0 })] })).toEqual({ result: [] });
  expect(parameterOf(from, each, { records: [], decisions: [decision("each", { skipped: true })] })).toEqual({});
});

test("an iteration that was skipped is left out", () => {
  const tasks = [loop("each", [dag("each/if", [leaf("each/if/a")])])];
  const records = [made("each/if/a", "v1", { each: 1 })];
  const decisions = [
    decision("each", { count: 3 }),
    ...[0, 2].map((at) => decision("each/if", { skipped: true }, { each: at })),
  ];
  expect(parameterOf(collected("each", output("each/if/a")), tasks, { records, decisions })).toEqual({
    result: ["v1"],
  });
});

test("there is no list while iterations are missing", () => {
  const decisions = [decision("each", { count: 2 })];
  const records = [made("each/a", "v0", { each: 0 })];
  expect(parameterOf(collected("each", output("each/a")), each, { records, decisions })).toEqual({});
});

test("loops in loops give one flat list", () => {
  const tasks = [loop("x", [loop("x/y", [leaf("x/y/a")])])];
  const places = [
    [0, 0],
    [0, 1],
    [1, 0],
  ] as const;
  const records = places.map(([x, y]) => made("x/y/a", `${x}${y}`, { x, "x/y": y }));
  const decisions = [
    decision("x", { count: 2 }),
    decision("x/y", { count: 2 }, { x: 0 }),
    decision("x/y", { count: 1 }, { x: 1 }),
  ];
  const from = collected("x", collected("x/y", output("x/y/a")));
  expect(parameterOf(from, tasks, { records, decisions })).toEqual({ result: ["00", "01", "10"] });
});

test("of several branches the one that ran", () => {
  const tasks = [dag("if", [leaf("if/a")]), dag("else", [leaf("else/b")])];
  const from: Source = {
    kind: "first-of",
    choices: [
      { guards: [], from: output("if/a") },
      { guards: [], from: output("else/b") },
    ],
  };
  const decisions = [decision("if", { skipped: true })];
  expect(parameterOf(from, tasks, { records: [made("else/b", "b")], decisions })).toEqual({ result: "b" });
  expect(parameterOf(from, tasks, { records: [], decisions })).toEqual({});
});

test("artifacts are lists, flat over iterations", () => {
  const records = [0, 1].map((at) =>
    record("each/a", { in: { each: at }, artifacts: { out: [artifact(`s3://b/${at}`)] } }),
  );
  const one = run(outline(each, { artifacts: { all: collected("each", output("each/a")), none: output("each/a") } }));
  const { artifacts } = viewRun(one, records, [decision("each", { count: 2 })]).outputs;
  expect(artifacts).toEqual({ all: [artifact("s3://b/0"), artifact("s3://b/1")] });
});

test("a loop over a list that is known needs no decision", () => {
  const from = collected("each", output("each/a"));
  const loops = { each: { kind: "parameter", items: { kind: "constant", value: ["x"] } } } as const;
  const one = run(outline(each, { parameters: { result: from } }, loops));
  expect(viewRun(one, [made("each/a", "v0", { each: 0 })], []).outputs.parameters).toEqual({ result: ["v0"] });
});
