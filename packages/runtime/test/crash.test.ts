// A crash at any point loses nothing that was committed and publishes nothing half-done: a run is killed at each of its
// writes in turn, before, in the middle of and after it; what stands in the store is looked at, and the run goes on.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CacheEntry, contentTag, type TaskRecord } from "@slipway/runtime";
import { measure, openStore } from "@slipway/store";
import { describe, expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("crash-run.mjs", import.meta.url));

type Ended = { readonly code: number | null; readonly signal: string | null; readonly output: string };

function run(store: string, work: string, id: string, death = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, store, work, id, death], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
}

async function inFolder(act: (store: string, work: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-crash-"));
  try {
    await act(join(folder, "store"), join(folder, "work"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function documents<T>(store: string, ending: RegExp): readonly T[] {
  // Killed at its first write it has made nothing.
  if (!existsSync(store)) return [];
  return readdirSync(store, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => JSON.parse(readFileSync(join(store, file), "utf8")) as T);
}

/** Whatever says that it is there, is there, whole. */
async function checkStore(store: string): Promise<readonly TaskRecord[]> {
  const records = documents<TaskRecord>(store, /\/task\.json$/);
  for (const { outputs } of records) await checkArtifacts(outputs);
  const entries = documents<CacheEntry>(store, /\.slipway\/cache\/.*\.json$/);
  for (const entry of entries) {
    await checkArtifacts(entry.outputs);
    expect(
      records.some(({ run, path, state }) => run === entry.run && path === entry.path && state === "SUCCEEDED"),
    ).toBe(true);
    for (const [uri, tag] of Object.entries(entry.tags)) expect(await contentTag(uri, { open: openAll })).toBe(tag);
  }
  return records;
}

const openAll = () => openStore("file://");

async function checkArtifacts({ artifacts }: TaskRecord["outputs"]): Promise<void> {
  for (const { uri, digest, size } of Object.values(artifacts).flat()) {
    const there = await measure(uri.replace("file://", ""));
    expect({ uri, digest: there.digest, size: there.size }).toEqual({ uri, digest, size });
  }
}

const states = (records: readonly TaskRecord[], id: string) =>
  Object.fromEntries(records.filter(({ run }) => run === id).map(({ path, state }) => [path, state]));

const DONE = { first: "SUCCEEDED", second: "SUCCEEDED", third: "SUCCEEDED" };

describe("a run that is killed", { timeout: 300_000 }, () => {
  test("goes on from what it had committed, wherever it ended", async () => {
    let writes = 0;
    await inFolder(async (store, work) => {
      const whole = await run(store, work, "whole");
      expect(whole.code).toBe(0);
      writes = JSON.parse(whole.output).writes;
      expect(states(await checkStore(store), "whole")).toEqual(DONE);
    });
    const points = Array.from({ length: writes }, (_, at) =>
      ["before", "half", "after"].map((phase) => `${at}:${phase}`),
    ).flat();
    expect(points.length).toBeGreaterThanOrEqual(50);
    for (const point of points) {
      await inFolder(async (store, work) => {
        const killed = await run(store, work, "one", point);
        expect({ point, signal: killed.signal }).toEqual({ point, signal: "SIGKILL" });
        const before = await checkStore(store);
        expect((await run(store, work, "one")).code).toBe(0);
        const after = await checkStore(store);
        // What was committed is what it was.
        for (const record of before) expect(after).toContainEqual(record);
        const ended = states(after, "one");
        expect({ point, tasks: Object.keys(ended).sort() }).toEqual({ point, tasks: Object.keys(DONE) });
        expect(Object.values(ended).every((state) => state === "SUCCEEDED" || state === "CACHED")).toBe(true);
      });
    }
  });
});

describe("two runs that do the same work at once", { timeout: 120_000 }, () => {
  test("both succeed, each with outputs of its own, and the cache has those of one", async () => {
    await inFolder(async (store, work) => {
      const ended = await Promise.all(["one", "two", "three"].map((id) => run(store, work, id)));
      expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
      const records = await checkStore(store);
      expect(records).toHaveLength(9);
      for (const { cache, run: id, path, outputs } of records) {
        const owner = cache?.from?.run ?? id;
        for (const { uri } of Object.values(outputs.artifacts).flat())
          expect(uri).toContain(`/crash/${owner}/${path}/`);
      }
      expect(documents<CacheEntry>(store, /\.slipway\/cache\/.*\.json$/)).toHaveLength(3);
    });
  });
});
