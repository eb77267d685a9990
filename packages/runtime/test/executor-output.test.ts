// What user code left behind: the executor output, files of parameters, and what is wrong with them.
import { readOutputs, type Written } from "@slipway/runtime";
import { jsonValues } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const outputs = {
  parameters: { text: "STRING", count: "NUMBER_INTEGER", rate: "NUMBER_DOUBLE", flag: "BOOLEAN", list: "LIST" },
  artifacts: { model: { type: { schemaTitle: "system.Model" }, isList: false, metadata: { by: "us" } } },
} as const;
const told = { model: { uri: "s3://bucket/model" } };

function read(output: unknown, files: Written["files"] = {}) {
  const outputFile = typeof output === "string" || output === undefined ? output : JSON.stringify(output);
  return readOutputs(outputs, { outputFile, files, artifacts: told });
}

const nothing = { text: null, count: null, rate: null, flag: null, list: null };

function values(result: ReturnType<typeof read>) {
  if (!result.ok) return result.reasons;
  return Object.fromEntries(Object.entries(result.parameters).map(([name, { value }]) => [name, value]));
}

describe("parameters", () => {
  test("the executor output counts, then a parameter's own file, then null", () => {
    const result = read({ parameterValues: { text: "a", count: 1 } }, { count: "2", rate: "1e3\n", flag: "True" });
    expect(result).toEqual({
      ok: true,
      parameters: {
        text: { type: "STRING", value: "a" },
        count: { type: "NUMBER_INTEGER", value: 1 },
        rate: { type: "NUMBER_DOUBLE", value: 1000 },
        flag: { type: "BOOLEAN", value: true },
        list: { type: "LIST", value: null },
      },
      artifacts: { model: [{ uri: "s3://bucket/model", metadata: { by: "us" } }] },
      unwritten: ["list"],
      warnings: [],
    });
    expect(values(read({ parameterValues: { text: null } }, { text: "file" }))).toEqual(nothing);
    expect(read({ parameterValues: { text: null, rate: null, flag: null, list: null } }, { count: "1" })).toMatchObject(
      {
        unwritten: [],
      },
    );
    expect(values(read("  \n"))).toEqual(nothing);
  });

  test("without an executor output every parameter must have been written", () => {
    expect(read(undefined, { text: "", count: "1", rate: "1", flag: "0", list: "[]" })).toMatchObject({ ok: true });
    expect(read(undefined, { text: "", count: "one", rate: "1", list: "[]" })).toEqual({
      ok: false,
      reasons: [
        'output parameter "count": the text "one" is not a whole number (NUMBER_INTEGER)',
        'output parameter "flag": it was not written',
      ],
      warnings: [],
    });
  });

  test("values have the declared type, as far as Python means them", () => {
    const given = { text: { a: 1 }, count: true, rate: 1, flag: "false", list: "[1]" };
    expect(values(read({ parameterValues: given }))).toEqual({
      text: '{"a":1}',
      count: 1,
      rate: 1,
      flag: false,
      list: [1],
    });
    const wrong = { count: 1.5, rate: "x", flag: 1, list: {} };
    expect(values(read({ parameter_values: wrong }))).toEqual([
      'output parameter "count": the number 1.5 is not a whole number (NUMBER_INTEGER)',
      'output parameter "rate": the text "x" is not a number (NUMBER_DOUBLE)',
      'output parameter "flag": the number 1 is not true or false (BOOLEAN)',
      'output parameter "list": a mapping is not a list (LIST)',
    ]);
  });

  test("NaN and Infinity, which Python writes, are named", () => {
    const text =
      '{"parameterValues": {"text": "NaN \\" -Infinity", "rate": NaN, "list": [1, {"x": -Infinity}]}, "artifacts": {}}';
    const remedy = "which JSON does not have: return None, or a text such as str(value)";
    expect(values(read(text))).toEqual([
      `output parameter "rate": its value is or holds NaN, ${remedy}`,
      `output parameter "list": its value is or holds -Infinity, ${remedy}`,
    ]);
  });

  test("whole numbers that may not be exact are told", () => {
    expect(read('{"parameterValues": {"count": 9007199254740993}}')).toMatchObject({
      ok: true,
      warnings: [
        'output parameter "count" is a whole number beyond 2^53 and may have lost its last digits; return it as a text',
      ],
    });
  });

  test("what is not declared is left out, and told", () => {
    const output = {
      parameterValues: { more: 1, ["__proto__"]: 2 },
      artifacts: { other: { artifacts: [] } },
      parameters: {},
      extra: 1,
    };
    expect(read(output)).toMatchObject({
      ok: true,
      warnings: [
        'the executor output has a field "parameters", which means nothing',
        'the executor output has a field "extra", which means nothing',
        'output parameter "more" is not one that the component declares, and is left out',
        'output parameter "__proto__" is not one that the component declares, and is left out',
        'output artifact "other" is not one that the component declares, and is left out',
      ],
    });
  });
});

describe("artifacts", () => {
  function model(...artifacts: readonly unknown[]) {
    const result = read({ artifacts: { model: { artifacts } } });
    return result.ok ? result.artifacts["model"] : result.reasons;
  }

  test("uri, metadata and path are taken where they are set", () => {
    expect(model({ name: "x", uri: "", metadata: { a: [true, null, { b: 1 }] }, custom_path: "" })).toEqual([
      { uri: "s3://bucket/model", metadata: { by: "us", a: [true, null, { b: 1 }] } },
    ]);
    expect(model({ uri: "gs://x", metadata: { by: "them" }, custom_path: "/tmp/m" })).toEqual([
      { uri: "gs://x", metadata: { by: "them" }, customPath: "/tmp/m" },
    ]);
    expect(model({ customPath: "/tmp/m" })).toEqual([
      { uri: "s3://bucket/model", metadata: { by: "us" }, customPath: "/tmp/m" },
    ]);
    expect(model({ uri: "gs://1" }, { uri: "gs://2" })).toHaveLength(1);
  });

  test("of an output that is a list all are taken", () => {
    const list = { parameters: {}, artifacts: { model: { ...outputs.artifacts.model, isList: true } } };
    const outputFile = JSON.stringify({ artifacts: { model: { artifacts: [{ uri: "gs://1" }, { uri: "gs://2" }] } } });
    const result = readOutputs(list, { outputFile, files: {}, artifacts: told });
    expect(result.ok && result.artifacts["model"]?.map(({ uri }) => uri)).toEqual(["gs://1", "gs://2"]);
  });

  test("a metric that is NaN is kept as a text", () => {
    const text = '{"artifacts": {"model": {"artifacts": [{"metadata": {"loss": NaN, "x": 1}}]}}}';
    expect(read(text)).toMatchObject({
      ok: true,
      artifacts: { model: [{ metadata: { loss: "NaN", x: 1 } }] },
      warnings: ['metadata "loss" of artifact "model" is NaN, which JSON does not have: it is kept as a text'],
    });
  });
});

describe("a broken executor output", () => {
  test.each([
    ["{", "the executor output cannot be read: it is no JSON"],
    ["[]", "the executor output must be a mapping, not a list"],
    ['{"parameterValues": [1]}', "its parameterValues must be a mapping, not a list"],
    ['{"artifacts": 1}', "its artifacts must be a mapping, not the number 1"],
    ['{"artifacts": {"model": []}}', 'the executor output says of artifact "model" what is no list of artifacts'],
    [
      '{"artifacts": {"model": {"artifacts": [1]}}}',
      'the executor output says of artifact "model" what is no list of artifacts',
    ],
  ])("%s", (text, reason) => {
    expect(read(text)).toEqual({ ok: false, reasons: [reason], warnings: [] });
  });

  test("is never an exception", () => {
    fc.assert(
      fc.property(jsonValues(), fc.constantFrom("parameterValues", "artifacts"), (value, field) => {
        read(JSON.stringify({ [field]: value }));
        read(JSON.stringify({ [field]: { model: value, text: value } }));
        read(JSON.stringify({ artifacts: { model: { artifacts: [value] } } }));
      }),
    );
  });
});
