import { findRun, listRuns, readRun, removeRuns } from "@slipway/runs";
import type { Store } from "@slipway/store";
import { beforeEach, describe, expect, test } from "vitest";
import { decision, leaf, loop, record, run } from "./made-up.ts";
import { newStore, putText, save } from "./saved.ts";

let store = {} as Store;
beforeEach(async () => {
  store = await newStore();
});

const at = (hour: number) => `2025-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
const simple = [leaf("a"), leaf("b", { dependencies: ["a"] })];

describe("a run", () => {
  test("is read with its records and decisions", async () => {
    const looping = run([loop("each", [leaf("each/a")])]);
    await save(store, looping, [record("each/a", { in: { each: 0 } })], [decision("each", { count: 1 })]);
    const read = await readRun(store, looping);
    expect(read?.problems).toEqual([]);
    expect(read?.view).toMatchObject({ state: "SUCCEEDED", tasks: [{ path: "each", tasks: [{ iteration: 0 }] }] });
  });

  test("is not there", async () => {
    expect(await readRun(store, run([]))).toBeUndefined();
  });

  test("has artifacts that are called as records are", async () => {
    await save(store, run(simple), [record("a"), record("b")]);
    for (const key of ["a/a0/model/task.json", "a/a0/task.json", "b/a0/decision.json", "task.json"]) {
      await putText(store, `churn/run-1/${key}`, "{ not ours");
    }
    const read = await readRun(store, run(simple));
    expect(read?.problems).toEqual([]);
    expect(read?.view.state).toBe("SUCCEEDED");
  });

  test.each([
    ["no JSON", "{", /no JSON/],
    ["half of a record", '{"version": 1, "run": "run-1"}', /"pipeline"/],
    ["a record of the future", '{"version": 2}', /another version/],
    ["a list", "[]", /its top/],
    ["a number", "1", /its top/],
    ["the record of another task", JSON.stringify(record("b")), /speaks of "b"/],
  ])("is shown without a record that is %s", async (_, text, message) => {
    await save(store, run(simple), [record("b")]);
    await putText(store, "churn/run-1/a/task.json", text);
    const read = await readRun(store, run(simple));
    expect(read?.problems).toEqual([{ key: "churn/run-1/a/task.json", message: expect.stringMatching(message) }]);
    expect(read?.view.tasks.map(({ state }) => state)).toEqual(["RUNNING", "SUCCEEDED"]);
  });

  test("may be over, as its engine knows", async () => {
    await save(store, run(simple), [record("a")]);
    const read = await readRun(store, run(simple), { state: "CANCELLED", end: at(9) });
    expect(read?.view).toMatchObject({ state: "CANCELLED", tasks: [{ state: "SUCCEEDED" }, { state: "NOT_RUN" }] });
  });
});

describe("a list of runs", () => {
  beforeEach(async () => {
    await save(store, run(simple, { id: "old", start: at(1), experiment: "tuning" }), [
      record("a", { state: "FAILED" }),
    ]);
    await save(store, run(simple, { id: "new", start: at(3) }), [record("a", { state: "CACHED" }), record("b")]);
    await save(store, run(simple, { id: "middle", start: at(2), pipeline: "an other", experiment: "tuning" }), [
      record("a"),
    ]);
  });

  test("has the newest first, with what became of their tasks", async () => {
    const { runs, total, problems } = await listRuns(store);
    expect(runs.map(({ id, state, tasks }) => [id, state, tasks])).toEqual([
      ["new", "SUCCEEDED", { CACHED: 1, SUCCEEDED: 1 }],
      ["middle", "RUNNING", { SUCCEEDED: 1, RUNNING: 1 }],
      ["old", "FAILED", { FAILED: 1, NOT_RUN: 1 }],
    ]);
    expect(runs[0]).not.toHaveProperty("outline");
    expect([total, problems]).toEqual([3, []]);
  });

  test("can be cut, and narrowed to an experiment or a pipeline", async () => {
    const ids = async (query: Parameters<typeof listRuns>[1]) =>
      (await listRuns(store, query)).runs.map(({ id }) => id);
    expect(await listRuns(store, { limit: 1 })).toMatchObject({ runs: [{ id: "new" }], total: 3 });
    expect(await ids({ experiment: "tuning" })).toEqual(["middle", "old"]);
    expect(await ids({ experiment: "tuning", limit: 1 })).toEqual(["middle"]);
    expect(await ids({ pipeline: "an other" })).toEqual(["middle"]);
    expect(await ids({ pipeline: "none" })).toEqual([]);
  });

  test("takes the word of who knows of an end that no record tells", async () => {
    const endOf = () => ({ state: "FAILED" as const, end: at(9) });
    const { runs } = await listRuns(store, { endOf });
    expect(runs.map(({ id, state, tasks }) => [id, state, tasks])).toEqual([
      ["new", "SUCCEEDED", { CACHED: 1, SUCCEEDED: 1 }],
      ["middle", "FAILED", { SUCCEEDED: 1, NOT_RUN: 1 }],
      ["old", "FAILED", { FAILED: 1, NOT_RUN: 1 }],
    ]);
    const named = { runs: [{ pipeline: "an other", id: "middle" }] };
    expect(await removeRuns(store, named, { now: () => 0 })).toMatchObject({ refused: [{ id: "middle" }] });
    expect(await removeRuns(store, named, { now: () => 0, endOf })).toMatchObject({ runs: [{ id: "middle" }] });
  });

  test("goes on where a run is damaged, and where something is no run", async () => {
    await putText(store, "churn/broken/run.json", "{");
    await putText(store, "churn/half/run.json", '{"version":1,"id":"half"}');
    await putText(store, "data/set/part.csv", "1");
    await putText(store, "notes.txt", "1");
    await putText(store, ".slipway/cache/run.json", "{");
    const { runs, problems } = await listRuns(store);
    expect(runs).toHaveLength(3);
    expect(problems.map(({ key }) => key)).toEqual(["churn/broken/run.json", "churn/half/run.json"]);
  });

  test("of an empty store is empty", async () => {
    expect(await listRuns(await newStore())).toEqual({ runs: [], total: 0, experiments: [], problems: [] });
  });
});

describe("a run is found", () => {
  beforeEach(async () => {
    for (const id of ["7f3a91c2", "7f3b", "7f3", "odd id"])
      await save(store, run(simple, { id, start: at(id.length) }));
  });

  test.each([
    ["7f3a91c2", "7f3a91c2"],
    ["7f3a", "7f3a91c2"],
    ["7f3", "7f3"],
    ["odd id", "odd id"],
    ["odd i", "odd id"],
    ["latest", "7f3a91c2"],
  ])("as %s", async (text, id) => {
    expect(await findRun(store, text)).toMatchObject({ kind: "found", run: { id } });
  });

  test("unless nothing or several are called so, or it is damaged", async () => {
    expect(await findRun(store, "8")).toEqual({ kind: "none" });
    expect(await findRun(await newStore(), "latest")).toEqual({ kind: "none" });
    await save(store, run(simple, { id: "7f3aaa" }));
    expect(await findRun(store, "7f3a")).toEqual({ kind: "several", ids: ["7f3a91c2", "7f3aaa"] });
    await putText(store, "churn/broken/run.json", "{");
    expect(await findRun(store, "broken")).toMatchObject({ kind: "damaged", problem: { message: expect.any(String) } });
  });

  test("not as a folder without a run in it", async () => {
    await putText(store, "data/7f3axx/part.csv", "1");
    expect(await findRun(store, "7f3ax")).toEqual({ kind: "none" });
    expect(await findRun(store, "7f3a")).toMatchObject({ kind: "found", run: { id: "7f3a91c2" } });
  });
});
