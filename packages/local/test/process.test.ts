// Real processes: what they write, how they end, and that nothing of them is left.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, createStop, type ProcessEnd, runProcess } from "@slipway/local";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "slipway-process-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { PATH: process.env["PATH"] ?? "" };

type Run = ProcessEnd & { readonly out: readonly string[]; readonly err: readonly string[]; readonly took: number };

async function run(argv: readonly string[], more: Partial<Command> = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const onLine = (stream: "out" | "err", text: string) => (stream === "out" ? out : err).push(text);
  const before = performance.now();
  const command = { argv, env, folder, stop: createStop(), graceMilliseconds: 200, onLine, ...more };
  const end = await runProcess(command);
  return { ...end, out, err, took: performance.now() - before };
}

const shell = (script: string, more: Partial<Command> = {}) => run(["sh", "-c", script], more);
const node = (script: string, more: Partial<Command> = {}) => run([process.execPath, "-e", script], more);
const isAlive = (pid: string) => {
  try {
    // A zombie is not alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

/** What was killed is there until the system has cleared it away. */
async function isGone(pid: string): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
}

describe("output", () => {
  test("comes line by line from both streams, the last line also without its break", async () => {
    const { out, err, exitCode } = await shell("echo one; echo two >&2; printf three; printf four >&2");
    expect({ out, err, exitCode }).toEqual({ out: ["one", "three"], err: ["two", "four"], exitCode: 0 });
  });

  test("keeps empty lines and the spaces in lines, and nothing is nothing", async () => {
    expect((await shell("printf '\\n  a \\n\\n'")).out).toEqual(["", "  a ", ""]);
    expect((await shell("true")).out).toEqual([]);
  });

  test("survives bytes that are no UTF-8, and characters that come in two parts", async () => {
    const script = `
      process.stdout.write(Buffer.from([0xff, 0x00, 0x41, 0x0a]));
      const bytes = Buffer.from("ä€😀\\n");
      let at = 0;
      const next = () => at < bytes.length && process.stdout.write(bytes.subarray(at, ++at), () => setTimeout(next, 2));
      next();`;
    expect((await node(script)).out).toEqual(["\ufffd\u0000A", "ä€😀"]);
  });

  test("of a line that is written over shows what a terminal would", async () => {
    const { out } = await node(`process.stdout.write("10%\\r50%\\r100%\\r\\nwindows\\r\\n20%\\r40%")`);
    expect(out).toEqual(["100%", "windows", "40%"]);
  });

  test("of a line that is written over keeps what differs in words", async () => {
    const shown = async (text: string) => (await run(["printf", "%b", text])).out;
    expect(await shown("warning: disk low\\rDone\\n")).toEqual(["warning: disk low", "Done"]);
    expect(await shown("\\rEpoch 1: 9% 1it/s\\rEpoch 1: 100% 2it/s\\nnext\\n")).toEqual([
      "Epoch 1: 100% 2it/s",
      "next",
    ]);
    expect(await shown("1%\\rTraceback: no\\n2%\\r3%")).toEqual(["1%", "Traceback: no", "3%"]);
    expect(await shown("loading\\r       \\r\\nsaved\\r\\n\\r\\nend\\r\\r\\n")).toEqual([
      "loading",
      "saved",
      "",
      "end",
    ]);
    const { out } = await node(`process.stdout.write("bar\\r" + "x".repeat(70_000))`);
    expect(out.map(({ length }) => length)).toEqual([3, 65_536, 4464]);
  });

  test("has long lines in pieces, and 200 MB of them in little memory", async () => {
    const { out } = await node(`process.stdout.write("x".repeat(200_000))`);
    expect(out.map(({ length }) => length)).toEqual([65_536, 65_536, 65_536, 3392]);
    let length = 0;
    let most = 0;
    const onLine = (_: string, text: string) => {
      length += text.length;
      most = Math.max(most, process.memoryUsage().rss);
    };
    const before = process.memoryUsage().rss;
    await shell("head -c 200000000 /dev/zero", { onLine });
    expect(length).toBe(200_000_000);
    expect(most - before).toBeLessThan(150_000_000);
  });

  test("keeps the last 20 lines of standard error", async () => {
    const { stderr } = await shell("for i in $(seq 1 50); do echo line $i >&2; done; exit 3");
    expect(stderr).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 31}`));
  });
});

describe("an end", () => {
  test("has the command's own exit code", async () => {
    expect(await shell("exit 42")).toMatchObject({ exitCode: 42 });
  });

  test("by a signal has its name and number", async () => {
    expect(await shell("kill -9 $$")).toMatchObject({ exitCode: 137, signal: "SIGKILL" });
  });

  test("takes with it what the command left running, also when that holds the output open", async () => {
    const { out, took } = await shell("sleep 60 & echo $!");
    await isGone(out[0] ?? "");
    expect(took).toBeLessThan(5000);
    const { out: gone, took: long } = await run(["setsid", "--fork", "sh", "-c", "echo $$; sleep 3"]);
    expect(gone.length).toBeLessThanOrEqual(1);
    expect(long).toBeLessThan(2500);
  });

  test.runIf(existsSync("/proc/self/environ"))("takes with it what made itself a session, and no other", async () => {
    const daemon = 'setsid --fork sh -c "echo \\$\\$; exec sleep 60"; sleep 0.3';
    const other = spawn("sleep", ["60"], { env: { ...env, SLIPWAY_FAMILY: "other" } });
    const [{ out }, { out: inner }] = await Promise.all([
      shell(daemon, { family: "one" }),
      shell(`SLIPWAY_FAMILY=two/three; export SLIPWAY_FAMILY; ${daemon}`, { family: "two" }),
    ]);
    expect([...out, ...inner]).toHaveLength(2);
    await Promise.all([...out, ...inner].map(isGone));
    expect(isAlive(String(other.pid))).toBe(true);
    other.kill();
  });

  test("is a sentence where the command cannot start", async () => {
    expect(await run(["no-such-program"])).toMatchObject({
      exitCode: 127,
      notStarted: 'there is no program "no-such-program" on this machine',
    });
    expect((await run(["/etc/passwd"])).notStarted).toBe('the program "/etc/passwd" may not be executed');
    expect((await run(["echo", "a\0b"])).notStarted).toMatch(/character NUL/);
    expect((await run(["echo", "x".repeat(131_072)])).notStarted).toMatch(
      /^argument 1 of its command has 131072 bytes/,
    );
    expect((await run(["echo", "x".repeat(131_071)])).exitCode).toBe(0);
    const many = Array.from({ length: 40 }, () => "x".repeat(131_000));
    expect((await run(["echo", ...many])).notStarted).toMatch(/longer than this machine takes together/);
  });
});

describe("a stop", () => {
  test("asks first, and what ends by itself has its own exit code", async () => {
    const stop = createStop();
    setTimeout(() => stop.pull({ kind: "cancelled", now: false }), 300);
    const end = await node(
      `process.on("SIGTERM", () => { console.log("bye"); process.exit(7); }); setInterval(() => {}, 1000);`,
      { stop, graceMilliseconds: 10_000 },
    );
    expect(end).toMatchObject({ exitCode: 7, out: ["bye"], stopped: { kind: "cancelled", now: false } });
  });

  test("ends a command that does not listen, and its children, after the grace", async () => {
    const stop = createStop();
    setTimeout(() => stop.pull({ kind: "timeout", seconds: 1 }), 200);
    const end = await shell(`trap '' TERM; sh -c "trap '' TERM; sleep 60 & wait" & echo $!; wait; wait`, { stop });
    expect(end).toMatchObject({ exitCode: 137, signal: "SIGKILL", stopped: { kind: "timeout", seconds: 1 } });
    await isGone(end.out[0] ?? "");
    expect(end.took).toBeLessThan(5000);
  });

  test("that is urgent does not wait, and ends what is not a process too", async () => {
    const stop = createStop();
    let killed = 0;
    setTimeout(() => stop.pull({ kind: "cancelled", now: false }), 100);
    setTimeout(() => stop.pull({ kind: "cancelled", now: true }), 300);
    const onKill = () => {
      killed += 1;
    };
    const end = await shell("trap '' TERM; while :; do sleep 1; done", { stop, graceMilliseconds: 60_000, onKill });
    expect(end).toMatchObject({ exitCode: 137, signal: "SIGKILL" });
    expect({ killed, isQuick: end.took < 5000 }).toEqual({ killed: 1, isQuick: true });
  });

  test("before the start lets nothing start", async () => {
    const stop = createStop();
    stop.pull({ kind: "cancelled", now: false });
    expect(await shell("echo no", { stop })).toMatchObject({ out: [], stopped: { kind: "cancelled" } });
  });
});
