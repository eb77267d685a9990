// What surrounds the program: large inputs, terminals, pipes that close, signals.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codesIn, folderOf, textOf, WRONG } from "./files.ts";
import { example, PROGRAM, slipway } from "./slipway.ts";

const MiB = 1024 * 1024;
const SECONDS = 1000;

/** A line for bash, in which `slipway` is the program. */
function bash(
  line: string,
  cwd: string,
): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  const command = `slipway() { "${process.execPath}" "${PROGRAM}" "$@"; }\n${line}`;
  return new Promise((resolve) => {
    execFile("bash", ["-c", command], { cwd, timeout: 30_000, maxBuffer: 64 * MiB }, (error, out, err) => {
      resolve({ code: error === null ? 0 : error.code, out, err });
    });
  });
}

async function refusedInTime(ran: () => Promise<{ code: unknown; out: string; err: string }>): Promise<void> {
  const start = performance.now();
  const { code, out, err } = await ran();
  expect({ code, out, codes: codesIn(err) }).toEqual({ code: 1, out: "", codes: ["ir/too-large"] });
  expect(performance.now() - start).toBeLessThan(2 * SECONDS);
}

describe("100 MB of noise", () => {
  const folder = folderOf();
  const noise = join(folder, "noise");
  const block = randomBytes(MiB);
  writeFileSync(noise, Buffer.concat(Array.from({ length: 100 }, () => block)));

  it("in a file is refused without being read", () => refusedInTime(() => slipway(["check", noise])));

  it("by standard input, from a file and from a pipe, too", async () => {
    await refusedInTime(() => bash("slipway check - < noise", folder));
    await refusedInTime(() => bash("cat noise | slipway check -", folder));
  });

  it("from a device that never ends, too", () => refusedInTime(() => slipway(["check", "/dev/zero"])));

  it("as settings or values is refused as well", async () => {
    const compile = ["compile", example("caching"), "--to", "kubeflow"];
    for (const option of ["--params", "--config"]) {
      const { code, err } = await slipway([...compile, option, noise]);
      expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["ir/too-large"] });
    }
  });

  it("is no trouble within the limit, whatever it looks like", async () => {
    for (const [name, content] of [
      ["bytes", Buffer.concat(Array.from({ length: 31 }, () => block))],
      ["text", Buffer.from(Buffer.concat(Array.from({ length: 23 }, () => block)).toString("base64"))],
    ] as const) {
      writeFileSync(join(folder, name), content);
      const start = performance.now();
      expect((await slipway(["check", join(folder, name)])).code, name).toBe(1);
      expect(performance.now() - start, name).toBeLessThan(10 * SECONDS);
    }
  });

  it("in a file with holes is refused", async () => {
    const holes = join(folder, "holes");
    writeFileSync(holes, "");
    truncateSync(holes, 10 * 1024 * MiB);
    await refusedInTime(() => slipway(["check", holes]));
  });
});

describe("colours", () => {
  const coloured = async (env: Readonly<Record<string, string>>) =>
    (await slipway(["check", "-"], { input: "root: [", env })).err.includes("\u001b[");

  it("are for terminals, unless they are asked for", async () => {
    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured({ FORCE_COLOR: "0" })).toBe(false);
  });

  it("never reach JSON or a manifest", async () => {
    const env = { FORCE_COLOR: "1" };
    expect((await slipway(["check", "-", "--json"], { input: "root: [", env })).out).not.toContain("\u001b");
    const args = ["compile", "-", "--to", "kubeflow"];
    expect((await slipway(args, { input: textOf("caching"), env })).out).not.toContain("\u001b");
  });
});

describe("pipes and signals", () => {
  const folder = folderOf({ "pipeline.yaml": textOf("ml-training"), "wrong.yaml": WRONG });

  it("a reader that stops reading is no error", async () => {
    const files = Array.from({ length: 40 }, () => "pipeline.yaml").join(" ");
    const { out, err } = await bash(`slipway compile ${files} --to kubeflow -q | head -n 1`, folder);
    expect({ out, err }).toEqual({ out: "apiVersion: argoproj.io/v1alpha1\n", err: "" });
  });

  it("nor is one of diagnostics", async () => {
    const { code } = await bash("slipway compile pipeline.yaml --to kubeflow 2>&- > made.yaml", folder);
    expect(code).toBe(0);
  });

  it("a reader that stops hides no failure", async () => {
    const { code } = await bash("set -o pipefail; slipway check wrong.yaml --json | true", folder);
    expect(code).toBe(1);
  });

  it.skipIf(!existsSync("/dev/full"))("a full disk is told", async () => {
    const { code, err } = await bash("slipway compile pipeline.yaml --to kubeflow -q > /dev/full", folder);
    expect({ code, err }).toEqual({ code: 1, err: "slipway: standard output cannot be written: the disk is full\n" });
  });

  it("a named pipe is read like a file", async () => {
    const { code, out } = await bash("slipway compile <(cat pipeline.yaml) --to kubeflow -q", folder);
    expect({ code, isWorkflow: out.includes("kind: Workflow") }).toEqual({ code: 0, isWorkflow: true });
  });

  it("closed standard input is empty", async () => {
    const { code, err } = await bash("slipway check - <&-", folder);
    expect(code).not.toBe(0);
    expect(codesIn(err)).toHaveLength(1);
  });

  it("a slow writer is waited for", async () => {
    const line = "{ head -n 50 pipeline.yaml; sleep 0.3; tail -n +51 pipeline.yaml; } | slipway check -";
    expect((await bash(line, folder)).code).toBe(0);
  });

  it("Ctrl-C ends it with 130, as the shell says it", async () => {
    const child = spawn(process.execPath, [PROGRAM, "check", "-"], { stdio: ["pipe", "ignore", "pipe"] });
    const ended = new Promise<number>((resolve) => {
      child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : -1)));
    });
    setTimeout(() => child.kill("SIGINT"), 500);
    expect(await ended).toBe(130);
  });
});
