// A driver in a pod of its own: what it says to the engine, and what it leaves to the task's own pod.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer, Invocation } from "@slipway/pod";
import type { TaskRecord } from "@slipway/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { jobOf } from "./pod-job.js";

const PROGRAM = fileURLToPath(new URL("../dist/slipway-runtime.cjs", import.meta.url));
const BUSYBOX = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file));
const folder = mkdtempSync(join(tmpdir(), "slipway-weigh-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT: Answer = {
  kind: "parameter",
  name: "setting-1",
  from: { kind: "task-output", task: "only", output: "text" },
  loops: {},
  importers: {},
};

/** A task that is cached, in a store of its own name. The places of its outputs do not say in which pod it runs. */
function jobFor(run: string, store: string, more: Partial<Invocation> = {}) {
  const shared = join(folder, `${store}-${run}`);
  const told = { run, attempt: `pod-of-${run}`, shared, busybox: BUSYBOX ?? "", store: `file://${folder}/${store}` };
  const script = 'cd "$1"; echo data > .$2; printf "%s" "$GIVEN" > .$3';
  const job = jobOf({ ...told, script, list: [TEXT] });
  const output = (text: string) => `{{$.outputs.${text}}}`;
  const places = [output("artifacts['data'].path"), output("parameters['text'].output_file")];
  const work = { ...job.invocation.work, command: ["/bin/sh", "-c", script, "sh", folder, ...places], args: [] };
  return { ...job, invocation: { ...job.invocation, work, cache: { enabled: true }, ...more } };
}

type Told = ReturnType<typeof jobFor>;

function start(verb: "drive" | "weigh" | "publish", job: Told) {
  const words = verb === "publish" ? job.shared : JSON.stringify(job);
  return spawnSync(process.execPath, [PROGRAM, verb, words], { encoding: "utf8" });
}

function answers({ shared }: Told): Readonly<Record<string, string>> {
  const at = join(shared, "answers");
  const names = existsSync(at) ? readdirSync(at) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

function recordOf({ run, store }: Told): TaskRecord | undefined {
  const file = join(store.uri.replace("file://", ""), "pod", run.id, "only/task.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TaskRecord) : undefined;
}

/** The task's own pod, whose command is run in the shared folder. */
function runPod(job: Told) {
  const driver = start("drive", job);
  const bin = join(job.shared, "slipway/bin");
  spawnSync(join(bin, "busybox"), ["sh", join(bin, "launch.sh"), job.shared]);
  return [driver.status, start("publish", job).status];
}

describe.skipIf(!BUSYBOX)("a driver of its own", { timeout: 60_000 }, () => {
  test("says that the task must run, and leaves all else to the task's pod", () => {
    const job = jobFor("first", "open");
    expect(start("weigh", job).status).toBe(0);
    expect(answers(job)).toEqual({ "must-run": "true" });
    expect(readdirSync(job.shared)).toEqual(["answers"]);
    expect(recordOf(job)).toBeUndefined();
    expect(existsSync(join(folder, "open/pod/first/run.json"))).toBe(true);
  });

  test("on a hit writes the record, and answers as the task's pod would", () => {
    const first = jobFor("first", "hit");
    expect(runPod({ ...first, shared: folder })).toEqual([0, 0]);
    const second = jobFor("second", "hit");
    const weighed = start("weigh", second);
    expect([weighed.status, weighed.stderr]).toEqual([0, expect.stringContaining("CACHED, as made by run first")]);
    expect(answers(second)).toEqual({ "must-run": "false", "setting-1": 'it\'s $(here) {{x}} "quoted"' });
    expect(recordOf(second)).toMatchObject({ state: "CACHED", attempt: "pod-of-second" });
  });

  test("fails for a task whose inputs cannot be told", () => {
    const from = { kind: "task-output", task: "absent", output: "text" } as const;
    const inputs = { parameters: { x: { type: "STRING" as const, from } }, artifacts: {} };
    const job = jobFor("first", "failing", { inputs });
    expect(start("weigh", job).status).toBe(1);
    expect(recordOf(job)).toMatchObject({ state: "FAILED" });
    expect(answers(job)).toEqual({ "must-run": "false", "setting-1": "" });
  });

  test("says nothing must run where a condition does not hold", () => {
    const condition = "inputs.parameter_values['go'] == true";
    const parameters = { go: { type: "BOOLEAN" as const, from: { kind: "constant" as const, value: false } } };
    const job = jobFor("first", "skipped", { guards: [{ task: "only", condition, parameters, artifacts: {} }] });
    expect(start("weigh", job).status).toBe(0);
    expect(answers(job)).toEqual({ "must-run": "false", "setting-1": "" });
    expect(recordOf(job)).toMatchObject({ state: "SKIPPED" });
  });
});
