// slipway run where things go wrong: a full disk, a process that is killed, a store that is none. Nobody sees a stack trace,
// and each reason is where people and programs look for it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pipelineOf, type Steps } from "../../local/test/pipelines.ts";
import { codesIn, folderOf } from "./files.ts";
import { PROGRAM, slipway } from "./slipway.ts";

const project = (steps: Steps) => folderOf({ "pipeline.yaml": JSON.stringify(pipelineOf(steps)) });
const RUN = ["run", "pipeline.yaml", "--runner", "process"];

describe("what failed", () => {
  it("is told with its reason and what to do, at the end and when all else is quiet", async () => {
    const folder = project({ bad: { run: "echo \"No module named 'pandas'\" >&2; exit 7" }, good: {} });
    const reason = 'bad failed: it ended with exit code 7\n  Python finds no module "pandas": install "pandas" on this';
    const { code, out } = await slipway(RUN, { folder });
    expect({ code, hasReason: out.includes(reason) }, out).toEqual({ code: 3, hasReason: true });
    const quiet = await slipway([...RUN, "-q"], { folder });
    expect({ code: quiet.code, out: quiet.out, hasReason: quiet.err.startsWith(reason) }).toEqual({
      code: 3,
      out: "",
      hasReason: true,
    });
    expect((await slipway([...RUN, "-q", "--json"], { folder })).err).toBe("");
  });

  it("is listed up to a number", async () => {
    const items = Array.from({ length: 30 }, (_, index) => String(index));
    const folder = project({ loop: { items, steps: { x: { run: "exit 1" } } } });
    const { err } = await slipway([...RUN, "-q"], { folder });
    expect(err.trimEnd().split("\n").at(-1)).toBe("and 20 more failed");
  });
});

it("takes the same time wherever that is told", async () => {
  const { out, err } = await slipway(RUN, { folder: project({ a: { run: "sleep 0.4" } }) });
  const [, told] = /^a succeeded in (.*)$/m.exec(err) ?? [];
  const [, listed] = /^a +succeeded +(.*)$/m.exec(out) ?? [];
  expect(told).toBe(listed);
});

it.each(["file:///proc/nope", "file:///dev/null/nope"])("says at once that %s is no store", async (store) => {
  const { code, err } = await slipway([...RUN, "--store", store], { folder: project({ a: {} }) });
  expect({ code, codes: codesIn(err) }).toEqual({ code: 1, codes: ["cli/no-store"] });
});

const CAN_MOUNT = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

it.runIf(CAN_MOUNT)("ends with 3 and a summary when the disk is full in the middle of it", async () => {
  const folder = project({
    fill: { run: "sleep 0.5; cat /dev/zero >big; sleep 3" },
    quick: { run: "sleep 1.5" },
    late: { after: ["quick"] },
  });
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const script = `mount -t tmpfs -o size=1m tmpfs "${disk}"; slipway() { "${process.execPath}" "${PROGRAM}" "$@" --json --store "file://${disk}/store"; }
    slipway ${RUN.join(" ")}; code=$?; slipway runs ls >listed; exit $code`;
  const { status, stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ status, isTraced: /^ +at /m.test(stderr) }, stderr).toEqual({ status: 3, isTraced: false });
  const { state, tasks } = JSON.parse(stdout) as {
    state: string;
    tasks: { path: string; state: string; error?: object }[];
  };
  expect(state).toBe("FAILED");
  expect(JSON.parse(readFileSync(join(folder, "listed"), "utf8"))).toMatchObject([{ state: "FAILED" }]);
  expect(tasks.map((task) => `${task.path} ${task.state}`)).toContain("late NOT_RUN");
  expect(tasks.find(({ path }) => path === "quick")).toMatchObject({
    state: "FAILED",
    error: { message: expect.stringMatching(/the disk is full$/) },
  });
});

it.runIf(existsSync("/proc/self/environ"))("shows a run whose process was killed as one that failed", async () => {
  const folder = project({ a: { run: "echo up; sleep 60" }, b: { after: ["a"] } });
  const child = spawn(process.execPath, [PROGRAM, ...RUN, "--no-cache"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve) => child.stderr.on("data", (text) => String(text).includes("up") && resolve()));
  const at = (...words: string[]) => slipway(words, { folder });
  const [during] = JSON.parse((await at("runs", "ls", "--json")).out);
  expect(during.state).toBe("RUNNING");
  child.kill("SIGKILL");
  await new Promise((resolve) => child.on("close", resolve));
  const [killed] = JSON.parse((await at("runs", "ls", "--json")).out);
  expect(killed).toMatchObject({ state: "FAILED", tasks: { NOT_RUN: 2 } });
  expect((await at("runs", "show", "latest")).out).toMatch(/^abandoned +its process \(\d+ on .*\) is gone, /m);
  const work = join(folder, ".slipway/.slipway/work");
  expect(readdirSync(work)).toEqual([during.id]);
  writeFileSync(join(folder, "pipeline.yaml"), JSON.stringify(pipelineOf({ a: {} })));
  expect((await at(...RUN)).code).toBe(0);
  expect(readdirSync(work)).toEqual([]);
  expect((await at("runs", "show", during.id)).out).toContain("abandoned");
  expect((await at("runs", "rm", during.id)).code).toBe(0);
});

it("ends every process and tells what was done when Slipway itself fails", async () => {
  const folder = project({ a: { run: "echo pid $$; sleep 60" }, b: { after: ["a"] } });
  writeFileSync(join(folder, "bug.cjs"), 'setTimeout(() => { throw new TypeError("x is missing"); }, 2000);');
  const env = { NODE_OPTIONS: `--require ${join(folder, "bug.cjs")}` };
  const { code, out, err } = await slipway([...RUN, "--json"], { folder, env });
  const { state, error, tasks } = JSON.parse(out);
  expect({ code, state, error }).toEqual({
    code: 3,
    state: "FAILED",
    error: { message: "Slipway itself failed: x is missing" },
  });
  expect(tasks).toMatchObject([{ state: "CANCELLED" }, { state: "NOT_RUN" }]);
  const [, pid = ""] = /pid (\d+)/.exec(err) ?? [];
  expect(existsSync(`/proc/${pid}/cwd`)).toBe(false);
});

const HAS_TERMINAL = spawnSync("script", ["--version"]).status === 0;

it.runIf(HAS_TERMINAL)("names what runs also on a terminal that does not know its size", () => {
  const folder = project({ "a-task": { run: "sleep 1" } });
  const call = `stty cols 0 rows 0; "${process.execPath}" "${PROGRAM}" ${RUN.join(" ")}`;
  const shown = execFileSync("script", ["-qec", call, "/dev/null"], { cwd: folder, encoding: "utf8" });
  expect(shown).toMatch(/[⠋⠙⠹] a-task {2}0\.\d s/);
});
