// schemas/ says of records what their types say: nothing more, nothing less.
import { readFileSync } from "node:fs";
import type { OutlineTask, Source } from "@slipway/pod";
import type { CacheEntry, DecisionRecord, RunRecord, TaskRecord } from "@slipway/runtime";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, test } from "vitest";
import { artifact, dag, leaf, outline, run } from "./made-up.ts";

type Json = { readonly [key: string]: unknown };

const NAMES = ["task-record", "run-record", "decision-record", "cache-entry"] as const;

function read(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), "utf8")) as Json;
}

/** Readers ignore what they do not know; here it is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const isShape = "properties" in schema && "type" in schema;
  return { ...Object.fromEntries(entries), ...(isShape && { additionalProperties: false }) };
}

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
for (const name of NAMES) ajv.addSchema(closed(read(name)) as Json);

function validator(name: (typeof NAMES)[number]): ValidateFunction {
  const found = ajv.getSchema(`https://slipway.dev/schemas/${name}.schema.json`);
  if (!found) throw new Error(`no schema ${name}`);
  return found;
}

const model = artifact("s3://b/m", { isFolder: true, identity: "content:1", customPath: "/tmp/m" });
const outputs = { parameters: { rate: { type: "NUMBER_DOUBLE", value: 0.5 } }, artifacts: { model: [model] } } as const;
const key = "0123456789abcdef".repeat(4);

// `Required`, so that a new field does not compile before it stands here, and then in the schema.
const TASK = {
  version: 1,
  run: "run-1",
  pipeline: "churn",
  path: "each/0/train",
  task: "each/train",
  iterations: { each: 0 },
  name: "train",
  displayName: "Train",
  component: "comp-train",
  kind: "container",
  state: "CACHED",
  attempt: "a0",
  retry: 0,
  inputs: { parameters: { n: null, list: [1, { a: true }] }, artifacts: { data: [model] } },
  outputs,
  cache: {
    key,
    parts: { image: "i" },
    renews: "it is not wanted",
    from: { run: "run-0", path: "train", pipeline: "churn" },
  },
  image: "python:3.12",
  start: "2025-11-21T06:00:00.000Z",
  end: "2025-11-21T06:00:01Z",
  error: { message: "it ended", exitCode: 137, signal: "SIGKILL", hint: "memory", stderr: ["a", "b"] },
  warnings: ['output parameter "text" was not written'],
} satisfies Required<TaskRecord>;

const TASKS: readonly OutlineTask[] = [
  dag("if", [leaf("if/train", { dependencies: ["if/x"], trigger: "all-completed" })], {
    condition: "true",
    reads: { n: { type: "NUMBER_INTEGER", from: { kind: "pipeline-parameter", name: "n" } } },
    iterates: true,
  }),
  ...(["container", "importer", "create-pvc", "delete-pvc"] as const).map((kind) => leaf(kind, { kind })),
];

const SOURCES: { readonly [K in Source["kind"]]: Extract<Source, { readonly kind: K }> } = {
  constant: { kind: "constant", value: { a: [1] } },
  filled: { kind: "filled", value: "{{$.inputs.parameters['n']}}", task: "nested", inputs: { n: { kind: "absent" } } },
  absent: { kind: "absent" },
  "pipeline-parameter": { kind: "pipeline-parameter", name: "n" },
  "task-output": { kind: "task-output", task: "train", output: "model" },
  "loop-item": { kind: "loop-item", loop: "each" },
  collected: { kind: "collected", loop: "each", from: { kind: "absent" } },
  "first-of": {
    kind: "first-of",
    choices: [{ guards: [{ task: "if", condition: "true", parameters: {}, artifacts: {} }], from: { kind: "absent" } }],
  },
  "final-status": { kind: "final-status", task: "train", name: "train" },
  selected: { kind: "selected", from: { kind: "absent" }, selector: "x" },
  defaulted: { kind: "defaulted", from: { kind: "absent" }, value: 1 },
};

const RUN = {
  ...run(outline(TASKS, { parameters: SOURCES }, { each: { kind: "parameter", items: SOURCES.constant } })),
  parameters: { n: null, layers: [64, 32] },
  pipelineDisplayName: "Churn",
  namespace: "dev",
  experiment: "tuning",
  schedule: "2025-11-21T06:00:00Z",
} satisfies Required<RunRecord>;

const DECISION = {
  version: 1,
  path: "each",
  task: "each",
  iterations: {},
  skipped: true,
  count: 0,
  error: TASK.error,
} satisfies Required<DecisionRecord>;

const ENTRY = {
  version: 1,
  key,
  parts: { image: "i" },
  scope: "dev",
  created: TASK.end,
  run: "run-1",
  path: "train",
  pipeline: "churn",
  task: "train",
  component: "comp-train",
  outputs,
  tags: { "s3://b/m": "4:etag" },
} satisfies Required<CacheEntry>;

const EXAMPLES = { "task-record": TASK, "run-record": RUN, "decision-record": DECISION, "cache-entry": ENTRY };

describe.each(NAMES)("%s", (name) => {
  const validate = validator(name);
  const example: Json = EXAMPLES[name];

  test("takes a record with every field", () => {
    validate(example);
    expect(validate.errors ?? []).toEqual([]);
  });

  test("knows no field that the type does not have", () => {
    const [definition = {}] = Object.values(read(name)["definitions"] as Record<string, Json>);
    expect(Object.keys(definition["properties"] as Json).sort()).toEqual(Object.keys(example).sort());
  });

  test("takes no record without one that it must have, nor with one of another kind", () => {
    const [definition = {}] = Object.values(read(name)["definitions"] as Record<string, Json>);
    for (const field of definition["required"] as readonly string[]) {
      const { [field]: _left, ...rest } = example;
      expect(validate(rest), field).toBe(false);
      expect(validate({ ...example, [field]: () => undefined }), field).toBe(false);
    }
  });

  test("describes itself", () => {
    expect(read(name)).toMatchObject({ title: expect.any(String), description: expect.stringMatching(/\.$/) });
  });
});

test.each(["SUCCEEDED", "CACHED", "SKIPPED", "FAILED", "CANCELLED"])("a task can be %s", (state) => {
  expect(validator("task-record")({ ...TASK, state })).toBe(true);
});
