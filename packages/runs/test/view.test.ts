import { viewRun } from "@slipway/runs";
import type { RunView, TaskView } from "@slipway/runtime";
import { describe, expect, test } from "vitest";
import { dag, decision, leaf, loop, outline, record, run } from "./made-up.ts";

const after = (...dependencies: string[]) => ({ dependencies });
const atEnd = (...dependencies: string[]) => ({ dependencies, trigger: "all-completed" }) as const;

function flat(tasks: readonly TaskView[]): readonly string[] {
  return tasks.flatMap(({ path, state, tasks: inner = [] }) => [`${path} ${state}`, ...flat(inner)]);
}

function shown(view: RunView): readonly string[] {
  return [view.state, ...flat(view.tasks)];
}

describe("tasks in a row", () => {
  const chain = run([leaf("a"), leaf("b", after("a")), leaf("c", after("b"))]);

  test("the first in line is taken to be running", () => {
    expect(shown(viewRun(chain, [], []))).toEqual(["RUNNING", "a RUNNING", "b NOT_RUN", "c NOT_RUN"]);
    expect(viewRun(chain, [], []).end).toBeUndefined();
  });

  test("the next one follows", () => {
    const view = viewRun(chain, [record("a")], []);
    expect(shown(view)).toEqual(["RUNNING", "a SUCCEEDED", "b RUNNING", "c NOT_RUN"]);
  });

  test("a failed one ends the run", () => {
    const view = viewRun(chain, [record("a"), record("b", { state: "FAILED", end: "2025-11-21T07:00:00.000Z" })], []);
    expect(shown(view)).toEqual(["FAILED", "a SUCCEEDED", "b FAILED", "c NOT_RUN"]);
    expect(view.end).toBe("2025-11-21T07:00:00.000Z");
  });

  test("a skipped one takes those after it along, and the run succeeded", () => {
    const view = viewRun(chain, [record("a", { state: "SKIPPED" })], []);
    expect(shown(view)).toEqual(["SUCCEEDED", "a SKIPPED", "b SKIPPED", "c SKIPPED"]);
  });

  test("a cached one counts as a success", () => {
    const view = viewRun(chain, [record("a", { state: "CACHED" }), record("b"), record("c")], []);
    expect(view.state).toBe("SUCCEEDED");
    expect(view.tasks[0]?.record?.state).toBe("CACHED");
  });

  test("after a cancelled one nothing begins", () => {
    const both = run([leaf("a"), leaf("b"), leaf("z", atEnd("a", "b"))]);
    expect(shown(viewRun(both, [record("a", { state: "CANCELLED" })], []))).toEqual([
      "CANCELLED",
      "a CANCELLED",
      "b NOT_RUN",
      "z NOT_RUN",
    ]);
  });

  test("behind a failed and a skipped one it does not run", () => {
    const both = run([leaf("a"), leaf("b"), leaf("c", after("a", "b"))]);
    const records = [record("a", { state: "SKIPPED" }), record("b", { state: "FAILED" })];
    expect(shown(viewRun(both, records, [])).at(-1)).toBe("c NOT_RUN");
  });

  test("the engine can say that the run is over", () => {
    const ended = { state: "FAILED", end: "2025-11-21T09:00:00.000Z" } as const;
    const view = viewRun(chain, [], [], ended);
    expect(shown(view)).toEqual(["FAILED", "a NOT_RUN", "b NOT_RUN", "c NOT_RUN"]);
    expect(view.end).toBe(ended.end);
  });

  test("a task that waits for the end of others runs whatever happened", () => {
    const withExit = run([dag("work", [leaf("work/a"), leaf("work/b", after("a"))]), leaf("exit", atEnd("work"))]);
    const failed = [record("work/a", { state: "FAILED" })];
    const [, , , , exit] = shown(viewRun(withExit, failed, []));
    expect(exit).toBe("exit RUNNING");
    expect(viewRun(withExit, failed, []).state).toBe("FAILED");
    expect(viewRun(withExit, failed, []).end).toBeUndefined();
    const done = viewRun(withExit, [...failed, record("exit", { end: "2025-11-21T08:00:00.000Z" })], []);
    expect(shown(done)).toEqual(["FAILED", "work FAILED", "work/a FAILED", "work/b NOT_RUN", "exit SUCCEEDED"]);
    expect(done.end).toBe("2025-11-21T08:00:00.000Z");
  });

  test("independent branches go on after a failure", () => {
    const fork = run([leaf("a"), leaf("b"), leaf("c", after("b"))]);
    const view = viewRun(fork, [record("a", { state: "FAILED" })], []);
    expect(shown(view)).toEqual(["FAILED", "a FAILED", "b RUNNING", "c NOT_RUN"]);
  });

  test("a record counts more than what should have been", () => {
    const view = viewRun(chain, [record("a", { state: "FAILED" }), record("b")], []);
    expect(shown(view).slice(0, 3)).toEqual(["FAILED", "a FAILED", "b SUCCEEDED"]);
  });

  test("an importer that nobody read holds nothing up", () => {
    const importing = run([leaf("import", { kind: "importer" }), leaf("a", after("import"))]);
    expect(shown(viewRun(importing, [record("a")], []))).toEqual(["SUCCEEDED", "import NOT_RUN", "a SUCCEEDED"]);
  });

  test("names with signs stand in paths as the records spell them", () => {
    const odd = run([leaf("a b"), leaf("ü", after("a b"))]);
    expect(shown(viewRun(odd, [record("a b"), record("ü")], []))).toEqual([
      "SUCCEEDED",
      "a%20b SUCCEEDED",
      "%C3%BC SUCCEEDED",
    ]);
  });

  test("a pipeline without tasks has succeeded", () => {
    const view = viewRun(run([]), [], []);
    expect([view.state, view.end]).toEqual(["SUCCEEDED", run([]).start]);
  });
});

describe("conditions", () => {
  const branches = run([
    leaf("a"),
    dag("if", [leaf("if/b"), dag("if/deep", [leaf("if/deep/c")])], after("a")),
    leaf("d", after("if")),
  ]);

  test("one that is false skips all in it and behind it", () => {
    const view = viewRun(branches, [record("a")], [decision("if", { skipped: true })]);
    expect(shown(view)).toEqual([
      "SUCCEEDED",
      "a SUCCEEDED",
      "if SKIPPED",
      "if/b SKIPPED",
      "if/deep SKIPPED",
      "if/deep/c SKIPPED",
      "d SKIPPED",
    ]);
  });

  test("a DAG with only skipped tasks succeeded, so what is behind it runs", () => {
    const nested = run([dag("if", [dag("if/deep", [leaf("if/deep/c")])]), leaf("d", after("if"))]);
    const view = viewRun(nested, [], [decision("if/deep", { skipped: true })]);
    expect(shown(view)).toEqual(["RUNNING", "if SUCCEEDED", "if/deep SKIPPED", "if/deep/c SKIPPED", "d RUNNING"]);
  });

  test("one that was found false before another task failed is not why its DAG did not run", () => {
    const both = run([leaf("a"), leaf("b"), dag("if", [leaf("if/c")], after("a", "b")), leaf("d", after("if"))]);
    const records = [record("a"), record("b", { state: "FAILED" })];
    expect(shown(viewRun(both, records, [decision("if", { skipped: true })]))).toEqual([
      "FAILED",
      "a SUCCEEDED",
      "b FAILED",
      "if NOT_RUN",
      "if/c NOT_RUN",
      "d NOT_RUN",
    ]);
    const alone = run([leaf("a"), leaf("b"), leaf("c", after("a", "b"))]);
    expect(shown(viewRun(alone, [...records, record("c", { state: "SKIPPED" })], [])).at(-1)).toBe("c NOT_RUN");
  });

  test("one that cannot be told failed, with the reason", () => {
    const error = { message: 'the condition of "if" cannot be told' };
    const view = viewRun(branches, [record("a")], [decision("if", { error })]);
    expect(shown(view).slice(0, 4)).toEqual(["FAILED", "a SUCCEEDED", "if FAILED", "if/b NOT_RUN"]);
    expect(view.tasks[1]?.error).toEqual(error);
    expect(shown(view).at(-1)).toBe("d NOT_RUN");
  });

  test("a DAG that was begun shows its times", () => {
    const records = [
      record("a"),
      record("if/b", { start: "2025-11-21T06:10:00.000Z", end: "2025-11-21T06:40:00.000Z" }),
      record("if/deep/c", { start: "2025-11-21T06:20:00.000Z", end: "2025-11-21T06:30:00.000Z" }),
    ];
    expect(viewRun(branches, records, []).tasks[1]).toMatchObject({
      state: "SUCCEEDED",
      start: "2025-11-21T06:10:00.000Z",
      end: "2025-11-21T06:40:00.000Z",
    });
  });
});

describe("loops", () => {
  const looping = run([loop("each", [leaf("each/a"), leaf("each/b", after("a"))]), leaf("d", after("each"))]);

  test("have as many iterations as was found out", () => {
    const records = [record("each/a", { in: { each: 0 } }), record("each/b", { in: { each: 0 } })];
    const view = viewRun(looping, records, [decision("each", { count: 2 })]);
    expect(shown(view)).toEqual([
      "RUNNING",
      "each RUNNING",
      "each/0 SUCCEEDED",
      "each/0/a SUCCEEDED",
      "each/0/b SUCCEEDED",
      "each/1 RUNNING",
      "each/1/a RUNNING",
      "each/1/b NOT_RUN",
      "d NOT_RUN",
    ]);
    expect(view.tasks[0]?.tasks?.map(({ iteration }) => iteration)).toEqual([0, 1]);
  });

  test("that are empty succeeded", () => {
    expect(shown(viewRun(looping, [record("d")], [decision("each", { count: 0 })]))).toEqual([
      "SUCCEEDED",
      "each SUCCEEDED",
      "d SUCCEEDED",
    ]);
  });

  test("go on while nobody knows how often", () => {
    const records = ["each/a", "each/b"].map((id) => record(id, { in: { each: 1 } }));
    const view = viewRun(looping, records, []);
    expect(shown(view)).toEqual([
      "RUNNING",
      "each RUNNING",
      "each/0 RUNNING",
      "each/0/a RUNNING",
      "each/0/b NOT_RUN",
      "each/1 SUCCEEDED",
      "each/1/a SUCCEEDED",
      "each/1/b SUCCEEDED",
      "d NOT_RUN",
    ]);
  });

  test("that were not reached show no iterations", () => {
    const late = run([leaf("a"), loop("each", [leaf("each/b")], after("a"))]);
    expect(shown(viewRun(late, [record("a", { state: "FAILED" })], []))).toEqual([
      "FAILED",
      "a FAILED",
      "each NOT_RUN",
    ]);
    expect(shown(viewRun(late, [record("a", { state: "SKIPPED" })], []))).toEqual([
      "SUCCEEDED",
      "a SKIPPED",
      "each SKIPPED",
    ]);
  });

  test("that were counted before another task failed were not reached", () => {
    const late = run([leaf("a"), leaf("b"), loop("each", [leaf("each/c")], after("a", "b"))]);
    const records = [record("a"), record("b", { state: "FAILED" })];
    expect(shown(viewRun(late, records, [decision("each", { count: 2 })]))).toEqual([
      "FAILED",
      "a SUCCEEDED",
      "b FAILED",
      "each NOT_RUN",
    ]);
  });

  test("with nothing in them but importers that nobody read hold nothing up", () => {
    const items = { kind: "constant", value: ["x"] } as const;
    const tasks = [loop("each", [leaf("each/import", { kind: "importer" })]), leaf("a", after("each"))];
    const importing = run(outline(tasks, {}, { each: { kind: "parameter", items } }));
    const ended = { state: "SUCCEEDED", end: "2025-11-21T06:00:09.000Z" } as const;
    expect(shown(viewRun(importing, [record("a")], [], ended)).slice(0, 3)).toEqual([
      "SUCCEEDED",
      "each SUCCEEDED",
      "each/0 SUCCEEDED",
    ]);
  });

  test("in loops are told apart", () => {
    const nested = run([loop("x", [loop("x/y", [leaf("x/y/a")])])]);
    const records = [0, 1].map((at) =>
      record("x/y/a", { in: { x: 1, "x/y": at }, ...(at === 1 && { state: "FAILED" }) }),
    );
    const decisions = [
      decision("x", { count: 2 }),
      decision("x/y", { count: 0 }, { x: 0 }),
      decision("x/y", { count: 2 }, { x: 1 }),
    ];
    expect(shown(viewRun(nested, records, decisions))).toEqual([
      "FAILED",
      "x FAILED",
      "x/0 SUCCEEDED",
      "x/0/y SUCCEEDED",
      "x/1 FAILED",
      "x/1/y FAILED",
      "x/1/y/0 SUCCEEDED",
      "x/1/y/0/a SUCCEEDED",
      "x/1/y/1 FAILED",
      "x/1/y/1/a FAILED",
    ]);
  });

  test("of a task that is no DAG", () => {
    const single = run([leaf("a", { iterates: true })]);
    const view = viewRun(single, [record("a", { in: { a: 0 } })], [decision("a", { count: 2 })]);
    expect(shown(view)).toEqual(["RUNNING", "a RUNNING", "a/0 SUCCEEDED", "a/1 RUNNING"]);
  });
});

describe("a condition that the run's parameters decide", () => {
  const condition = "inputs.parameter_values['x'] == true";
  const from = { kind: "pipeline-parameter", name: "go" } as const;
  const shape = { condition, reads: { x: { type: "BOOLEAN", from } } } as const;
  const tasks = [dag("if", [leaf("if/a")], shape), leaf("b", shape), leaf("c", { dependencies: ["if"] })];
  const seen = (go: boolean, ended?: Parameters<typeof viewRun>[3]) =>
    shown(viewRun(run(tasks, { parameters: { go } }), [], [], ended));

  test("needs no note", () => {
    const skipped = ["SUCCEEDED", "if SKIPPED", "if/a SKIPPED", "b SKIPPED", "c SKIPPED"];
    expect(seen(false)).toEqual(skipped);
    expect(seen(false, { state: "SUCCEEDED", end: "2025-11-21T06:00:09.000Z" })).toEqual(skipped);
    expect(seen(true)).toEqual(["RUNNING", "if RUNNING", "if/a RUNNING", "b RUNNING", "c NOT_RUN"]);
  });
});
