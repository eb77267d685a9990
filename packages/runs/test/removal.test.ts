import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { listRuns, type Removal, type RunSelection, removeRuns } from "@slipway/runs";
import { cacheKey, type TaskRecord } from "@slipway/runtime";
import type { Store } from "@slipway/store";
import { beforeEach, describe, expect, test } from "vitest";
import { artifact, entryOf, leaf, type More, record, run } from "./made-up.ts";
import { keysIn, newStore, putText, save, saveEntry } from "./saved.ts";

const NOW = Date.parse("2025-11-21T12:00:00.000Z");
const KEY = "a".repeat(64);
const day = (number: number, id = "") => `2025-11-${String(number).padStart(2, "0")}T0${id.length}:00:00.000Z`;

let store = {} as Store;
beforeEach(async () => {
  store = await newStore();
});

const remove = (selection: RunSelection, more = {}): Promise<Removal> =>
  removeRuns(store, selection, { now: () => NOW, ...more });
const named = (...ids: string[]) => ({ runs: ids.map((id) => ({ pipeline: "churn", id })) });
const uriOf = (id: string) => `${store.uri}/churn/${id}/train/a0/model`;

/** A run with one task, which made a model of four bytes and offered it to the cache. */
async function make(id: string, start = day(1), more: More = {}): Promise<TaskRecord> {
  const made = record("train", {
    run: id,
    start,
    end: start,
    artifacts: { model: [artifact(uriOf(id))] },
    cache: { key: KEY, parts: {} },
    ...more,
  });
  await save(store, run([leaf("train")], { id, start }), [made]);
  await putText(store, `churn/${id}/train/a0/model/weights`, "1234");
  return made;
}

/** A run whose task took the result of another one. */
async function take(id: string, from: TaskRecord, start = day(2)): Promise<void> {
  const cache = { key: KEY, parts: {}, from: { run: from.run, path: "train", pipeline: "churn" } };
  const taken = { ...from, run: id, state: "CACHED", start, end: start, cache } as const;
  await save(store, run([leaf("train")], { id, start }), [taken]);
}

describe("a run", () => {
  test("goes with records, artifacts and cache entry", async () => {
    await saveEntry(store, entryOf(await make("one")));
    await make("two");
    const others = await keysIn(store, "churn/two");
    const removal = await remove(named("one"));
    expect(removal).toMatchObject({ cacheEntries: 1, objects: 3, used: { objects: 0, bytes: 0 }, refused: [] });
    expect(removal.runs).toEqual([{ id: "one", pipeline: "churn", start: day(1), objects: 3, bytes: removal.bytes }]);
    expect(await keysIn(store)).toEqual(others);
  });

  test("stays in a trial, which says the same", async () => {
    await saveEntry(store, entryOf(await make("one")));
    const before = await keysIn(store);
    const trial = await remove(named("one"), { dryRun: true });
    expect(await keysIn(store)).toEqual(before);
    expect(trial).toEqual(await remove(named("one")));
  });

  test("that has not ended stays, unless it must go", async () => {
    await save(store, run([leaf("train")], { id: "one" }));
    expect(await remove(named("one"))).toMatchObject({ runs: [], refused: [{ pipeline: "churn", id: "one" }] });
    expect(await remove(named("one"), { force: true })).toMatchObject({ runs: [{ id: "one" }], refused: [] });
    expect(await keysIn(store)).toEqual([]);
  });

  test("that is damaged goes only when it must, with its entries", async () => {
    await saveEntry(store, entryOf(await make("one")));
    await putText(store, "churn/one/run.json", "{");
    expect(await remove(named("one"))).toMatchObject({ runs: [], refused: [{ id: "one" }] });
    expect(await remove(named("one"), { force: true })).toMatchObject({ runs: [{ id: "one" }], cacheEntries: 1 });
    expect(await keysIn(store)).toEqual([]);
  });

  test("that is not there is no problem", async () => {
    expect(await remove(named("none"))).toMatchObject({ runs: [], refused: [], objects: 0 });
  });

  test("leaves no empty folders and no links behind", async () => {
    await make("one");
    const folder = store.path?.("churn/one/train/a0/model") ?? "";
    mkdirSync(`${folder}/empty/folder`, { recursive: true });
    symlinkSync("nowhere", `${folder}/link`);
    await remove(named("one"));
    expect(existsSync(store.path?.("churn/one") ?? "")).toBe(false);
  });
});

describe("what others use stays", () => {
  test("a result that a kept run took from the cache, with its entry", async () => {
    const made = await make("one");
    await saveEntry(store, entryOf(made));
    await take("two", made);
    const removal = await remove(named("one"));
    expect(removal).toMatchObject({ cacheEntries: 0, objects: 2, used: { objects: 1, bytes: 4 } });
    expect(await keysIn(store, "churn/one")).toEqual(["churn/one/removed.json", "churn/one/train/a0/model/weights"]);
    expect(await store.get(cacheKey(KEY))).toBeDefined();
    expect((await listRuns(store)).runs.map(({ id }) => id)).toEqual(["two"]);
  });

  test("until nobody uses it any more", async () => {
    const made = await make("one");
    await saveEntry(store, entryOf(made));
    await take("two", made);
    await take("three", made);
    await remove(named("one"));
    await remove(named("two"));
    expect(await keysIn(store, "churn/one")).toHaveLength(2);
    await remove(named("three"));
    expect(await keysIn(store)).toEqual([]);
  });

  test("not when all go together", async () => {
    const made = await make("one");
    await saveEntry(store, entryOf(made));
    await take("two", made);
    expect(await remove(named("one", "two"))).toMatchObject({ cacheEntries: 1, used: { objects: 0 } });
    expect(await keysIn(store)).toEqual([]);
  });

  test("an input of a kept run", async () => {
    const made = await make("one");
    const reading = record("use", { uses: { in: made.outputs.artifacts["model"] ?? [] } });
    await save(store, run([leaf("use")], { id: "two" }), [reading]);
    await remove(named("one"));
    expect(await keysIn(store, "churn/one")).toContain("churn/one/train/a0/model/weights");
  });

  test.each([
    [
      "a parameter of a task",
      () => [run([leaf("use")], { id: "two" }), record("use", { reads: { list: [{ at: uriOf("one") }] } })] as const,
    ],
    [
      "a parameter of a run",
      () => [run([leaf("use")], { id: "two", parameters: { model: uriOf("one") } }), record("use")] as const,
    ],
    [
      "a path of this machine",
      () =>
        [
          run([leaf("use")], { id: "two" }),
          record("use", { reads: { at: store.path?.("churn/one/train/a0/model") ?? "" } }),
        ] as const,
    ],
  ])("what %s names", async (_, other) => {
    await make("one");
    const [two, reading] = other();
    await save(store, two, [reading]);
    await remove(named("one"));
    expect(await keysIn(store, "churn/one")).toContain("churn/one/train/a0/model/weights");
  });

  test("what a damaged record names", async () => {
    const made = await make("one");
    await take("two", made);
    const text = new TextDecoder().decode((await store.get("churn/two/train/task.json"))?.bytes);
    await putText(store, "churn/two/train/task.json", text.slice(0, -20));
    await remove(named("one"));
    expect(await keysIn(store, "churn/one")).toContain("churn/one/train/a0/model/weights");
  });

  test("an entry that another run has made anew", async () => {
    await make("one");
    const made = await make("two", day(2));
    await saveEntry(store, entryOf(made));
    expect(await remove(named("one"))).toMatchObject({ cacheEntries: 0 });
    expect(await store.get(cacheKey(KEY))).toBeDefined();
  });

  test("not an entry that has replaced the one which was taken", async () => {
    const made = await make("one");
    await take("three", made);
    await saveEntry(store, entryOf(await make("two", day(2))));
    expect(await remove(named("two"))).toMatchObject({ cacheEntries: 1 });
    expect(await store.get(cacheKey(KEY))).toBeUndefined();
  });
});

describe("old runs", () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3, 4]) await make(`r${number}`, day(number));
    await save(store, run([leaf("train")], { id: "slow", start: day(1) }));
    await save(store, run([leaf("train")], { id: "lasting", start: day(1) }), [record("train", { end: day(9) })]);
    await save(store, run([], { id: "other", pipeline: "other", start: day(1) }));
  });
  const ids = ({ runs }: Removal) => runs.map(({ id }) => id).sort();

  test("are those that ended before", async () => {
    expect(ids(await remove({ endedBefore: day(3) }, { dryRun: true }))).toEqual(["other", "r1", "r2"]);
    expect(ids(await remove({ endedBefore: day(10) }, { dryRun: true }))).toEqual([
      "lasting",
      "other",
      "r1",
      "r2",
      "r3",
      "r4",
    ]);
    expect(ids(await remove({ endedBefore: day(3) }, { dryRun: true, force: true }))).toEqual([
      "other",
      "r1",
      "r2",
      "slow",
    ]);
  });

  test("stay when they are among the newest of their pipeline", async () => {
    expect(ids(await remove({ endedBefore: day(10), keep: 1 }, { dryRun: true }))).toEqual([
      "lasting",
      "r1",
      "r2",
      "r3",
    ]);
    expect(ids(await remove({ endedBefore: day(10), keep: 9 }, { dryRun: true }))).toEqual([]);
  });
});

/** A store that fails at its nth change, as if the process had ended there. */
function failing(inner: Store, at: number): Store {
  let changes = 0;
  const count = <T>(act: () => Promise<T>): Promise<T> => {
    changes += 1;
    return changes === at ? Promise.reject(new Error("the end")) : act();
  };
  const { path: _path, ...rest } = inner;
  return {
    ...rest,
    put: (key, bytes) => count(() => inner.put(key, bytes)),
    remove: (key) => count(() => inner.remove(key)),
  };
}

test("wherever a removal ends, what is listed is whole, and the next one finishes it", async () => {
  const names = ["one", "two"];
  for (let at = 1; ; at += 1) {
    store = await newStore();
    const made = await make("one");
    await saveEntry(store, entryOf(made));
    await take("two", made);
    await make("three");
    const kept = await keysIn(store, "churn/three");
    const ended = await removeRuns(failing(store, at), named(...names), { now: () => NOW }).then(
      () => true,
      () => false,
    );
    const { runs, problems } = await listRuns(store);
    expect(problems).toEqual([]);
    for (const { id } of runs) {
      expect(await keysIn(store, `churn/${id}`), `at ${at}`).toContain(`churn/${id}/train/task.json`);
      if (id === "one") expect(await keysIn(store, "churn/one")).toContain("churn/one/train/a0/model/weights");
    }
    if (!runs.some(({ id }) => id === "one")) expect(await store.get(cacheKey(KEY))).toBeUndefined();
    await remove(named(...names));
    expect(await keysIn(store), `at ${at}`).toEqual(kept);
    if (ended) {
      expect(at).toBeGreaterThan(10);
      return;
    }
  }
});
