// The three containers of a pod, as three programs in turn that share a folder: driver, launcher in the user's image (here
// with nothing on its PATH), publisher. Each may be another user.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Answer } from "@slipway/pod";
import type { TaskRecord } from "@slipway/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobOf } from "./pod-job.js";

const BUILT = fileURLToPath(new URL("../dist/slipway-runtime.cjs", import.meta.url));
const BUSYBOX = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file));
const isRoot = process.getuid?.() === 0;

type Pod = {
  readonly main?: number;
  readonly publisher?: number;
  readonly run?: string;
  readonly killLauncher?: boolean;
  /** Of the command, in seconds. */
  readonly timeLimit?: number;
  /** What the engine asks. */
  readonly answers?: readonly Answer[];
};

const folder = mkdtempSync(join(tmpdir(), "slipway-pod-"));
// Where every user may read it: a checkout may be its owner's alone.
const PROGRAM = join(folder, "slipway-runtime.cjs");
beforeAll(() => {
  chmodSync(folder, 0o777);
  copyFileSync(BUILT, PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true }));
let pods = 0;

/**
 * @param script of the user's command, whose `$0` is the place of its artifact, `$1` that of its parameter, `$2` that of
 * the executor output, and `$3` what is mounted at its root
 */
function runPod(script: string, more: Pod = {}) {
  const { main = 0, publisher = 0, run = `run-${pods}`, killLauncher = false, timeLimit, answers: list } = more;
  const shared = join(folder, `shared-${pods++}`);
  const job = jobOf({
    run,
    attempt: `pod-${pods}`,
    shared,
    busybox: BUSYBOX ?? "",
    store: `file://${folder}/store`,
    script,
    ...(list && { list }),
  });
  const text = JSON.stringify(job);
  const log = `${shared}-reason`;
  writeFileSync(log, "");
  chmodSync(log, 0o666);
  const node = (verb: string, told: string, user: number) =>
    spawnSync(process.execPath, [PROGRAM, verb, told], {
      encoding: "utf8",
      env: { ...process.env, SLIPWAY_TERMINATION_LOG: log },
      ...(isRoot && { uid: user, gid: user }),
    });
  const driver = node("drive", text, publisher);
  const launcher = spawnSync(
    join(shared, "slipway/bin/busybox"),
    ["sh", join(shared, "slipway/bin/launch.sh"), shared, ...(timeLimit === undefined ? [] : [String(timeLimit)])],
    {
      encoding: "utf8",
      env: { PATH: "/nothing" },
      ...(killLauncher && { timeout: 1000, killSignal: "SIGKILL" as const }),
      ...(isRoot && { uid: main, gid: main }),
    },
  );
  const published = node("publish", shared, publisher);
  const file = join(folder, "store/pod", run, "only/task.json");
  const record = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TaskRecord) : undefined;
  const answers = readTexts(join(shared, "answers"));
  return { driver, launcher, publisher: published, record, shared, answers, reason: readFileSync(log, "utf8") };
}

function readTexts(at: string): Readonly<Record<string, string>> {
  const names = existsSync(at) ? readdirSync(at) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

const WRITE = 'echo data > "$0"; printf "%s" "$GIVEN" > "$1"';

describe.skipIf(!BUSYBOX)("a pod", { timeout: 60_000 }, () => {
  test("runs a command in an image that has no tools, and publishes what it left", () => {
    const { driver, launcher, publisher, record, reason } = runPod(`PATH=/usr/bin:/bin; ${WRITE}`);
    expect([driver.status, launcher.status, publisher.status, reason]).toEqual([0, 0, 0, ""]);
    expect(record).toMatchObject({
      state: "SUCCEEDED",
      outputs: { parameters: { text: { value: 'it\'s $(here) {{x}} "quoted"' } } },
    });
    const [artifact] = record?.outputs.artifacts["data"] ?? [];
    expect(readFileSync((artifact?.uri ?? "").replace("file://", ""), "utf8")).toBe("data\n");
  });

  test("ends as the user's command does, with its last lines", () => {
    const { launcher, publisher, record, reason } = runPod("echo said >&2; echo out; exit 7");
    expect([launcher.status, launcher.stdout, launcher.stderr]).toEqual([0, "out\n", "said\n"]);
    expect(publisher.status).toBe(7);
    // Not what it said, which may be a secret: a reason is shown to more people than a log is.
    expect(reason).toBe('task "only" FAILED: it ended with exit code 7');
    expect(record).toMatchObject({ state: "FAILED", error: { exitCode: 7, stderr: ["said"] } });
  });

  test("tells a command that is not there from one that fails", () => {
    const { publisher, record } = runPod("nowhere-to-be-found");
    expect(publisher.status).toBe(127);
    expect(record?.error?.stderr?.join()).toContain("nowhere-to-be-found");
  });

  test("keeps the end of much output, and loses none of it on the way", () => {
    const { launcher, record } = runPod(
      'PATH=/usr/bin:/bin; i=0; while [ $i -lt 20000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1',
    );
    expect(launcher.stderr.split("\n")).toHaveLength(20_001);
    expect(record?.error?.stderr?.at(-1)).toBe("line 19999");
  });

  test("does not wait for what a command leaves running", () => {
    const begin = Date.now();
    const { record } = runPod(`PATH=/usr/bin:/bin; sleep 60 >/dev/null & ${WRITE}`);
    expect(record?.state).toBe("SUCCEEDED");
    expect(Date.now() - begin).toBeLessThan(30_000);
  });

  test("ends a command that takes too long, with all that it started, and says so", async () => {
    const child = join(folder, "child");
    const script = `trap '' TERM; while :; do echo alive >> ${child}; sleep 0.1; done & sleep 30 & wait; sleep 30`;
    const { launcher, publisher, record, reason } = runPod(`PATH=/usr/bin:/bin; ${script}`, { timeLimit: 1 });
    expect(launcher.status).toBe(0);
    expect(publisher.status).not.toBe(0);
    const said = "it took longer than its time limit, 1 s";
    expect(record).toMatchObject({
      state: "FAILED",
      error: { message: said, hint: expect.stringContaining("timeout") },
    });
    expect(reason).toContain(said);
    const sign = readFileSync(child, "utf8");
    await sleep(500);
    expect(readFileSync(child, "utf8")).toBe(sign);
  });

  test("lets a command be that ends within its time", () => {
    const begin = Date.now();
    const { record } = runPod(`PATH=/usr/bin:/bin; ${WRITE}`, { timeLimit: 3600 });
    expect(record?.state).toBe("SUCCEEDED");
    expect(Date.now() - begin).toBeLessThan(30_000);
  });

  test("says that the launcher was killed, and does it again in another try", async () => {
    const begun = join(folder, "begun");
    const script = `PATH=/usr/bin:/bin; if [ ! -e ${begun} ]; then : > ${begun}; sleep 60; fi; ${WRITE}`;
    const killed = runPod(script, { run: "killed", killLauncher: true });
    expect(killed.launcher.signal).toBe("SIGKILL");
    expect(killed.publisher.status).toBe(1);
    expect(killed.record).toMatchObject({ state: "FAILED", error: { message: expect.stringContaining("launcher") } });
    const again = runPod(script, { run: "killed" });
    expect(again.record).toMatchObject({
      state: "SUCCEEDED",
      attempt: expect.not.stringMatching(`^${killed.record?.attempt}$`),
    });
  });

  /** An executor output that says something of the artifact. */
  const reports = (artifact: object) =>
    `printf '%s' '${JSON.stringify({ parameterValues: {}, artifacts: { data: { artifacts: [artifact] } } })}' > "$2"`;

  test("finds an artifact whose uri or path was changed, as the SDK would have it", () => {
    const published = (script: string) => {
      const { record, publisher } = runPod(`PATH=/usr/bin:/bin; printf text > "$1"; ${script}`);
      expect([record?.state, publisher.stderr]).toEqual(["SUCCEEDED", expect.not.stringContaining("nothing was")]);
      const uri = record?.outputs.artifacts["data"]?.[0]?.uri ?? "";
      return [uri.slice(uri.lastIndexOf("/")), readFileSync(uri.replace("file://", ""), "utf8")];
    };
    expect(published(`echo a > "$0.pt"; ${reports({ uri: "/slipway/outputs/data.pt" })}`)).toEqual(["/data.pt", "a\n"]);
    const inBucket = 'mkdir -p "$3/s3/bucket"; echo b > "$3/s3/bucket/x"';
    expect(published(`${inBucket}; ${reports({ custom_path: "/s3/bucket/x" })}`)).toEqual(["/data", "b\n"]);
    const own = join(folder, 'own "path"', "x");
    const elsewhere = `mkdir -p '${dirname(own)}'; echo d > '${own}'`;
    expect(published(`${elsewhere}; ${reports({ custom_path: own })}`)).toEqual(["/data", "d\n"]);
    expect(published(`echo c > "$3/slipway/named"; ${reports({ uri: "/slipway/named" })}`)).toEqual(["/data", "c\n"]);
  });

  test("says what it could not keep, and what was not written", () => {
    const gone = runPod(`${WRITE}; ${reports({ custom_path: join(folder, "nowhere") })}`);
    expect(gone.publisher.stderr).toContain(`output "data": nothing was written to ${join(folder, "nowhere")}`);
    const unwritten = runPod(reports({ uri: "/pvc/model" }));
    expect(unwritten.record).toMatchObject({
      state: "SUCCEEDED",
      outputs: { artifacts: { data: [{ uri: "/pvc/model" }] } },
    });
    const [first = "", second = ""] = unwritten.publisher.stderr.split("\n");
    expect(first).toMatch(/^slipway: task "only": output parameter "text" was not written/);
    expect(second).toMatch(/^slipway: task "only": output "data": only its uri is kept, since "\/pvc\/model" lies in/);
  });

  test("shows nothing of the publisher's own through a link", () => {
    const secret = join(folder, "secret");
    writeFileSync(secret, "secret");
    const links = (what: string) => runPod(`PATH=/usr/bin:/bin; ${WRITE}; rm "${what}"; ln -s ${secret} "${what}"`);
    const reason = "it is a link to what the task does not share, and cannot be read after it";
    expect(links("$1").record?.error?.message).toBe(`output parameter "text": ${reason}`);
    expect(links("$0").record?.error?.message).toMatch(new RegExp(`^output "data": .*: ${reason}$`));
  });

  test("does not wait for a pipe", () => {
    const { record } = runPod('PATH=/usr/bin:/bin; mkfifo "$1"');
    expect(record?.error?.message).toBe('output parameter "text": there is a pipe where its file should be');
  });

  test("runs nothing in a run that has its record already", () => {
    const script = `PATH=/usr/bin:/bin; ${WRITE}; echo once >> ${folder}/count`;
    const [first, again] = [runPod(script, { run: "twice" }), runPod(script, { run: "twice" })];
    expect(again.record).toEqual(first.record);
    expect([again.driver.status, again.launcher.status, again.publisher.status]).toEqual([0, 0, 0]);
    expect(readFileSync(join(folder, "count"), "utf8")).toBe("once\n");
  });

  test("answers what the engine asks, when the task has gone well, in this pod or before", () => {
    const from = { kind: "task-output", task: "only", output: "text" } as const;
    const asked = { loops: {}, importers: {} };
    const parameters = { x: { type: "STRING" as const, from } };
    const loops = { each: { kind: "parameter", items: from } } as const;
    const answers: readonly Answer[] = [
      { ...asked, kind: "parameter", name: "value", from },
      { ...asked, kind: "count", name: "count", loop: "each", loops },
      {
        ...asked,
        ...{ kind: "guard", name: "runs" },
        guard: { task: "if", condition: "inputs.parameter_values['x'] == ''", parameters, artifacts: {} },
      },
    ];
    const write = 'echo data > "$0"; printf "[1, 2]" > "$1"';
    expect(runPod("exit 1", { run: "asked", answers }).answers).toEqual({ count: "0", runs: "false", value: "" });
    const ended = runPod(write, { run: "asked", answers });
    expect([ended.publisher.status, ended.answers]).toEqual([0, { value: "[1, 2]", count: "2", runs: "false" }]);
    const decisions = ["each", "if"].map((name) => readTexts(join(folder, "store/pod/asked", name))["decision.json"]);
    expect(decisions.map((text) => JSON.parse(text ?? ""))).toMatchObject([{ count: 2 }, { skipped: true }]);
    // A driver in a pod of its own is the last, when there is nothing to run.
    const again = runPod(write, { run: "asked", answers });
    expect([again.driver.status, again.answers]).toEqual([0, ended.answers]);
  });

  test("fails when what the engine asks cannot be told, though the task went well", () => {
    const from = { kind: "task-output", task: "only", output: "text" } as const;
    const loops = { each: { kind: "parameter", items: from } } as const;
    const answers: readonly Answer[] = [{ kind: "count", name: "count", loop: "each", loops, importers: {} }];
    const { publisher, record, answers: given } = runPod(WRITE, { answers });
    expect([publisher.status, record?.state, given]).toEqual([1, "SUCCEEDED", {}]);
    expect(publisher.stderr).toContain('loop "each" runs over a list, but its items are a string');
  });

  test.skipIf(!isRoot).each([
    { main: 0, publisher: 1001 },
    { main: 1001, publisher: 0 },
    { main: 12_345, publisher: 1001 },
  ])("publishes what only its owner may read: main $main, publisher $publisher", ({ main, publisher }) => {
    const script = `PATH=/usr/bin:/bin; umask 077; mkdir -m 700 "$0"; echo x > "$0/file"; chmod 600 "$0/file"; printf y > "$1"`;
    const ended = runPod(script, { main, publisher });
    expect(ended.publisher.stderr).toContain("SUCCEEDED");
    const [artifact] = ended.record?.outputs.artifacts["data"] ?? [];
    expect(artifact).toMatchObject({ isFolder: true, size: 2 });
    expect(readdirSync((artifact?.uri ?? "").replace("file://", ""))).toEqual(["file"]);
    expect(statSync(ended.shared).uid).toBe(publisher);
  });
});
