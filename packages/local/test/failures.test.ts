// What becomes of a run when the store, this machine or Slipway itself fails it.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { abandonedRuns } from "@slipway/local";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "./run-plan.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-failures-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(root, "store-"));

/** What a task's record holds. */
const recordOf = (folder: string, id: string, path: string) =>
  JSON.parse(readFileSync(join(folder, "small", id, path, "task.json"), "utf8"));

const isAlive = (pid: string) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

describe("a task that this machine fails", () => {
  test("before its command has a record with the reason, and others go on", async () => {
    const folder = newFolder();
    let id = "";
    const { state, errors, ended } = await run(
      { first: {}, bad: { after: ["first"] }, next: { after: ["bad"] }, other: { after: ["first"] } },
      {
        folder,
        onEvent: (event) => {
          if (event.kind !== "ended" || event.path !== "first") return;
          id = event.record?.run ?? "";
          // A file where its folder would be.
          writeFileSync(join(folder, ".slipway/work", id, "bad"), "");
        },
      },
    );
    expect({ state, states: Object.fromEntries(ended.map((one) => [one.path, one.state])) }).toEqual({
      state: "FAILED",
      states: { first: "SUCCEEDED", other: "SUCCEEDED", bad: "FAILED", next: "NOT_RUN" },
    });
    expect(errors["bad"]).toMatch(/a file stands where a folder is needed$/);
    expect(recordOf(folder, id, "bad")).toMatchObject({ state: "FAILED", error: { message: errors["bad"] } });
  });

  test("after its command is told, and is not tried again, where no record can be written either", async () => {
    const folder = newFolder();
    const retry = { maxRetryCount: 2, backoffDuration: "60s" };
    const steps = { a: { run: `rm -r "${folder}/small"; echo x >"${folder}/small"`, retry } };
    const { state, ended, events } = await run(steps, { folder });
    expect({ state, states: ended.map((one) => one.state) }).toEqual({ state: "FAILED", states: ["FAILED"] });
    expect(ended[0]?.problem).toMatch(/a file stands where a folder is needed$/);
    expect(events.map(({ kind }) => kind)).toEqual(["started", "executing", "ended"]);
  });
});

test("a bug ends what runs, writes its records, leaves nothing behind, and is thrown", async () => {
  const folder = newFolder();
  let count = 0;
  let pid = "";
  const ran = run(
    { long: { run: "echo $$; sleep 60" }, quick: { run: "sleep 0.5" }, bug: { after: ["quick"] } },
    {
      folder,
      unique: () => {
        count += 1;
        if (count > 2) throw new TypeError("x is not a function");
        return `attempt${count}`;
      },
      onEvent: (event) => {
        if (event.kind === "line") pid = event.text;
      },
    },
  );
  await expect(ran).rejects.toThrow("x is not a function");
  expect(isAlive(pid)).toBe(false);
  const [id = ""] = readdirSync(join(folder, "small"));
  expect(recordOf(folder, id, "long").state).toBe("CANCELLED");
  expect(existsSync(join(folder, ".slipway/work", id))).toBe(false);
});

describe("a run whose process is gone", () => {
  const mark = (more: object) => ({
    ...{ version: 1, id: "old", pipeline: "small", start: "2025-11-21T06:00:00.000Z", host: hostname() },
    ...more,
  });
  const markIn = (folder: string, more: object) => {
    mkdirSync(join(folder, ".slipway/running"), { recursive: true });
    writeFileSync(join(folder, ".slipway/running/old.json"), JSON.stringify(mark(more)));
  };
  const abandonedIn = async (folder: string) => (await abandonedRuns(join(folder, ".slipway"))).map(({ id }) => id);

  test("is known, unless it may be one of another machine, or is not known yet", async () => {
    const folder = newFolder();
    expect(await abandonedIn(folder)).toEqual([]);
    const seen: unknown[] = [];
    await run(
      { a: { run: "sleep 0.5" } },
      {
        folder,
        onEvent: ({ kind }) => {
          if (kind === "executing") seen.push(abandonedIn(folder));
        },
      },
    );
    expect(await Promise.all(seen)).toEqual([[]]);
    markIn(folder, { pid: 1, boot: "another" });
    expect(await abandonedIn(folder)).toEqual(["old"]);
    markIn(folder, { pid: 1, boot: "another", host: "elsewhere" });
    expect(await abandonedIn(folder)).toEqual([]);
    writeFileSync(join(folder, ".slipway/running/old.json"), '{"version":1,"id":"o');
    expect(await abandonedIn(folder)).toEqual([]);
  });

  test.runIf(existsSync("/proc/self/environ"))("is cleaned up by the next, with its processes", async () => {
    const folder = newFolder();
    markIn(folder, { pid: 1, boot: "another" });
    mkdirSync(join(folder, ".slipway/work/old/a"), { recursive: true });
    mkdirSync(join(folder, "small/old"), { recursive: true });
    writeFileSync(join(folder, "small/old/run.json"), "{}");
    const left = spawn("sleep", ["60"], { env: { PATH: process.env["PATH"], SLIPWAY_FAMILY: "old/x1" } });
    const ended = new Promise((resolve) => left.on("exit", (_, signal) => resolve(signal)));
    expect((await run({ a: {} }, { folder })).state).toBe("SUCCEEDED");
    expect(await ended).toBe("SIGKILL");
    expect(existsSync(join(folder, ".slipway/work/old"))).toBe(false);
    expect(await abandonedIn(folder)).toEqual(["old"]);
    rmSync(join(folder, "small/old"), { recursive: true });
    await run({ a: {} }, { folder });
    expect(await abandonedIn(folder)).toEqual([]);
  });
});
