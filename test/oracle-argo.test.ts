// What the argo backend makes of real IR and of all golden cases, before Argo's own validation of a version and, for those
// that cannot be had, before the schema of its CRDs: test/oracle-argo/versions.json.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CronWorkflow, Workflow, WorkflowTemplate } from "@kubernetes-models/argo-workflows/argoproj.io/v1alpha1";
import { ARGO_VERSIONS, type ArgoVersion } from "@slipway/argo";
import type { JsonObject } from "@slipway/ir";
import { describe, expect, test } from "vitest";
import { manifestsOf, type Named, ofGoldenCases, withName } from "./oracle-argo/made.ts";

type Checked = {
  readonly version: ArgoVersion;
  readonly by: "validation" | "schema";
  readonly of: string;
  /** Others are used where they have been built. */
  readonly isBuilt?: true;
};

const folder = new URL("oracle-argo/", import.meta.url);
const versions = JSON.parse(readFileSync(new URL("versions.json", folder), "utf8")) as readonly Checked[];
const oracle = new URL("../../shared/oracle/ir/", import.meta.url);
const files = existsSync(oracle) ? readdirSync(oracle).filter((file) => file.endsWith(".yaml")) : [];
const TEN_MINUTES = 600_000;

/** An importer has no pod that could download into the workspace. */
const REFUSED = ["pipeline_with_importer_workspace.yaml"];

function ofSamples(version: ArgoVersion): readonly Named[] {
  return files.flatMap((file) =>
    manifestsOf(readFileSync(new URL(file, oracle), "utf8"), { version }).map((manifest) => [file, manifest] as const),
  );
}

/** A run of a template is read together with it, which needs a cluster. */
function madeFor(version: ArgoVersion): readonly Named[] {
  return [...ofSamples(version), ...ofGoldenCases(version)];
}

test("every version is checked in one way", () => {
  expect(versions.map(({ version }) => version)).toEqual(ARGO_VERSIONS);
});

describe.skipIf(files.length === 0)("of the official compiler's samples", () => {
  test("all compile but those that are listed", () => {
    const made = new Set(ofSamples("3.6").map(([file]) => file));
    expect(files.filter((file) => !made.has(file))).toEqual(REFUSED);
    expect(files.length).toBe(100);
  });
});

/** The program that validates, undefined where there is no Go, or where it is not built and need not be. */
function validator({ of, isBuilt }: Checked): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  const words = [fileURLToPath(new URL("build.sh", folder)), of, ...(isBuilt ? [] : ["--if-built"])];
  return execFileSync("bash", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
}

function problemsOf(program: string, made: readonly Named[]): JsonObject {
  const { stdout } = spawnSync(program, {
    input: JSON.stringify(made.map(([, manifest]) => withName(manifest))),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const problems = JSON.parse(stdout) as readonly string[];
  return Object.fromEntries(problems.flatMap((problem, i) => (problem ? [[made[i]?.[0] ?? "", problem]] : [])));
}

const validated = versions.filter(({ by }) => by === "validation");
describe.each(validated)("Argo $of", (checked) => {
  test("finds nothing wrong", { timeout: TEN_MINUTES }, (context) => {
    const program = validator(checked);
    if (program === undefined) return context.skip();
    const isRun = ([, manifest]: Named) => "spec" in manifest && "workflowTemplateRef" in manifest.spec;
    const made = madeFor(checked.version).filter((one) => !isRun(one));
    expect(problemsOf(program, made)).toEqual({});
    const kinds = new Set(made.map(([, { kind }]) => kind));
    expect([...kinds].sort()).toEqual(["CronWorkflow", "Workflow", "WorkflowTemplate"]);
  });
});

const MODELS = { Workflow, WorkflowTemplate, CronWorkflow };

/**
 * The package asks for the name of a template's only container and for the kind of a claim's template, which the CRDs do not,
 * and takes groups of steps, which are lists, for objects; Argo's own validation looks at those.
 * Source: https://github.com/argoproj/argo-workflows/blob/v4.0.0/manifests/base/crds/full/argoproj.io_workflows.yaml
 */
function asThePackageWants(manifest: JsonObject): JsonObject {
  const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim" };
  return JSON.parse(JSON.stringify(manifest), (key, value) => {
    if (key === "steps") return undefined;
    if (key === "container") return { name: "main", ...value };
    return key === "volumeClaimTemplates" ? value.map((one: JsonObject) => ({ ...claim, ...one })) : value;
  }) as JsonObject;
}

function schemaProblem(manifest: JsonObject): string | undefined {
  const Model = MODELS[manifest["kind"] as keyof typeof MODELS];
  try {
    new Model(asThePackageWants(manifest) as never).validate();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const described = versions.filter(({ by }) => by === "schema");
describe.each(described)("the schema for Argo $version", ({ version }) => {
  test("allows what is made", () => {
    const made = madeFor(version).map(([name, manifest]) => [name, schemaProblem(withName(manifest))] as const);
    expect(made.length).toBeGreaterThan(100);
    expect(made.filter(([, problem]) => problem !== undefined)).toEqual([]);
  });

  test("refuses what is no more", () => {
    const [, made] = ofGoldenCases("3.5").find(([, { kind }]) => kind === "CronWorkflow") ?? [];
    expect(made && schemaProblem(withName(made))).toContain("schedules");
  });
});
