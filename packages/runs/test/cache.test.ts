import { explainCache, listCache, removeCache } from "@slipway/runs";
import { type CacheEntry, cacheKey, contentTag, type TaskRecord } from "@slipway/runtime";
import { openStore, type Store, splitUri } from "@slipway/store";
import { beforeEach, describe, expect, test } from "vitest";
import { artifact, entryOf, leaf, type More, record, run } from "./made-up.ts";
import { keysIn, newStore, putText, save, saveEntry } from "./saved.ts";

const keyOf = (letter: string) => letter.repeat(64);
const day = (number: number) => `2025-11-0${number}T00:00:00.000Z`;
const settings = {
  open: (uri: string) => openStore(splitUri(uri).root),
  now: () => Date.parse(day(9)),
};

let store = {} as Store;
beforeEach(async () => {
  store = await newStore();
});

function work(id: string, letter: string, parts: Readonly<Record<string, string>>, more: More = {}): TaskRecord {
  return record(id, { cache: { key: keyOf(letter), parts }, start: day(5), end: day(5), ...more });
}

async function entry(id: string, letter: string, more: Partial<CacheEntry> = {}): Promise<CacheEntry> {
  const made = { ...entryOf(work(id, letter, {}), { key: keyOf(letter) }), ...more };
  await saveEntry(store, made);
  return made;
}

describe("entries", () => {
  beforeEach(async () => {
    await entry("train", "a", { created: day(1) });
    await entry("each/train", "b", { created: day(3), pipeline: "other" });
    await entry("retrain", "c", { created: day(2) });
    await putText(store, cacheKey(keyOf("d")), "{");
  });
  const letters = (entries: readonly CacheEntry[]) => entries.map(({ key }) => key[0]).join("");

  test("are listed, the newest first, without what is none", async () => {
    const { entries, problems } = await listCache(store);
    expect(letters(entries)).toBe("bca");
    expect(problems).toEqual([{ key: cacheKey(keyOf("d")), message: expect.stringMatching(/no JSON/) }]);
    expect(letters((await listCache(store, { task: "train" })).entries)).toBe("ba");
    expect(letters((await listCache(store, { task: "train", pipeline: "churn" })).entries)).toBe("a");
    expect(letters((await listCache(store, { before: day(3) })).entries)).toBe("ca");
  });

  test.each([
    [{ keys: ["aaaa"] }, "bc"],
    [{ keys: [keyOf("a"), "cc"] }, "b"],
    [{ task: "train" }, "c"],
    [{ before: day(2) }, "bc"],
    [{ all: true }, ""],
  ] as const)("go as %j says", async (selection, left) => {
    const trial = await removeCache(store, selection, true);
    expect(await keysIn(store)).toHaveLength(4);
    const removal = await removeCache(store, selection);
    expect(removal).toEqual(trial);
    expect(letters((await listCache(store)).entries)).toBe(left);
    expect(letters(removal.removed)).toHaveLength(3 - left.length);
  });

  test("that are damaged go with all others, and only then", async () => {
    expect(await removeCache(store, { all: true })).toMatchObject({ damaged: [cacheKey(keyOf("d"))], problems: [] });
    expect(await keysIn(store)).toEqual([]);
  });

  test("that are not there are named", async () => {
    expect(await removeCache(store, { keys: ["aa", "ff"] })).toMatchObject({
      missing: ["ff"],
      removed: [{ task: "train" }],
    });
  });
});

describe("why a task was not taken from the cache", () => {
  const why = async (made: TaskRecord) => (await explainCache(store, made, settings)).verdict;
  const before = { image: "i1", arguments: "a1", 'parameter "epochs"': "3", scope: "dev" };

  test("nothing like it was there", async () => {
    expect(await why(work("train", "a", before))).toEqual({ kind: "first" });
    await entry("other", "b");
    expect(await why(work("train", "a", before))).toEqual({ kind: "first" });
  });

  test("nobody asked", async () => {
    expect(await why(record("train"))).toEqual({ kind: "not-asked" });
  });

  test("it was", async () => {
    const from = { run: "run-0", path: "train", pipeline: "churn" };
    expect(await why(work("train", "a", {}, { state: "CACHED", cache: { key: keyOf("a"), parts: {}, from } }))).toEqual(
      {
        kind: "taken",
        from,
      },
    );
  });

  test("what was there could not be used", async () => {
    const made = work("train", "a", {}, { cache: { key: keyOf("a"), parts: {}, renews: "the artifact is gone" } });
    expect(await why(made)).toEqual({ kind: "renewed", reason: "the artifact is gone" });
  });

  test("parts of its key differ, and records know their values", async () => {
    const earlier = work("train", "a", before, {
      run: "run-0",
      reads: { epochs: 3 },
      image: "python:3.11",
      start: day(1),
      end: day(1),
    });
    await save(store, run([leaf("train")], { id: "run-0" }), [earlier]);
    await saveEntry(store, entryOf(earlier));
    const parts = { image: "i2", arguments: "a1", 'parameter "epochs"': "5", 'artifact "data"': "x", scope: "dev" };
    const now = work("train", "b", parts, {
      reads: { epochs: 5 },
      image: "python:3.12",
      uses: { data: [artifact("s3://b/data")] },
    });
    expect(await why(now)).toEqual({
      kind: "different",
      nearest: { run: "run-0", path: "train", pipeline: "churn", created: day(1) },
      differences: [
        { part: 'artifact "data"', kind: "added", after: ["sha256:data"] },
        { part: "image", kind: "changed", before: "python:3.11", after: "python:3.12" },
        { part: 'parameter "epochs"', kind: "changed", before: 3, after: 5 },
      ],
    });
  });

  test("the nearest has the fewest differences, and is the newest of these", async () => {
    const parts = (image: string, args: string) => ({ ...before, image, arguments: args });
    await entry("train", "a", { parts: parts("i2", "a2"), created: day(4), run: "far" });
    await entry("train", "b", { parts: parts("i2", "a1"), created: day(2), run: "near" });
    await entry("train", "c", { parts: parts("i3", "a1"), created: day(3), run: "nearer" });
    await entry("train", "d", { parts: parts("i1", "a3"), created: day(6), run: "later" });
    await entry("train", "e", { parts: parts("i1", "a1"), created: day(3), run: "elsewhere", pipeline: "other" });
    const verdict = await why(work("train", "f", before));
    expect(verdict).toMatchObject({ nearest: { run: "nearer" }, differences: [{ part: "image" }] });
  });

  test("of the same component, where the task was never run", async () => {
    await entry("train", "a", { parts: { image: "i2" }, created: day(1), task: "train-2", run: "alike" });
    expect(await why(work("train", "b", { image: "i1" }))).toMatchObject({ nearest: { run: "alike" } });
  });
});

describe("what comes next", () => {
  async function made(): Promise<TaskRecord> {
    const uri = `${store.uri}/churn/run-1/train/a0/model`;
    await putText(store, "churn/run-1/train/a0/model", "1234");
    const done = work("train", "a", {}, { artifacts: { model: [artifact(uri)] } });
    const tag = (await contentTag(uri, settings)) ?? "";
    await saveEntry(store, entryOf(done, { tags: { [uri]: tag } }));
    return done;
  }
  const next = async (done: TaskRecord, more = {}) => (await explainCache(store, done, { ...settings, ...more })).next;

  test("is a hit while all is as it was", async () => {
    expect(await next(await made())).toMatchObject({ kind: "hit", entry: { key: keyOf("a") } });
  });

  test("is none when the artifact is gone, was changed, or is too old", async () => {
    const done = await made();
    expect(await next(done, { maxAgeSeconds: 60 })).toMatchObject({
      kind: "stale",
      reason: expect.stringMatching(/old/),
    });
    await putText(store, "churn/run-1/train/a0/model", "12345");
    expect(await next(done)).toMatchObject({ kind: "stale", reason: expect.stringMatching(/changed/) });
    await store.remove("churn/run-1/train/a0/model");
    expect(await next(done)).toMatchObject({ kind: "stale", reason: expect.stringMatching(/gone/) });
  });

  test("is none without an entry", async () => {
    expect(await next(work("train", "a", {}))).toEqual({ kind: "none" });
  });
});
