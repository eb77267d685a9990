// slipway run, as a child process with real tasks.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pipelineOf, type Step, type Steps } from "../../local/test/pipelines.ts";
import { codesIn, folderOf } from "./files.ts";
import { example, PROGRAM, type Run, slipway } from "./slipway.ts";

type Task = { readonly path: string; readonly state: string; readonly error?: { readonly message: string } };
type Json = { readonly run: string; readonly state: string; readonly outputs: object; readonly tasks: readonly Task[] };
type Ran = Run & { readonly folder: string; readonly json: Json };

const project = (steps: Steps, files: Readonly<Record<string, string>> = {}) =>
  folderOf({ "pipeline.yaml": JSON.stringify(pipelineOf(steps)), ".git/HEAD": "", ...files });

async function run(steps: Steps | string, words: readonly string[] = [], files = {}): Promise<Ran> {
  const folder = typeof steps === "string" ? steps : project(steps, files);
  const ended = await slipway(["run", "pipeline.yaml", "--runner", "process", "--json", ...words], {
    folder,
    env: { HOME: folder },
  });
  const json = ended.out.startsWith("{") ? (JSON.parse(ended.out) as Json) : undefined;
  return { ...ended, folder, json: json ?? { run: "", state: "", outputs: {}, tasks: [] } };
}

const statesOf = ({ json }: Ran) => Object.fromEntries(json.tasks.map(({ path, state }) => [path, state]));

describe("slipway run", () => {
  it("prints one object, and says the rest on standard error", async () => {
    const ran = await run({ a: { run: "echo out; echo err >&2" }, b: { after: ["a"] } });
    expect(ran.code, ran.err).toBe(0);
    expect(Object.keys(ran.json)).toEqual(["run", "state", "outputs", "tasks"]);
    expect(ran.json.state).toBe("SUCCEEDED");
    expect(statesOf(ran)).toEqual({ a: "SUCCEEDED", b: "SUCCEEDED" });
    expect(ran.err).toMatch(
      /^a started\n(?:a \| out\na \| err\n|a \| err\na \| out\n)a succeeded in .*\nb started\nb succ/,
    );
  });

  it("keeps what it does in .slipway, which no repository takes in, and leaves nothing else behind", async () => {
    const { folder, json } = await run({ a: {} });
    expect(readdirSync(join(folder, ".slipway/small"))).toEqual([json.run]);
    expect(readFileSync(join(folder, ".slipway/.gitignore"), "utf8")).toBe("*\n");
    expect(existsSync(join(folder, ".slipway/.slipway/work"))).toBe(true);
    expect(readdirSync(join(folder, ".slipway/.slipway/work"))).toEqual([]);
    // The user's own folder is this one here; what is kept there tells this machine from others.
    expect(readdirSync(folder).sort()).toEqual([".cache", ".git", ".slipway", "pipeline.yaml"]);
    expect(readdirSync(join(folder, ".cache"), { recursive: true }).sort()).toEqual(["slipway", "slipway/machine"]);
  });

  it("takes no result of another machine's processes, and its own again; all of them where settings say so", async () => {
    const folder = project({ a: { cached: true } });
    const on = async (home: string, text = "{}") => {
      writeFileSync(join(folder, "slipway.yaml"), text);
      const ended = await slipway(["run", "pipeline.yaml", "--runner", "process", "--json"], {
        folder,
        env: { HOME: join(folder, home) },
      });
      return (JSON.parse(ended.out) as Json).tasks[0]?.state;
    };
    expect([await on("one"), await on("other"), await on("one")]).toEqual(["SUCCEEDED", "SUCCEEDED", "CACHED"]);
    const shared = "local: { sharedCache: true }";
    expect([await on("one", shared), await on("other", shared)]).toEqual(["SUCCEEDED", "CACHED"]);
  });

  it("ends with 3 when a task failed, and shows what it said and why it failed", async () => {
    const ran = await run({ bad: { run: "echo the reason >&2; exit 7" }, next: { after: ["bad"] }, other: {} });
    expect(ran.code).toBe(3);
    expect(ran.json.state).toBe("FAILED");
    expect(statesOf(ran)).toEqual({ bad: "FAILED", next: "NOT_RUN", other: "SUCCEEDED" });
    expect(ran.json.tasks[0]?.error).toMatchObject({ exitCode: 7, stderr: ["the reason"] });
    expect(ran.err).toMatch(/bad \| the reason/);
    expect(ran.err).toMatch(/bad failed in .*exit code 7/);
  });

  it("shows people a table and the outputs", async () => {
    const folder = project({ a: {}, no: { condition: "1 == 2", steps: { b: {} } } });
    const { code, out } = await slipway(["run", "pipeline.yaml", "--runner", "process"], { folder });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^a {5}succeeded {2}0\.\d s\nno\/b {2}skipped\n\n"small" succeeded in .*, 0 of 2 tasks cached; run \d{8}-/,
    );
  });

  it("summarises a large loop, and lists what failed in it", async () => {
    const items = Array.from({ length: 30 }, (_, index) => String(index));
    const steps: Steps = { loop: { items, steps: { x: {}, y: { run: 'case "$PWD" in */loop/7/*) exit 1;; esac' } } } };
    const folder = project(steps);
    const { code, out, err } = await slipway(["run", "pipeline.yaml", "--runner", "process", "-q"], { folder });
    expect({ code, out, err }).toEqual({ code: 3, out: "", err: "loop/7/y failed: it ended with exit code 1\n" });
    const again = await slipway(["run", "pipeline.yaml", "--runner", "process"], { folder });
    expect(again.out).toMatch(/^loop {6}failed {5}30 iterations: .*1 failed.*\nloop\/7\/y {2}failed/);
  });

  it("refuses before anything runs", async () => {
    const folder = project({ a: {} });
    const json = JSON.parse(readFileSync(join(folder, "pipeline.yaml"), "utf8"));
    const root = { ...json.root, inputDefinitions: { parameters: { rate: { parameterType: "NUMBER_DOUBLE" } } } };
    const needy = folderOf({ "pipeline.yaml": JSON.stringify({ ...json, root }) });
    const { code, err } = await run(needy);
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["local/missing-parameter"] });
    expect(existsSync(join(needy, ".slipway"))).toBe(false);
    expect((await run(needy, ["-p", "rate=1"])).code).toBe(0);
    expect((await run(needy, ["-p", "rate=fast"])).code).not.toBe(0);
  });
});

describe("the cache", () => {
  const steps: Steps = { a: { cached: true }, group: { steps: { b: { cached: true }, c: { cached: true } } } };

  it("is used, and not for tasks that are named, wherever they are", async () => {
    const { folder } = await run(steps);
    const all = { a: "CACHED", group: "SUCCEEDED", "group/b": "CACHED", "group/c": "CACHED" };
    expect(statesOf(await run(folder))).toEqual(all);
    expect(statesOf(await run(folder, ["--no-cache=b"]))).toEqual({ ...all, "group/b": "SUCCEEDED" });
    const some = await run(folder, ["--no-cache=a,group"]);
    expect(Object.values(statesOf(some)).filter((state) => state === "CACHED")).toEqual([]);
    expect(Object.values(statesOf(await run(folder, ["--no-cache"]))).includes("CACHED")).toBe(false);
  });

  it("is another for each target, wherever its name stands", async () => {
    const settings = "target: dev\ntargets: {dev: {}, prod: {}}\n";
    const { folder } = await run({ a: { cached: true } }, [], { "slipway.yaml": settings });
    expect(statesOf(await run(folder))).toEqual({ a: "CACHED" });
    expect(statesOf(await run(folder, ["--target", "prod"]))).toEqual({ a: "SUCCEEDED" });
    expect(statesOf(await run(folder, ["--target", "dev"]))).toEqual({ a: "CACHED" });
  });

  it("tells a name that is none", async () => {
    const { code, err } = await run(steps, ["--no-cache=a,grup"]);
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/unknown-task"] });
    expect(err).toContain('Did you mean "group"?');
  });
});

describe("Secrets and config maps", () => {
  const kubernetes = {
    secretAsEnv: [{ secretName: "keys", keyToEnv: [{ secretKey: "token", envVar: "TOKEN" }] }],
    configMapAsEnv: [{ configMapName: "modes", optional: true, keyToEnv: [{ configMapKey: "k", envVar: "MODE" }] }],
  };
  const platform = { platforms: { kubernetes: { deploymentSpec: { executors: { "exec-a": kubernetes } } } } };
  const text = (step: Step) => `${JSON.stringify(pipelineOf({ a: step }))}\n---\n${JSON.stringify(platform)}\n`;
  const files = (given: object) => ({
    "pipeline.yaml": text({ run: 'test "$TOKEN/$MODE" = "s3cr3t/"' }),
    "given.json": JSON.stringify(given),
  });

  it("come from a file, by option or from slipway.yaml, and are never said", async () => {
    const folder = folderOf({
      ...files({ secrets: { keys: { token: "s3cr3t" } } }),
      "slipway.yaml": "local: {secrets: given.json}",
    });
    const byOption = await run(folder, ["--secrets", "given.json", "--config", "/dev/null"]);
    expect(byOption.code, byOption.err).toBe(0);
    const bySetting = await run(folder);
    expect(bySetting.code, bySetting.err).toBe(0);
    const kept = readdirSync(join(folder, ".slipway"), { recursive: true, withFileTypes: true });
    const texts = kept.filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name), "utf8"));
    expect([bySetting.err, bySetting.out, ...texts].filter((one) => one.includes("s3cr3t"))).toEqual([
      ...texts.filter((one) => one.includes('test \\"$TOKEN')),
    ]);
  });

  it("that are missing are named at once, and fail the task that needs them", async () => {
    const ran = await run(folderOf(files({})));
    expect({ code: ran.code, codes: codesIn(ran.err) }).toEqual({ code: 3, codes: ["local/missing-object"] });
    expect(ran.json.tasks[0]?.error?.message).toMatch(/the Secret "keys" is not given/);
  });

  it("must be texts, and a mistake does not repeat them", async () => {
    const { code, err } = await run(folderOf(files({ secrets: { keys: { token: 123456 } } })), [
      "--secrets",
      "given.json",
    ]);
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/not-objects"] });
    expect(err).toContain('"secrets.keys.token" is no text');
    expect(err).not.toContain("123456");
  });
});

describe("Ctrl-C", () => {
  const isAlive = (pid: number) => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false;
    }
  };

  async function interrupt(steps: Steps, signals: number, config = "local: {graceSeconds: 5}") {
    const folder = project(steps, { "slipway.yaml": config });
    const child = spawn(process.execPath, [PROGRAM, "run", "pipeline.yaml", "--json", "--runner", "process"], {
      cwd: folder,
      env: { PATH: process.env["PATH"] },
    });
    const [out, err]: string[][] = [[], []];
    child.stdout.on("data", (chunk) => out?.push(String(chunk)));
    let left = signals;
    const pids = new Set<number>();
    child.stderr.on("data", (chunk) => {
      err?.push(String(chunk));
      for (const [, pid] of String(chunk).matchAll(/pid (\d+)/g)) pids.add(Number(pid));
      const isUp = /pid \d+/.test(String(chunk)) || String(chunk).includes("is being ended");
      if (isUp && left > 0) setTimeout(() => child.kill("SIGINT"), 200);
      if (isUp) left -= 1;
    });
    const before = performance.now();
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    const json = JSON.parse((out ?? []).join("")) as Json;
    return { code, json, folder, took: performance.now() - before, alive: [...pids].filter(isAlive), count: pids.size };
  }

  it("ends every process, writes the records, and ends with 130", async () => {
    const steps: Steps = {
      long: { run: "sleep 60 & echo pid $!; echo pid $$; wait" },
      next: { after: ["long"] },
      clean: { completed: true, after: ["long"] },
    };
    const { code, json, folder, alive, count } = await interrupt(steps, 1);
    expect({ code, state: json.state, alive, count }).toEqual({ code: 130, state: "CANCELLED", alive: [], count: 2 });
    const states = Object.fromEntries(json.tasks.map(({ path, state }) => [path, state]));
    expect(states).toEqual({ long: "CANCELLED", next: "NOT_RUN", clean: "NOT_RUN" });
    const record = JSON.parse(readFileSync(join(folder, ".slipway/small", json.run, "long/task.json"), "utf8"));
    expect(record).toMatchObject({ state: "CANCELLED", error: { message: "it was cancelled" } });
  });

  it("twice does not wait for who does not listen", async () => {
    const steps: Steps = { deaf: { run: "trap '' TERM; sleep 60 & echo pid $$; wait; sleep 60" } };
    const { code, alive, took } = await interrupt(steps, 2, "local: {graceSeconds: 60}");
    expect({ code, alive, isQuick: took < 10_000 }).toEqual({ code: 130, alive: [], isQuick: true });
  });
});

it("asks the server of the settings for a bucket, in the style of the settings", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const store = { uri: "s3://bucket/runs", endpoint: `http://127.0.0.1:${port}`, region: "here", pathStyle: true };
  const folder = project({ a: {} }, { "slipway.yaml": JSON.stringify({ store }) });
  const env = { HOME: folder, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  const { code, err } = await slipway(["run", "pipeline.yaml", "--runner", "process"], { folder, env });
  server.close();
  expect({ code, codes: codesIn(err) }).toEqual({ code: 1, codes: ["cli/no-store"] });
  expect(asked[0]).toMatch(/^\/bucket\/runs\/small\/.*run\.json/);
});

describe("the words after run", () => {
  it.each([
    [[], "no file is named"],
    [["a.yaml", "b.yaml"], "one pipeline at a time"],
    [["a.yaml", "--runner", "kubernetes"], "--runner is process or docker, not kubernetes"],
    [["a.yaml", "--parallelism", "0"], "--parallelism is a whole number from 1, not 0"],
    [["a.yaml", "--paralelism", "2"], "did you mean --parallelism?"],
  ])("%j are wrong", async (words, problem) => {
    const { code, err } = await slipway(["run", ...words]);
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/usage"] });
    expect(err).toContain(problem);
  });

  it("may ask for a store that is none", async () => {
    const { code, err } = await slipway(["run", example("caching"), "--store", "ftp://x"]);
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/no-store"] });
  });

  it("have a help of their own", async () => {
    const { code, out } = await slipway(["run", "--help"]);
    expect({ code, isHelp: out.includes("--no-cache[=TASK,…]") }).toEqual({ code: 0, isHelp: true });
  });
});
