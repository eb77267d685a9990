// -p and --params: read by the declared type.
import { describe, expect, it } from "vitest";
import { codesIn, folderOf } from "./files.ts";
import { slipway } from "./slipway.ts";

/** A pipeline of one task, with a parameter of each type. */
const TYPED = `
pipelineInfo: { name: typed }
schemaVersion: 2.1.0
sdkVersion: kfp-2.17.0
deploymentSpec:
  executors: { exec-step: { container: { image: python, command: [echo] } } }
components:
  comp-step: { executorLabel: exec-step }
root:
  dag:
    tasks: { step: { taskInfo: { name: step }, componentRef: { name: comp-step } } }
  inputDefinitions:
    parameters:
      flag: { parameterType: BOOLEAN, defaultValue: false }
      items: { parameterType: LIST, defaultValue: [] }
      maybe: { parameterType: STRING, isOptional: true }
      number: { parameterType: NUMBER_DOUBLE, defaultValue: 0.5 }
      options: { parameterType: STRUCT, defaultValue: {} }
      size: { parameterType: STRING, defaultValue: small, literals: [small, large] }
      text: { parameterType: STRING, defaultValue: none }
      whole: { parameterType: NUMBER_INTEGER, defaultValue: 1 }
`;

const folder = folderOf({
  "typed.yaml": TYPED,
  "values.yaml": "text: from the file\nwhole: 7\n",
  "values.json": '{ "items": [1, 2], "maybe": null }',
  "unknown.yaml": "wholes: 7\n",
  "wrong.yaml": "whole: seven\n",
  "outside.yaml": "size: huge\n",
  "list.yaml": "- 1\n",
  "broken.yaml": "a: 1\nb: [\n",
  "empty.yaml": "# nothing yet\n",
});
const compile = (...words: readonly string[]) =>
  slipway(["compile", "typed.yaml", "--to", "kubeflow", ...words], { folder });
const given = (assignments: readonly string[]) => assignments.flatMap((assignment) => ["-p", assignment]);

/** The values that the Workflow gives its root. */
async function valuesOf(...words: readonly string[]): Promise<unknown> {
  const { code, out, err } = await compile(...words, "--format", "json");
  expect(code, err).toBe(0);
  const texts: string[] = [];
  JSON.parse(out, (_, value) => {
    if (typeof value === "string" && value.startsWith('{"parameterValues"')) texts.push(value);
    return value;
  });
  return JSON.parse(texts[0] ?? "{}").parameterValues;
}

describe("-p", () => {
  it.each([
    [["text=007", "whole=-3", "number=1e-3", "flag=true"], { text: "007", whole: -3, number: 0.001, flag: true }],
    [["text=", "number=2", "flag=False", "whole=+4"], { text: "", number: 2, flag: false, whole: 4 }],
    [["text=a=b", "maybe=null", 'items=[1, "a", null]'], { text: "a=b", maybe: "null", items: [1, "a", null] }],
    [["text= {x} ", 'options={"a": {"b": [true]}}'], { text: " {x} ", options: { a: { b: [true] } } }],
    [["text=true", "number=.5", "items=[]", "options={}"], { text: "true", number: 0.5, items: [], options: {} }],
    [["whole=1", "whole=2"], { whole: 2 }],
  ])("%j", async (assignments, expected) => {
    expect(await valuesOf(...given(assignments))).toMatchObject(expected);
  });

  it("can be written in every way of an option", async () => {
    const values = await valuesOf("-ptext=x", "--param=whole=2", "--param", "flag=true");
    expect(values).toMatchObject({ text: "x", whole: 2, flag: true });
  });

  it("refuses what is not of the type, all of it", async () => {
    const wrong = [
      ...["whole=1.5", "whole=", "whole=0x10", "whole=1e3"],
      ...["number=abc", "number=0x10", "number=Infinity", "number=", "number=1e999"],
      ...["flag=yes", "flag=", "flag=constructor", "flag=__proto__"],
      ...["items=1,2", 'items={"a": 1}', "items=[1e999]", "options=[1]", "options={a: 1}", "options=null"],
    ];
    const { code, out, err } = await compile(...given(wrong));
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: wrong.map(() => "cli/bad-value") });
  });

  it("refuses what is not declared", async () => {
    const { code, out, err } = await compile(...given(["wholes=1", "constructor=1", "__proto__=1"]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(codesIn(err)).toEqual(["wholes", "constructor", "__proto__"].map(() => "resolve/unknown-parameter"));
    expect(err).toContain('Did you mean "whole"?');
  });

  it("refuses what is not among the values that a parameter may have", async () => {
    const { code, out, err } = await compile(...given(["size=huge"]));
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: ["resolve/not-a-literal"] });
  });

  it("needs a name and a value", async () => {
    const { code, out, err } = await compile(...given(["text", "=1", ""]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(codesIn(err)).toEqual(["cli/bad-assignment", "cli/bad-assignment", "cli/bad-assignment"]);
  });
});

describe("--params", () => {
  it("reads YAML or JSON, and -p wins", async () => {
    const values = await valuesOf("--params", "values.yaml", "-p", "whole=8");
    expect(values).toMatchObject({ text: "from the file", whole: 8 });
    expect(await valuesOf("--params", "values.json")).toMatchObject({ items: [1, 2] });
    expect(await valuesOf("--params", "empty.yaml")).toMatchObject({ text: "none" });
  });

  it.each([
    ["unknown.yaml", "resolve/unknown-parameter"],
    ["wrong.yaml", "resolve/bad-parameter"],
    ["outside.yaml", "resolve/not-a-literal"],
    ["list.yaml", "cli/not-parameters"],
    ["missing.yaml", "cli/cannot-read"],
    [".", "cli/cannot-read"],
  ])("refuses %s", async (file, diagnostic) => {
    const { code, out, err } = await compile("--params", file);
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: [diagnostic] });
  });

  it.each([
    ["wholes: 7", "resolve/unknown-parameter"],
    ["whole: seven", "resolve/bad-parameter"],
    ["size: huge", "resolve/not-a-literal"],
  ])("is not to blame for what stands in the file itself: %s", async (value, diagnostic) => {
    const indented = TYPED.trim().replaceAll("\n", "\n  ");
    const input = `pipelineSpec:\n  ${indented}\nruntimeConfig: { parameterValues: { ${value} } }\n`;
    const { code, err } = await slipway(["compile", "-", "--to", "kubeflow"], { input });
    expect({ code, codes: codesIn(err) }).toEqual({ code: 1, codes: [diagnostic] });
  });

  it("shows where a file is broken", async () => {
    const { code, err } = await compile("--params", "broken.yaml");
    expect(code).toBe(2);
    expect(err).toMatch(/^broken\.yaml:\d+:\d+ error ir\/yaml-syntax/m);
    expect(err).toMatch(/^> +\d+ \| b: \[/m);
  });
});
