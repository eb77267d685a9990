// What the argo backend makes of real IR, before Argo's own validation: of the version that is built here (test/oracle-argo),
// and of others where they have been built.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { argo, type Workflow } from "@slipway/argo";
import { compile } from "@slipway/compiler";
import { type JsonObject, type JsonValue, parsePipeline } from "@slipway/ir";
import { describe, expect, test } from "vitest";
import { casesIn, readText } from "./golden/case.ts";

const oracle = new URL("../../shared/oracle/ir/", import.meta.url);
const files = existsSync(oracle) ? readdirSync(oracle).filter((file) => file.endsWith(".yaml")) : [];
const VERSIONS = ["v3.7.9", "v3.6.12", "v3.5.0"];
const TEN_MINUTES = 600_000;

/** An importer has no pod that could download into the workspace. */
const REFUSED = ["pipeline_with_importer_workspace.yaml"];

/** Argo wants values where the pipeline leaves them to whoever runs it. */
const VALUES: Readonly<Record<string, JsonValue>> = {
  STRING: "text",
  NUMBER_INTEGER: 3,
  NUMBER_DOUBLE: 0.5,
  BOOLEAN: true,
  LIST: ["a", "b"],
  STRUCT: { a: 1 },
};

function workflowOf(text: string): Workflow | undefined {
  const parsed = parsePipeline(text);
  const inputs = parsed.ok ? (parsed.value.pipeline.root?.inputDefinitions?.parameters ?? {}) : {};
  const lacking = Object.entries(inputs).filter(([, input]) => input.defaultValue === undefined && !input.isOptional);
  const parameters = Object.fromEntries(
    lacking.map(([name, { parameterType = "STRING" }]) => [name, VALUES[parameterType] ?? "text"]),
  );
  const result = compile(text, argo, { parameters, options: { store: { uri: "s3://bucket/pipelines" } } });
  const workflow = result.ok ? (result.value.manifests[0] as Workflow) : undefined;
  return workflow && ({ ...workflow, metadata: { ...workflow.metadata, name: "checked" } } as Workflow);
}

/** The program that validates, undefined where there is no Go; the first version is built where it is missing. */
function validator(version: string, index: number): string | undefined {
  const script = fileURLToPath(new URL("oracle-argo/build.sh", import.meta.url));
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  const words = index === 0 ? [script, version] : [script, version, "--if-built"];
  return execFileSync("bash", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
}

function problemsOf(program: string, workflows: readonly (readonly [string, Workflow])[]): JsonObject {
  const { stdout } = spawnSync(program, {
    input: JSON.stringify(workflows.map(([, workflow]) => workflow)),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const problems = JSON.parse(stdout) as readonly string[];
  return Object.fromEntries(problems.flatMap((problem, i) => (problem ? [[workflows[i]?.[0] ?? "", problem]] : [])));
}

describe.skipIf(files.length === 0)("of the official compiler's samples", () => {
  const made = files.map((file) => [file, workflowOf(readFileSync(new URL(file, oracle), "utf8"))] as const);

  test("all compile but those that are listed", () => {
    expect(made.filter(([, workflow]) => !workflow).map(([file]) => file)).toEqual(REFUSED);
    expect(made.length).toBe(100);
  });
});

describe.each(VERSIONS.map((version, index) => ({ version, index })))("Argo $version", ({ version, index }) => {
  test("finds nothing wrong", { timeout: TEN_MINUTES }, (context) => {
    const program = validator(version, index);
    if (program === undefined) return context.skip();
    const texts = [
      ...files.map((file) => [file, readFileSync(new URL(file, oracle), "utf8")] as const),
      ...casesIn(".").map((name) => [`golden/${name}`, readText(name, "pipeline.yaml")] as const),
    ];
    const workflows = texts.flatMap(([name, text]) => {
      const workflow = workflowOf(text);
      return workflow ? [[name, workflow] as const] : [];
    });
    expect(problemsOf(program, workflows)).toEqual({});
  });
});
