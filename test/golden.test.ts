// golden/: what each backend makes of each feature, and what a user is told of each mistake. golden/README.md says how.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { FEATURES, featuresOf, planPipeline } from "@slipway/compiler";
import { describe, expect, it } from "vitest";
import {
  BACKENDS,
  casesIn,
  codesIn,
  complaintsOf,
  diagnosticsOf,
  golden,
  outputsOf,
  program,
  readOptions,
  readText,
  storedOutputs,
} from "./golden/case.ts";
import { GENERATED } from "./golden/generated.ts";

const cases = casesIn(".");
const mistakes = casesIn("invalid");
const commands = casesIn("command-line");

describe("what each backend makes of", () => {
  it.each(cases)("%s", (name) => {
    const outputs = outputsOf(name);
    const stored = storedOutputs(name, outputs);
    expect([...stored.keys()]).toEqual([...outputs.keys()].sort());
    for (const [file, text] of outputs) expect(stored.get(file), file).toBe(text);
    for (const backend of Object.keys(BACKENDS)) {
      const stances = [`${backend}.yaml`, `${backend}.refusal`].filter((file) => stored.has(file));
      expect(stances, "either a manifest or a refusal").toHaveLength(1);
    }
  });
});

describe("what is said of", () => {
  it.each(mistakes)("%s", async (name) => {
    const { file, bytes } = inputOf(name);
    const rendered = await diagnosticsOf(file, bytes, readOptions(`invalid/${name}`));
    const stored = storedOutputs(`invalid/${name}`, new Map([["diagnostics", rendered]]));
    expect(rendered).not.toBe("");
    expect([...stored]).toEqual([["diagnostics", rendered]]);
  });

  it.each(Object.keys(GENERATED))("%s has a folder", (name) => expect(mistakes).toContain(name));
});

function inputOf(name: string): { readonly file: string; readonly bytes: Uint8Array } {
  const folder = new URL(`invalid/${name}/`, golden);
  const generated = GENERATED[name];
  const inputs = readdirSync(folder).filter((file) => /^(?:pipeline|input)\./.test(file));
  if (generated) {
    expect(inputs).toEqual([]);
    return { file: generated.file, bytes: generated.make() };
  }
  expect(inputs, "exactly one input").toHaveLength(1);
  const [file = ""] = inputs;
  return { file, bytes: readFileSync(new URL(file, folder)) };
}

describe("what the program says of", () => {
  it.each(commands)("%s", (name) => {
    const folder = `command-line/${name}`;
    const said = complaintsOf(folder);
    expect([...storedOutputs(folder, new Map([["diagnostics", said]]))]).toEqual([["diagnostics", said]]);
  });
});

describe("the cases together", () => {
  it("show every diagnostic there is, and none that there is not", () => {
    const seen = new Set([
      ...mistakes.flatMap((name) => codesIn(readText(`invalid/${name}`, "diagnostics"))),
      ...commands.flatMap((name) => codesIn(readText(`command-line/${name}`, "diagnostics"))),
      ...cases.flatMap((name) =>
        Object.keys(BACKENDS)
          .concat("local")
          .flatMap((backend) => [`${backend}.refusal`, `${backend}.warnings`])
          .filter((file) => existsSync(new URL(`${name}/${file}`, golden)))
          .flatMap((file) => codesIn(readText(name, file))),
      ),
    ]);
    expect([...seen].sort()).toEqual([...codes].sort());
  });

  it("use every feature", () => {
    const used = new Set(
      cases.flatMap((name) => {
        const planned = planPipeline(readText(name, "pipeline.yaml"), readOptions(name).parameters);
        return planned.ok ? featuresOf(planned.value.plan).map(({ feature }) => feature) : [];
      }),
    );
    expect([...used].sort()).toEqual(Object.keys(FEATURES).sort());
  });

  it("set every option", () => {
    const schema = new URL("../schemas/slipway.schema.json", import.meta.url);
    const { definitions } = JSON.parse(readFileSync(schema, "utf8")) as { definitions: Definitions };
    const options = new Set(cases.flatMap((name) => pathsOf(readOptions(name).options?.["kubeflow"] ?? {})));
    const missing = optionsOf("KubeflowOptions", definitions).filter((option) => !options.has(option));
    expect(missing).toEqual([]);
  });

  it("are all there is in golden", () => {
    const files = readdirSync(golden, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    expect(files.map(({ name }) => name)).toEqual(["README.md"]);
    expect(readdirSync(new URL("invalid", golden)).sort()).toEqual(mistakes);
    expect(readdirSync(new URL("command-line", golden)).sort()).toEqual(commands);
  });

  it.each([...cases, ...mistakes, ...commands])("%s is a name in words", (name) =>
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  );
});

/** The program knows the catalogues of all packages: `slipway explain` shows them. */
const codes = execFileSync(process.execPath, [program, "explain"], { encoding: "utf8" })
  .split("\n")
  .flatMap((line) => line.split(/\s+/)[1] ?? []);

type Schema = { readonly $ref?: string; readonly properties?: Readonly<Record<string, Schema>> };
type Definitions = Readonly<Record<string, Schema>>;

/** The options of a definition, those in groups as `group.name`. */
function optionsOf(definition: string, definitions: Definitions): readonly string[] {
  return Object.entries(definitions[definition]?.properties ?? {}).flatMap(([name, { $ref = "" }]) => {
    const group = $ref.replace("#/definitions/", "");
    const inside = optionsOf(group, definitions);
    return inside.length > 0 ? inside.map((option) => `${name}.${option}`) : [name];
  });
}

function pathsOf(value: object): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const isGroup = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return [name, ...(isGroup ? pathsOf(inner).map((path) => `${name}.${path}`) : [])];
  });
}
