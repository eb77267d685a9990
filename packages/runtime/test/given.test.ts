// What an engine starts the program with: the manifest's JSON, and what only the engine knows as options. The driver is run
// for real, and what it leaves for the publisher says what it understood.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunDescription } from "@slipway/pod";
import { afterAll, expect, test } from "vitest";
import { jobOf } from "./pod-job.js";

const PROGRAM = fileURLToPath(new URL("../dist/slipway-runtime.cjs", import.meta.url));
const BUSYBOX = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file)) ?? "";
const folder = mkdtempSync(join(tmpdir(), "slipway-given-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOSTILE = '{{workflow.uid}} {{=1+1}} $(HOME) $$ "quoted" \u2028 $x';

/** What the manifest knows: of the run, and of two tasks of one component. */
function told(
  shared: string,
  engine: string,
  answers: string,
): { readonly plan: string; readonly description: string } {
  const { run, invocation } = jobOf({ run: "x", attempt: "x", shared, busybox: BUSYBOX, store: "", script: "exit 0" });
  const { version, pipeline, component, work, outputs, task: _, ...own } = invocation;
  const loop = { kind: "parameter", items: { kind: "constant", value: [1, 2, 3] } } as const;
  const tasks = {
    "for-loop-1/only": { ...own, loops: { "for-loop-1": loop } },
    other: own,
  };
  const plan: RunDescription = {
    version: 1,
    engine,
    pipeline,
    parameters: { text: "STRING", count: "NUMBER_INTEGER", none: "STRING", items: "LIST", "a b": "STRING" },
    store: { uri: `file://${folder}/store-${engine}` },
    cache: { enabled: true, scope: "dev", maxAgeSeconds: 60, tasks: { only: { enabled: false } } },
    shared,
    answers,
    outline: run.outline,
  };
  const description = JSON.stringify({ version, pipeline, component, work, outputs, tasks });
  return { plan: JSON.stringify(plan), description };
}

function start(words: readonly string[]) {
  return spawnSync(process.execPath, [PROGRAM, "drive", ...words], {
    encoding: "utf8",
    env: { SLIPWAY_POD: "pod-uid", SLIPWAY_BUSYBOX: BUSYBOX },
  });
}

function drive(
  shared: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
  inFiles: boolean,
) {
  const { plan, description } = told(shared, "argo", "answers");
  const encoded = Buffer.from(JSON.stringify(parameters)).toString("base64");
  const half = Math.floor(description.length / 2);
  const options = ["--run", "uid", "--name", "workflow", "--namespace", "ml", "--start", "2026-01-01T00:00:00Z"];
  const place = ["--path", "for-loop-1/2/only", "--retry", "1", "--parameters", encoded];
  const pieces = ["--plan", plan, "--", description.slice(0, half), description.slice(half)];
  return start([...options, ...place, ...(inFiles ? shown(plan, description) : pieces)]);
}

/** What the engine shows as files. */
function shown(plan: string, description: string): readonly string[] {
  const [planFile, toldFile] = [join(folder, "plan"), join(folder, "told")];
  writeFileSync(planFile, plan);
  writeFileSync(toldFile, description);
  return ["--plan-file", planFile, "--told-file", toldFile];
}

const GIVEN = [
  { name: "text", value: HOSTILE },
  { name: "count", value: "3" },
  { name: "none", value: "slipway-json:null" },
  { name: "items", value: "[1, 2]" },
  { name: "of-nobody", value: "x" },
];

test.skipIf(BUSYBOX === "").each([
  ["words", false],
  ["files", true],
] as const)("a driver told in %s knows its task by its path, and values as they were given", (how, inFiles) => {
  const shared = join(folder, how);
  const { status, stderr } = drive(shared, GIVEN, inFiles);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const job = JSON.parse(readFileSync(join(shared, "private/job.json"), "utf8"));
  expect(job).toMatchObject({
    run: { id: "uid", resourceName: "workflow", namespace: "ml", engine: "argo", start: "2026-01-01T00:00:00.000Z" },
    iterations: { "for-loop-1": 2 },
    attempt: "pod-uid",
    retry: 1,
    scope: "dev",
    useCache: false,
    maxAgeSeconds: 60,
    answers: { folder: join(shared, "answers"), list: [] },
  });
  expect(job.invocation.task).toBe("for-loop-1/only");
  expect(job.run.parameters).toEqual({ text: HOSTILE, count: 3, none: null, items: [1, 2] });
});

test.skipIf(BUSYBOX === "")("an engine may name parameters one by one, and not know when the run began", () => {
  const shared = join(folder, "one-by-one");
  const answers = join(folder, "results");
  const { plan, description } = told(shared, "tekton", answers);
  const run = ["--run", "uid", "--name", "run", "--namespace", "ml", ...shown(plan, description)];
  const parameters = ["--parameter", `text=${HOSTILE}=`, "--parameter", "a%20b=c", "--parameter", "count=3"];
  const place = ["--path", "for-loop-1/*/only", "--iteration", "2", "--retry", "1", "--gentle", "1", "--pause", "yes"];
  const words = [...run, ...parameters, ...place, "--within", "for-loop-1"];
  expect(start(words)).toMatchObject({ status: 0, stderr: "" });
  const job = JSON.parse(readFileSync(join(shared, "private/job.json"), "utf8"));
  expect(job).toMatchObject({
    iterations: { "for-loop-1": 2 },
    answers: { folder: answers },
    within: "for-loop-1",
    gentleAt: 1,
    pauses: true,
  });
  expect(job.run.parameters).toEqual({ text: `${HOSTILE}=`, "a b": "c", count: 3 });
  // Whoever comes later takes the start that the first one wrote down.
  expect(start(words)).toMatchObject({ status: 0, stderr: "" });
  const later = JSON.parse(readFileSync(join(shared, "private/job.json"), "utf8"));
  expect(Date.parse(job.run.start)).toBeGreaterThan(0);
  expect(later.run.start).toBe(job.run.start);
});

test("a wrong verb is told how to call", () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "dive"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain("slipway-runtime drive");
});
