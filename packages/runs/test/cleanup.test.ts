// The program that cleans up, as a CronJob starts it.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CleanupDescription } from "@slipway/pod";
import { listRuns } from "@slipway/runs";
import type { Store } from "@slipway/store";
import { beforeEach, expect, test } from "vitest";
import { leaf, record, run } from "./made-up.ts";
import { keysIn, newStore, putText, save } from "./saved.ts";

const PROGRAM = fileURLToPath(new URL("../dist/slipway-cleanup.cjs", import.meta.url));
const DAY = 86_400;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY * 1000).toISOString();

let store = {} as Store;
beforeEach(async () => {
  store = await newStore();
});

async function make(id: string, start: string, hasEnded = true): Promise<void> {
  const records = hasEnded ? [record("train", { run: id, start, end: start })] : [];
  await save(store, run([leaf("train")], { id, start }), records);
}

function cleanUp(job: Partial<CleanupDescription> = {}) {
  const whole: CleanupDescription = { store: { uri: store.uri }, olderThanSeconds: 30 * DAY, keep: 0, ...job };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, JSON.stringify(whole)], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const left = async () => (await listRuns(store, { limit: 100 })).runs.map(({ id }) => id);

test("what ended long ago goes, of each pipeline all but the newest", async () => {
  for (const [id, days] of [
    ["old", 50],
    ["older", 60],
    ["new", 1],
  ] as const)
    await make(id, daysAgo(days));
  const { status, stdout } = cleanUp({ keep: 2 });
  expect({ status, left: await left() }).toEqual({ status: 0, left: ["new", "old"] });
  expect(stdout).toMatch(
    /^slipway: removed run older of "churn", which began \S+\nslipway: removed in all: runs 1, objects 2,/,
  );
});

test("doing it twice does no more", async () => {
  await make("old", daysAgo(50));
  cleanUp();
  expect(cleanUp()).toMatchObject({ status: 0, stdout: expect.stringContaining("removed in all: runs 0,") });
  expect(await keysIn(store)).toEqual([]);
});

test("what has no end stays, unless it began so long ago that it has one", async () => {
  await make("killed", daysAgo(100), false);
  await make("going", daysAgo(40), false);
  cleanUp();
  expect(await left()).toEqual(["going", "killed"]);
  cleanUp({ unfinishedSeconds: 90 * DAY });
  expect(await left()).toEqual(["going"]);
});

test("what cannot be read is told and stays", async () => {
  await putText(store, "churn/broken/run.json", "{");
  const { status, stdout } = cleanUp();
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('cannot read "churn/broken/run.json"'),
  });
  expect(await keysIn(store)).toEqual(["churn/broken/run.json"]);
});

test("a store that is none is said, for another try", () => {
  const { status, stderr } = cleanUp({ store: { uri: "ftp://elsewhere" } });
  expect({ status, stderr }).toEqual({ status: 75, stderr: expect.stringMatching(/^slipway: .*ftp:\/\/elsewhere/) });
});
