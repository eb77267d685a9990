// examples/github-actions: its workflow is one that GitHub takes, and its steps do what they say, one after the other, as there.
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./pack/folder.ts";
import { mustRun, run } from "./pack/run.ts";
import { findProgram } from "./servers/server.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const example = join(root, "examples/github-actions");
const workflow = join(example, ".github/workflows/pipelines.yaml");

type Job = {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
};
type Workflow = { readonly on: object; readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };

const { on, permissions, jobs } = load(readFileSync(workflow, "utf8")) as Workflow;
const commandsOf = (job: string) => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []);

describe("the workflow", () => {
  it("is one that actionlint takes", async (context) => {
    const actionlint = await findProgram("actionlint");
    if (actionlint === undefined) return context.skip();
    expect(await run(`${actionlint} -no-color ${workflow}`, example)).toEqual({ code: 0, output: "" });
  });

  it("reads only, but for the job that comments, which runs nothing of the repository", () => {
    expect([Object.keys(on), permissions]).toEqual([["pull_request", "push"], { contents: "read" }]);
    const writing = Object.entries(jobs).filter(([, job]) => Object.values(job.permissions ?? {}).includes("write"));
    expect(writing.map(([name]) => name)).toEqual(["comment"]);
    expect(jobs["comment"]?.steps.some(({ uses }) => uses?.startsWith("actions/checkout"))).toBe(false);
  });

  it("calls every script of ci/, and no other", () => {
    const called = Object.keys(jobs).flatMap(
      (job) =>
        commandsOf(job)
          .join("\n")
          .match(/\bci\/\w+/g) ?? [],
    );
    const scripts = readdirSync(join(example, "ci")).filter((name) => name !== "settings");
    expect([...new Set(called)].sort()).toEqual(scripts.map((name) => `ci/${name}`));
  });
});

const python = await run(
  "bash examples/venv.sh github-actions examples/github-actions/requirements.txt 2>/dev/null",
  root,
);
if (python.code !== 0) console.warn("skipped: what the steps need cannot be installed here");

const AUTHOR = "git -c user.name=test -c user.email=test@example.com -c commit.gpgsign=false";
const DIGEST = `sha256:${"0".repeat(64)}`;

describe.skipIf(python.code !== 0)("the steps", () => {
  const folder = temporaryFolder(tmpdir());
  const programs = [dirname(python.output.trim()), process.env["PATH"]].join(delimiter);
  const step = (line: string, before = "") => run(`export PATH='${programs}'; ${before} ${line}`, folder);

  it("go from a change to manifests with a name for each commit", async () => {
    cpSync(example, folder, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const images = { "python:3.11-slim": DIGEST, "ghcr.io/slipway/runtime:0.1.0": DIGEST };
    writeFileSync(join(folder, "slipway.lock"), JSON.stringify({ version: 1, images }));
    await mustRun(`git init -q && git add -A && ${AUTHOR} commit -qm one`, folder);
    const base = (await mustRun("git rev-parse HEAD", folder)).trim();
    const pipeline = join(folder, "pipelines/prices.py");
    writeFileSync(pipeline, readFileSync(pipeline, "utf8").replace("num_retries=2", "num_retries=3"));
    await mustRun(`${AUTHOR} commit -qam two`, folder);
    const version = (await mustRun("git rev-parse --short=7 HEAD", folder)).trim();

    const steps = commandsOf("check").filter((line) => line.startsWith("ci/"));
    expect(steps.length).toBeGreaterThan(5);
    for (const line of steps) {
      const ran = await step(line, `export BASE=${base} GITHUB_STEP_SUMMARY=${folder}/summary.md;`);
      expect([line, ran.code], ran.output).toEqual([line, 0]);
    }
    const made = join(folder, `build/manifests/prices-v${version}.apply.yaml`);
    expect(readFileSync(made, "utf8")).toContain(`name: prices-v${version}\n`);
    const before = readFileSync(join(folder, "build/base/prices.yaml"), "utf8");
    expect(before).toContain("maxRetryCount: 2");
    const comment = readFileSync(join(folder, "build/review.md"), "utf8");
    expect(comment).toContain("prices");
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toBe(comment);
    expect(existsSync(join(folder, "build/review/prices.html"))).toBe(true);
  }, 300_000);

  it("deploy what was made, and the same again without a change", async (context) => {
    if (!(await isClusterUp())) return context.skip();
    // kubectl of the cluster of the tests, in a namespace that is gone afterwards.
    const space = `ci-${process.pid}`;
    const kubectl = `${root}test/cluster/cluster kubectl`;
    writeFileSync(join(folder, "kubectl"), `#!/bin/sh\nexec ${kubectl} -n ${space} "$@"\n`);
    chmodSync(join(folder, "kubectl"), 0o755);
    const deploy = `export BUILD=build PATH='${folder}':$PATH TARGET=prod;`;
    try {
      await mustRun(
        `${kubectl} create namespace ${space} && sed -i 's/namespace: ml$/namespace: ${space}/' build/manifests/*`,
        folder,
      );
      const versions = `${kubectl} get workflowtemplates -n ${space} -o jsonpath='{.items[*].metadata.name} {.items[*].metadata.resourceVersion}'`;
      const first = await step("ci/deploy", deploy);
      expect(first.code, first.output).toBe(0);
      const there = await mustRun(versions, folder);
      expect((await step("ci/deploy", deploy)).code).toBe(0);
      expect(await mustRun(versions, folder)).toBe(there);
    } finally {
      await mustRun(`${kubectl} delete namespace ${space} --wait=false`, folder);
    }
  }, 120_000);

  it("stop at a component that its test finds wrong, and at an image that is not in the lock", async () => {
    const component = join(folder, "components/prices.py");
    const text = readFileSync(component, "utf8");
    writeFileSync(component, text.replace("round(sum(prices)", "round(max(prices)"));
    expect((await step("ci/test")).code).not.toBe(0);
    writeFileSync(component, text.replace('"python:3.11-slim"', '"python:3.12-slim"'));
    const checked = await step("ci/compile && ci/check");
    expect([checked.code, checked.output]).toEqual([1, expect.stringContaining('"python:3.12-slim" is not in it')]);
    expect((await step("ci/manifests")).code).not.toBe(0);
    writeFileSync(component, text);
  }, 120_000);
});

function isClusterUp(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(`${root}test/cluster/cluster`, ["kubectl", "get", "crd", "workflowtemplates.argoproj.io"], {
      stdio: "ignore",
    });
    child.on("error", () => resolve(false));
    child.on("close", (code) => {
      if (code !== 0) console.warn("skipped: there is no cluster to deploy to");
      resolve(code === 0);
    });
  });
}
