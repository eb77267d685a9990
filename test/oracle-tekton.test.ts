// What the tekton backend makes of real IR and of all golden cases, before Tekton's own admission, and what that does not see.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "@slipway/compiler";
import { type JsonObject, type JsonValue, parsePipeline } from "@slipway/ir";
import {
  type Pipeline,
  type PipelineRun,
  type ReferringRun,
  TEKTON_VERSIONS,
  type TektonManifest,
  type TektonOptions,
  type TektonVersion,
  tekton,
} from "@slipway/tekton";
import { describe, expect, test } from "vitest";
import { casesIn, readOptions, readText } from "./golden/case.ts";
import { problemsIn } from "./properties/tekton.ts";

const oracle = new URL("../../shared/oracle/ir/", import.meta.url);
const files = existsSync(oracle) ? readdirSync(oracle).filter((file) => file.endsWith(".yaml")) : [];
const TEN_MINUTES = 600_000;

const REFUSED = [
  // The accelerator's type is Vertex AI's, and no profile says what it is here.
  "pipeline_with_string_machine_fields_pipeline_input.yaml",
  // Amounts come from another task.
  "pipeline_with_string_machine_fields_task_output.yaml",
];

const STORE: TektonOptions = { store: { uri: "s3://bucket/pipelines" } };

/** Every way in which a loop and a failure can be taken. */
const WAYS: Readonly<Record<string, TektonOptions>> = {
  usual: {},
  slow: { failure: "slow" },
  "hard, no loop written out": { failure: "hard", loops: { unroll: 0 } },
  "as a Pipeline": { kind: "pipeline" },
  "slow, no loop written out, batches": { failure: "slow", loops: { unroll: 0, maximum: 600 } },
};

/** Tekton wants values where the pipeline leaves them to whoever runs it. */
const VALUES: Readonly<Record<string, JsonValue>> = {
  STRING: "text",
  NUMBER_INTEGER: 3,
  NUMBER_DOUBLE: 0.5,
  BOOLEAN: true,
  LIST: ["a", "b"],
  STRUCT: { a: 1 },
};

type Made = Pipeline | PipelineRun | ReferringRun;

function madeOf(text: string, options: TektonOptions): readonly Made[] {
  const parsed = parsePipeline(text);
  const inputs = parsed.ok ? (parsed.value.pipeline.root?.inputDefinitions?.parameters ?? {}) : {};
  const lacking = Object.entries(inputs).filter(([, input]) => input.defaultValue === undefined && !input.isOptional);
  const parameters = Object.fromEntries(
    lacking.map(([name, { parameterType = "STRING" }]) => [name, VALUES[parameterType] ?? "text"]),
  );
  const result = compile(text, tekton, { parameters, options: { ...STORE, ...options } });
  return result.ok ? result.value.manifests.filter(isTektons) : [];
}

function isTektons(manifest: TektonManifest): manifest is Made {
  return manifest.apiVersion === "tekton.dev/v1";
}

/** What a run refers to holds for it. */
function wholeRun(made: readonly Made[]): PipelineRun | undefined {
  const pipeline = made.find((one) => one.kind === "Pipeline");
  const run = made.find((one) => one.kind === "PipelineRun");
  return run && ({ ...run, spec: { ...run.spec, ...(pipeline && { pipelineSpec: pipeline.spec }) } } as PipelineRun);
}

type Checked = {
  readonly version: TektonVersion;
  readonly of: string;
  /** Others are used where they have been built. */
  readonly isBuilt?: true;
};

const folder = new URL("oracle-tekton/", import.meta.url);
const versions = JSON.parse(readFileSync(new URL("versions.json", folder), "utf8")) as readonly Checked[];

/** The program that validates, undefined where there is no Go, or where it is not built and need not be. */
function validator({ of, isBuilt }: Checked): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  const words = [fileURLToPath(new URL("build.sh", folder)), of, ...(isBuilt ? [] : ["--if-built"])];
  return execFileSync("bash", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
}

type Named<Manifest> = readonly (readonly [name: string, manifest: Manifest])[];

function refusals(program: string, gate: string, manifests: Named<Made>): JsonObject {
  const input = JSON.stringify(manifests.map(([, manifest]) => manifest));
  const { stdout } = spawnSync(program, [gate], { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  const problems = JSON.parse(stdout) as readonly string[];
  return Object.fromEntries(problems.flatMap((problem, i) => (problem ? [[manifests[i]?.[0] ?? "", problem]] : [])));
}

const texts = [
  ...files.map((file) => [file, readFileSync(new URL(file, oracle), "utf8"), {}] as const),
  ...casesIn(".").map((name) => {
    const { tekton: own = {} } = readOptions(name).options ?? {};
    return [`golden/${name}`, readText(name, "pipeline.yaml"), own as TektonOptions] as const;
  }),
];

function compiledFor(version: TektonVersion) {
  return texts.flatMap(([name, text, own]) =>
    Object.entries(WAYS).map(
      ([way, options]) => [`${name}, ${way}`, madeOf(text, { ...own, ...options, version })] as const,
    ),
  );
}

function manifestsFor(version: TektonVersion): Named<Made> {
  return compiledFor(version).flatMap(([name, made]) => made.map((one) => [`${name}, ${one.kind}`, one] as const));
}

describe.skipIf(files.length === 0)("of the official compiler's samples", () => {
  test("all compile but those that are listed", () => {
    const refused = files.filter((file) => madeOf(readFileSync(new URL(file, oracle), "utf8"), {}).length === 0);
    expect(refused).toEqual(REFUSED);
    expect(files.length).toBe(100);
  });
});

test("nothing is wrong that admission does not see", () => {
  const wrong = compiledFor("1.15").flatMap(([name, made]) => {
    const run = wholeRun(made);
    const problems = run ? problemsIn(run) : [];
    return problems.length > 0 ? [[name, problems] as const] : [];
  });
  expect(Object.fromEntries(wrong)).toEqual({});
});

test("every version that is checked is one", () => {
  const known = versions.map(({ version }) => TEKTON_VERSIONS.indexOf(version));
  expect(known).toEqual(known.filter((index) => index >= 0).sort((a, b) => a - b));
  expect(versions.at(-1)?.version).toBe(TEKTON_VERSIONS.at(-1));
});

describe.each(versions)("the admission of Tekton $of", (checked) => {
  test("finds nothing wrong with beta, as it is installed", { timeout: TEN_MINUTES }, (context) => {
    const program = validator(checked);
    if (program === undefined) return context.skip();
    expect(refusals(program, "beta", manifestsFor(checked.version))).toEqual({});
  });
});

test("Tekton wants beta for matrices and for tasks that may fail, and for nothing else", {
  timeout: TEN_MINUTES,
}, (context) => {
  const [newest] = versions.slice(-1);
  const program = newest && validator(newest);
  if (!newest || program === undefined) return context.skip();
  const stable = manifestsFor(newest.version).filter(
    ([, { spec }]) => !/"matrix":|"onError":"continue","?(?:workspaces|taskSpec)/.test(JSON.stringify(spec)),
  );
  expect(stable.length).toBeGreaterThan(100);
  expect(refusals(program, "stable", stable)).toEqual({});
});
