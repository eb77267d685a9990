// How old a result may be is a setting, since the IR cannot say it: cache.maxAge for all tasks, cache.tasks for one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "slipway-age-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** By task, its state. */
function run(...settings: readonly string[]): Readonly<Record<string, string>> {
  const command = [here("../../packages/cli/bin/slipway.cjs"), "run", here("pipelines/caching/artifact.yaml")];
  const parameters = ["-p", "text=a", "-p", `scratch=${folder}`];
  const words = ["--store", `file://${folder}/store`, "--json", ...settings.flatMap((one) => ["--set", one])];
  const { stdout, stderr } = spawnSync(process.execPath, [...command, ...parameters, ...words], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  const { tasks } = JSON.parse(stdout) as { tasks: readonly { path: string; state: string }[] };
  return Object.fromEntries(tasks.map(({ path, state }) => [path, state]));
}

test("a result that is too old is made again, and then counts", async () => {
  expect(run()).toEqual({ "noted-write": "SUCCEEDED", read: "SUCCEEDED" });
  await sleep(1500);
  const young = "cache.maxAge=1s";
  expect(run("cache.maxAge=1h")).toEqual({ "noted-write": "CACHED", read: "CACHED" });
  expect(run("cache.tasks.noted-write.maxAge=1s")).toEqual({ "noted-write": "SUCCEEDED", read: "CACHED" });
  // What was renewed just now is young; what was not is old.
  expect(run("cache.maxAge=1h", "cache.tasks.noted-write.maxAge=1h")).toEqual({
    "noted-write": "CACHED",
    read: "CACHED",
  });
  await sleep(1500);
  expect(run(young)).toEqual({ "noted-write": "SUCCEEDED", read: "SUCCEEDED" });
  // Another scope has results of its own.
  expect(run("cache.scope=prod")).toEqual({ "noted-write": "SUCCEEDED", read: "SUCCEEDED" });
  expect(run("cache.scope=prod")).toEqual({ "noted-write": "CACHED", read: "CACHED" });
});
