import { type Lineage, lineageOf } from "@slipway/runs";
import type { Store } from "@slipway/store";
import { beforeEach, expect, test } from "vitest";
import { artifact, leaf, record, run } from "./made-up.ts";
import { newStore, putText, save } from "./saved.ts";

let store = {} as Store;
beforeEach(async () => {
  store = await newStore();
});

const tasks = ["import", "prepare", "train", "evaluate"].map((name) => leaf(name));
const [raw, clean, model, metrics] = ["s3://b/raw", "s3://b/clean", "s3://b/model", "s3://b/metrics"].map((uri) =>
  artifact(uri),
);
const listed = (...list: readonly (typeof raw)[]) => ({ out: list.flatMap((one) => one ?? []) });

const records = [
  record("import", { kind: "importer", artifacts: listed(raw) }),
  record("prepare", { uses: listed(raw), artifacts: listed(clean) }),
  record("train", { uses: listed(clean), artifacts: listed(model) }),
  record("evaluate", { uses: listed(model, clean), artifacts: listed(metrics) }),
];

const steps = (list: Lineage["before"] = []) =>
  list.map(({ distance, task }) => `${distance} ${task.run}/${task.path}`);

async function of(uri: string): Promise<Lineage | undefined> {
  return (await lineageOf(store, uri)).lineage;
}

test("goes both ways, the nearest first", async () => {
  await save(store, run(tasks), records);
  const lineage = await of("s3://b/clean");
  expect(steps(lineage?.before)).toEqual(["1 run-1/prepare", "2 run-1/import"]);
  expect(steps(lineage?.after)).toEqual(["1 run-1/evaluate", "1 run-1/train"]);
  expect(steps((await of("s3://b/raw"))?.after)).toEqual(["1 run-1/prepare", "2 run-1/evaluate", "2 run-1/train"]);
  expect(steps((await of("s3://b/metrics"))?.before)).toEqual([
    "1 run-1/evaluate",
    "2 run-1/prepare",
    "2 run-1/train",
    "3 run-1/import",
  ]);
});

test("goes through other runs and pipelines", async () => {
  await save(store, run(tasks), records);
  const later = run([leaf("deploy")], { id: "run-2", pipeline: "other" });
  await save(store, later, [record("deploy", { uses: listed(model), artifacts: listed(artifact("s3://b/service")) })]);
  expect(steps((await of("s3://b/service"))?.before)).toEqual([
    "1 run-2/deploy",
    "2 run-1/train",
    "3 run-1/prepare",
    "4 run-1/import",
  ]);
  expect(steps((await of("s3://b/model"))?.after)).toEqual(["1 run-2/deploy", "1 run-1/evaluate"].sort());
});

const from = { run: "run-1", path: "train", pipeline: "churn" };
const taken = record("train", {
  state: "CACHED",
  uses: listed(clean),
  artifacts: listed(model),
  cache: { key: "a".repeat(64), parts: {}, from },
});

test("names those who took it from the cache apart from who made it", async () => {
  await save(store, run(tasks), records);
  await save(store, run(tasks, { id: "run-2" }), [taken]);
  const lineage = await of("s3://b/model");
  expect(steps(lineage?.before).slice(0, 1)).toEqual(["1 run-1/train"]);
  expect(lineage?.taken.map(({ run: id, cache }) => [id, cache?.from])).toEqual([["run-2", from]]);
});

test("is told by those who took it from the cache when its run is gone", async () => {
  await save(store, run(tasks, { id: "run-2" }), [taken]);
  expect(steps((await of("s3://b/model"))?.before)).toEqual(["1 run-2/train"]);
});

test("of a file is that of the folder which is the artifact, and a path is a file", async () => {
  const folder = artifact("file:///data/model", { isFolder: true });
  await save(store, run(tasks), [record("train", { artifacts: listed(folder) })]);
  for (const uri of ["file:///data/model/weights/0.bin", "/data/model/weights", "/data/model/", "/data/model"]) {
    expect(await of(uri)).toMatchObject({ uri: "file:///data/model", artifact: folder });
  }
  expect(await of("/data/models")).toBeUndefined();
});

test("ends where tasks read what they wrote", async () => {
  const both = { uses: listed(model), artifacts: listed(model) };
  await save(store, run(tasks), [record("train", both), record("evaluate", both)]);
  expect(steps((await of("s3://b/model"))?.before)).toEqual(["1 run-1/evaluate", "1 run-1/train"]);
});

test("is that of what can be read", async () => {
  await save(store, run(tasks), records);
  await putText(store, "churn/run-1/train/task.json", "{");
  await putText(store, "churn/broken/run.json", "{");
  const { lineage, problems } = await lineageOf(store, "s3://b/model");
  expect(steps(lineage?.before)).toEqual([]);
  expect(steps(lineage?.after)).toEqual(["1 run-1/evaluate"]);
  expect(problems).toHaveLength(2);
});

test("of what nobody knows there is none", async () => {
  expect(await lineageOf(store, "s3://b/model")).toEqual({ problems: [] });
});
