// The pod of a schedule, against a cluster of which only the runs are there.
import type { JsonObject } from "@slipway/ir";
import { SCHEDULE, type StartDescription } from "@slipway/pod";
import { type ClusterCall, startRun } from "@slipway/runtime";
import { expect, test } from "vitest";

const PATH = "/apis/tekton.dev/v1/namespaces/ml/pipelineruns";
const JOB = "nightly-29480123";
const NOW = Date.UTC(2026, 0, 15, 6);

const DESCRIPTION: StartDescription = {
  run: { kind: "PipelineRun", metadata: { generateName: "train-", namespace: "ml", labels: { team: "a" } }, spec: {} },
  path: PATH,
  schedule: "nightly",
  concurrency: "allow",
  ending: { spec: { status: "CancelledRunFinally" } },
};

function run(name: string, status: JsonObject = {}): JsonObject {
  return { metadata: { name, labels: { [SCHEDULE]: "nightly" } }, status };
}

const ended = (name: string, day: number, status = "True") =>
  run(name, { completionTime: `2026-01-0${day}T00:00:00Z`, conditions: [{ type: "Succeeded", status }] });

/** @param statuses of what it refuses, by method */
async function started(there: readonly JsonObject[], given: Partial<StartDescription> = {}, statuses = {}) {
  const calls: ClusterCall[] = [];
  const refused = new Map<string, number>(Object.entries(statuses));
  const call = async (one: ClusterCall) => {
    calls.push(one);
    const status = refused.get(one.method);
    if (status !== undefined) return { status, body: { message: "no such right" } };
    return { status: 200, body: one.method === "GET" ? { items: [...there] } : {} };
  };
  const told = await startRun({ description: { ...DESCRIPTION, ...given }, job: JOB, now: NOW, call });
  const asked = calls.map(({ method, path }) => `${method} ${path.replace(PATH, "")}`);
  return { ...told, asked, made: calls.find(({ method }) => method === "POST")?.body };
}

test("makes a run of the job's own name, so that a second try makes none", async () => {
  const { made, asked, said } = await started([]);
  expect(asked).toEqual(["POST "]);
  expect(made?.["metadata"]).toEqual({
    name: JOB,
    namespace: "ml",
    labels: { team: "a", [SCHEDULE]: "nightly" },
  });
  expect(said).toEqual([`started ${JOB}`]);
  expect(await started([], {}, { POST: 409 })).toMatchObject({ said: [`started ${JOB}`], problems: [] });
  expect(await started([], {}, { POST: 403 })).toMatchObject({
    said: [],
    problems: [`"${JOB}" could not be started: no such right`],
  });
});

test("starts nothing before the start, nor from the end on", async () => {
  const [earlier, later] = ["2026-01-15T06:00:00Z", "2026-01-15T06:00:01Z"];
  expect((await started([], { start: later })).said).toEqual([`nothing starts before ${later}`]);
  expect((await started([], { end: earlier })).said).toEqual([`nothing starts from ${earlier} on`]);
  expect((await started([], { start: earlier, end: later })).asked).toEqual(["POST "]);
});

test("forbid: waits for nobody, and leaves it out", async () => {
  const going = [run("nightly-1"), ended("nightly-0", 1)];
  const list = `GET ?labelSelector=${encodeURIComponent(`${SCHEDULE}=nightly`)}`;
  expect(await started(going, { concurrency: "forbid" })).toMatchObject({
    asked: [list],
    said: ["nothing starts while nightly-1 goes on"],
  });
  expect((await started([ended("nightly-0", 1), run(JOB)], { concurrency: "forbid" })).asked).toEqual([list, "POST "]);
  expect(await started(going, { concurrency: "forbid" }, { GET: 403 })).toMatchObject({
    said: [],
    problems: ['runs of "nightly" could not be listed: no such right'],
  });
});

test("replace: ends what goes on first", async () => {
  const { asked } = await started([run("nightly-1"), ended("nightly-0", 1)], { concurrency: "replace" });
  expect(asked.slice(1)).toEqual(["PATCH /nightly-1", "POST "]);
});

test("keeps as many ended runs as are asked for, the newest", async () => {
  const there = [ended("c", 3), ended("a", 1), ended("b", 2), ended("e", 4, "False"), ended("d", 1, "False"), run("f")];
  const { asked } = await started(there, { keepSucceeded: 1, keepFailed: 1 });
  expect(asked.slice(2).sort()).toEqual(["DELETE /a", "DELETE /b", "DELETE /d"]);
  expect((await started(there, { keepFailed: 0 })).asked.slice(2).sort()).toEqual(["DELETE /d", "DELETE /e"]);
  expect(await started(there, { keepSucceeded: 2 }, { DELETE: 403 })).toMatchObject({
    said: [`started ${JOB}`],
    problems: ['"a" could not be deleted: no such right'],
  });
});
