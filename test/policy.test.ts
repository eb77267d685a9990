// slipway check --policy: what it ends with, what it tells machines, and that its rules are told everywhere.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { policyDiagnostics } from "@slipway/review";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { golden, program } from "./golden/case.ts";

const broken = fileURLToPath(new URL("command-line/policy-that-is-broken/", golden));
const root = fileURLToPath(new URL("../", import.meta.url));

type Called = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function call(words: readonly string[], cwd = root): Called {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "check", ...words], {
    cwd,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** In a folder of its own, with the pipeline that breaks every rule and a policy. */
function judgedBy(policy: object, ...words: readonly string[]): Called {
  const folder = mkdtempSync(join(tmpdir(), "slipway-policy-"));
  for (const file of ["pipeline.yaml", "slipway.yaml"]) {
    writeFileSync(join(folder, file), readFileSync(join(broken, file)));
  }
  writeFileSync(join(folder, "policy.json"), JSON.stringify(policy));
  return call(["pipeline.yaml", "--policy", "policy.json", ...words], folder);
}

const ARGO = ["--to", "argo", "--store", "s3://bucket/pipelines"];

describe("the command ends with", () => {
  const image = { "image-digest": "error" };
  const except = [{ images: ["quay.io/other/*"], reason: "The team's own" }];
  test.each<readonly [string, object, readonly string[], number]>([
    ["1 for an error of the policy", { rules: image }, [], 1],
    ["0 for warnings and notes", { rules: { "image-digest": "warning", retry: "note" } }, [], 0],
    ["0 for what is off", { rules: { "image-digest": "off", "image-registry": "off" } }, [], 0],
    ["0 for an error that is excepted", { rules: { "image-digest": { severity: "error", except } } }, [], 0],
    [
      "1 where Slipway's own images are not excepted",
      { rules: { "image-digest": { severity: "error", except } } },
      ARGO,
      1,
    ],
    ["0 for a policy without rules", {}, [], 0],
    ["2 for a mistake in the policy", { rules: { "image-digests": "error" } }, [], 2],
    ["2 for settings that are wrong", { rules: image }, [...ARGO, "--set", "argo.nothing=1"], 2],
    ["1 for a pipeline that the backend refuses", {}, ["--to", "argo"], 1],
  ])("%s", (_, policy, words, status) => {
    const called = judgedBy(policy, ...words);
    expect([called.status, called.stderr]).toEqual([status, called.stderr]);
    expect(called.stderr).not.toMatch(/^ {4}at /m);
  });
});

test("an exception counts for what it names alone", () => {
  const of = (except: readonly object[]) => judgedBy({ rules: { retry: { severity: "error", except } } }).status;
  expect(of([{ tasks: ["tr*"], reason: "r" }])).toBe(0);
  expect(of([{ tasks: ["other"], reason: "r" }])).toBe(1);
  expect(of([{ tasks: ["train"], images: ["docker.io/*"], reason: "r" }])).toBe(1);
  expect(of([{ tasks: ["train"], images: ["quay.io/*"], reason: "r" }])).toBe(0);
  expect(of([{ reason: "nothing named" }])).toBe(1);
});

test("what cannot be judged without a backend is named", () => {
  const { stderr, stdout } = judgedBy({ rules: { namespace: "error", "pod-security": "error", retry: "note" } });
  expect(stderr).toContain("not judged without the pods of --to argo or tekton: namespace, pod-security");
  expect(stdout).toBe("");
  const kubeflow = judgedBy({ rules: { namespace: "note", "pod-security": "error" } }, "--to", "kubeflow", "--json");
  expect(JSON.parse(kubeflow.stdout)).toMatchObject([{ policy: { notJudged: ["pod-security"] } }]);
});

test("machines are told the same as people", () => {
  const { stdout, status } = call(["pipeline.yaml", "--policy", "policy.yaml", "--json", ...ARGO], broken);
  const [{ ok, policy }] = JSON.parse(stdout) as [{ ok: boolean; policy: { findings: readonly Finding[] } }];
  expect([status, ok]).toEqual([1, false]);
  const shown = policy.findings.filter(({ exceptedFor }) => exceptedFor === undefined).map(({ message }) => message);
  const said = readFileSync(join(broken, "diagnostics"), "utf8");
  for (const message of shown) expect(said).toContain(message);
  expect(policy.findings.filter(({ exceptedFor }) => exceptedFor !== undefined)).toHaveLength(1);
});

type Finding = { readonly message: string; readonly exceptedFor?: string };

type Sarif = {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Result[];
    },
  ];
};
type Result = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
};

describe("SARIF", () => {
  const sarifOf = (cwd: string, file = "pipeline.yaml") =>
    JSON.parse(call([file, "--policy", join(broken, "policy.yaml"), "--sarif", "-", ...ARGO], cwd).stdout) as Sarif;
  const log = sarifOf(broken);
  const [{ results, tool }] = log.runs;

  test("is what the standard's schema says", () => {
    const file = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    // It is of draft 4, of which it uses nothing that later drafts read in another way.
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect([validate(log), validate.errors]).toEqual([true, null]);
  });

  test("has a rule, a place and a fingerprint of its own for each result", () => {
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe("pipeline.yaml");
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    expect(new Set(results.map(({ level }) => level))).toEqual(new Set(["error", "warning", "note"]));
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    expect(new Set(prints).size).toBe(prints.length);
    const reasons = results.flatMap(({ suppressions = [] }) => suppressions.map(({ justification }) => justification));
    expect(reasons).toEqual(["Comes from the version of Slipway that the team installs"]);
    expect(results.map(({ ruleId }) => ruleId)).toContain("policy/own-rule/cached");
  });

  test("knows a result again when lines have moved", () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-sarif-"));
    const text = readFileSync(join(broken, "pipeline.yaml"), "utf8");
    writeFileSync(join(folder, "pipeline.yaml"), `# One\n# Two\n${text}`);
    writeFileSync(join(folder, "slipway.yaml"), readFileSync(join(broken, "slipway.yaml")));
    const [{ results: moved }] = sarifOf(folder).runs;
    const prints = (all: readonly Result[]) => all.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints(moved)).toEqual(prints(results));
    expect(moved.map(({ locations }) => locations)).not.toEqual(results.map(({ locations }) => locations));
  });

  test("is made for files that are refused, and of nothing found", () => {
    const refused = call(["golden/invalid/unknown-component/pipeline.yaml", "--sarif", "-"]);
    const [{ results: found }] = (JSON.parse(refused.stdout) as Sarif).runs;
    expect(found.map(({ ruleId, level }) => [ruleId, level])).toEqual([["resolve/unknown-component", "error"]]);
    const right = call(["golden/exit-handler/pipeline.yaml", "--sarif", "-"]);
    expect((JSON.parse(right.stdout) as Sarif).runs[0].results).toEqual([]);
  });
});

describe("every rule", () => {
  const schema = JSON.parse(readFileSync(join(root, "schemas/policy.schema.json"), "utf8")) as {
    readonly definitions: { readonly Rules: { readonly properties: object } };
  };
  const rules = Object.keys(schema.definitions.Rules.properties);
  const starter = readFileSync(join(root, "packages/cli/src/starter-policy.yaml"), "utf8");
  const page = readFileSync(join(root, "docs/policy.md"), "utf8");

  test("has its words", () => {
    const coded = Object.keys(policyDiagnostics).filter((code) => !code.startsWith("own-rule"));
    expect(coded.sort()).toEqual([...rules].sort());
  });

  test.each(rules)("%s is on the page of policies", (rule) => expect(page).toContain(`### ${rule}\n`));

  test("is in the policy to begin with, but for one that only a team can fill", () => {
    expect(rules.filter((rule) => !starter.includes(`\n  ${rule}:`))).toEqual(["data-store"]);
  });
});

test.each(["argo", "tekton", "kubeflow"])("the policy to begin with judges every example for %s", (backend) => {
  const files = execFileSync("git", ["ls-files", "examples/*/pipeline.yaml"], { cwd: root, encoding: "utf8" });
  const words = [
    ...files.trim().split("\n"),
    "--policy",
    "starter",
    "--to",
    backend,
    "--store",
    "s3://bucket/x",
    "--json",
  ];
  const { status, stdout } = call(words);
  const results = JSON.parse(stdout) as readonly { readonly policy?: { readonly findings: readonly object[] } }[];
  expect(status).toBe(1);
  for (const { policy } of results) expect(policy?.findings.length).toBeGreaterThan(0);
});
