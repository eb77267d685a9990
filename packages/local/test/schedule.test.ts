// The order of a run, with real processes and records in memory.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { runSteps } from "./machine.ts";
import { planOf, type Steps } from "./pipelines.ts";

/** Bytes that are really in use. */
function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

const run = (steps: Steps, settings: Parameters<typeof runSteps>[1] = {}) => runSteps(planOf(steps), settings);
const before = (order: readonly string[], first: string, second: string) =>
  expect(order.indexOf(first), `${first} before ${second} in ${order}`).toBeLessThan(order.indexOf(second));

describe("order", () => {
  test("is that of the dependencies, also across DAGs", async () => {
    const { outcome, started, states } = await run({
      a: { after: ["inner"] },
      inner: { after: ["b"], steps: { x: { after: ["y"] }, y: {} } },
      b: {},
      c: { after: ["a", "inner"] },
    });
    expect(outcome).toBe("SUCCEEDED");
    expect(started).toEqual(["b", "inner/y", "inner/x", "a", "c"]);
    expect(Object.keys(states)).toEqual(["b", "inner/y", "inner/x", "inner", "a", "c"]);
  });

  test("lets what is independent run at once, up to the limit", async () => {
    const steps = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, { run: "sleep 0.2" }]));
    expect((await run(steps, { parallelism: 3 })).mostAtOnce).toBe(3);
    expect((await run(steps, { parallelism: 1 })).mostAtOnce).toBe(1);
    expect((await run(steps, { parallelism: 99 })).mostAtOnce).toBe(6);
  });

  test("goes through a chain that is long and a DAG that is deep", async () => {
    const chain: Steps = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`t${index}`, index === 0 ? {} : { after: [`t${index - 1}`] }]),
    );
    const quick = async () => ({ exitCode: 0, stderr: [], start: "" });
    expect((await run(chain, { execute: quick })).started).toHaveLength(500);
    const deep = Array.from({ length: 30 }).reduce<Steps>((steps) => ({ d: { steps } }), { leaf: {} });
    expect((await run(deep, { execute: quick })).outcome).toBe("SUCCEEDED");
  });
});

describe("a failure", () => {
  test("leaves what needs the task behind, lets the rest go on, and fails the run", async () => {
    const { outcome, states } = await run({
      bad: { run: "exit 3" },
      behind: { after: ["bad"] },
      further: { after: ["behind", "good"] },
      good: { run: "sleep 0.2" },
      last: { after: ["good"] },
      dag: { after: ["bad"], steps: { x: {} } },
    });
    expect(outcome).toBe("FAILED");
    expect(states).toEqual({
      bad: "FAILED",
      behind: "NOT_RUN",
      dag: "NOT_RUN",
      "dag/x": "NOT_RUN",
      good: "SUCCEEDED",
      further: "NOT_RUN",
      last: "SUCCEEDED",
    });
  });

  test("of the store is said, and does not end the others", async () => {
    const { outcome, states, events } = await run({ a: {}, b: { after: ["a"] }, c: {} }, { broken: ["a"] });
    expect({ outcome, states }).toEqual({ outcome: "FAILED", states: { a: "FAILED", b: "NOT_RUN", c: "SUCCEEDED" } });
    expect(events).toContainEqual({
      kind: "ended",
      path: "a",
      isGroup: false,
      state: "FAILED",
      problem: "the store is gone",
    });
  });
});

describe("a condition", () => {
  test("that is false skips the DAG and all that is behind it, and the run succeeds", async () => {
    const { outcome, states, decisions } = await run({
      yes: { condition: "true", steps: { a: {} } },
      no: { condition: "false", steps: { b: {} } },
      behind: { after: ["no"] },
      further: { after: ["behind", "yes"] },
      around: { after: ["further"], steps: { c: {} } },
    });
    expect(outcome).toBe("SUCCEEDED");
    expect(states).toEqual({
      "yes/a": "SUCCEEDED",
      yes: "SUCCEEDED",
      no: "SKIPPED",
      "no/b": "SKIPPED",
      behind: "SKIPPED",
      further: "SKIPPED",
      around: "SKIPPED",
      "around/c": "SKIPPED",
    });
    expect(decisions).toEqual([{ path: "no", skipped: true }]);
  });

  test("behind a failed and a skipped task is not run", async () => {
    const { states } = await run({
      bad: { run: "exit 1" },
      no: { condition: "false", steps: { x: {} } },
      both: { after: ["bad", "no"] },
    });
    expect(states).toMatchObject({ bad: "FAILED", no: "SKIPPED", both: "NOT_RUN" });
  });

  test("that cannot be told fails its DAG with the reason", async () => {
    const { outcome, decisions, states } = await run({ what: { condition: "'a' == 'b'", steps: { x: {} } } });
    expect({ outcome, states }).toEqual({ outcome: "FAILED", states: { what: "FAILED" } });
    expect(decisions).toEqual([{ path: "what", error: { message: '"what" is unclear' } }]);
  });

  test("in a loop in a condition in a loop is asked for each iteration", async () => {
    const { started, states, decisions } = await run({
      outer: {
        items: ["a", "b"],
        steps: {
          when: {
            condition: "'odd' == ''",
            steps: { inner: { items: ["x", "y"], steps: { only: { condition: "true", steps: { leaf: {} } } } } },
          },
        },
      },
    });
    expect([...started].sort()).toEqual(["outer/1/when/inner/0/only/leaf", "outer/1/when/inner/1/only/leaf"]);
    expect(states).toMatchObject({ "outer/0/when": "SKIPPED", "outer/1/when/inner": "SUCCEEDED", outer: "SUCCEEDED" });
    expect(decisions).toEqual([
      { path: "outer", count: 2 },
      { path: "outer/0/when", skipped: true },
      { path: "outer/1/when/inner", count: 2 },
    ]);
  });
});

describe("a task that waits for the end of others", () => {
  const exit = { run: "echo bye", completed: true } as const;

  test("runs once, after all of them, whatever they are and however they ended", async () => {
    const { outcome, started, states } = await run({
      bad: { run: "sleep 0.2; exit 1" },
      loop: { items: ["a", "b"], steps: { x: { run: "sleep 0.1" } } },
      no: { condition: "false", steps: { y: {} } },
      behind: { after: ["bad"] },
      exit: { ...exit, after: ["bad", "loop", "no", "behind"] },
      second: { ...exit, after: ["bad"] },
      next: { after: ["exit"] },
    });
    expect(outcome).toBe("FAILED");
    expect(started.filter((path) => path === "exit" || path === "second").sort()).toEqual(["exit", "second"]);
    expect(states).toMatchObject({ exit: "SUCCEEDED", second: "SUCCEEDED", next: "SUCCEEDED", behind: "NOT_RUN" });
    before(Object.keys(states), "bad", "exit");
    before(Object.keys(states), "loop", "exit");
  });

  test("fails the run when it fails itself", async () => {
    expect((await run({ a: {}, exit: { ...exit, run: "exit 1", after: ["a"] } })).outcome).toBe("FAILED");
  });

  test("can have a condition, and be a DAG", async () => {
    const { states } = await run({
      bad: { run: "exit 1" },
      no: { ...exit, after: ["bad"], condition: "false", steps: { x: {} } },
      yes: { ...exit, after: ["bad"], steps: { x: { after: ["y"] }, y: {} } },
    });
    expect(states).toMatchObject({ no: "SKIPPED", "yes/x": "SUCCEEDED", yes: "SUCCEEDED" });
  });
});

describe("a loop", () => {
  test("with nothing in it has succeeded", async () => {
    const { outcome, states, decisions } = await run({
      loop: { items: [], steps: { x: {} } },
      next: { after: ["loop"] },
    });
    expect({ outcome, states }).toEqual({ outcome: "SUCCEEDED", states: { loop: "SUCCEEDED", next: "SUCCEEDED" } });
    expect(decisions).toEqual([{ path: "loop", count: 0 }]);
  });

  test("runs as many iterations at once as it may, each loop by itself", async () => {
    const items = ["a", "b", "c", "d", "e"];
    const steps = { loop: { items, atOnce: 2, steps: { x: { run: "sleep 0.1" }, y: { after: ["x"] } } } };
    const { mostAtOnce, started } = await run(steps, { parallelism: 10 });
    expect(mostAtOnce).toBe(2);
    expect(started).toHaveLength(10);
    before(started, "loop/1/y", "loop/4/x");
    const two = { first: { ...steps.loop }, second: { ...steps.loop } };
    expect((await run(two, { parallelism: 10 })).mostAtOnce).toBe(4);
    expect((await run(two, { parallelism: 3 })).mostAtOnce).toBe(3);
  });

  test("goes on after an iteration that failed, and has failed in the end", async () => {
    const run1 = await run({
      loop: { items: ["a", "b", "c"], steps: { x: { run: 'test "$TASK" != loop/1/x' }, y: { after: ["x"] } } },
      next: { after: ["loop"] },
    });
    expect(run1.outcome).toBe("FAILED");
    expect(run1.states).toMatchObject({
      "loop/0/y": "SUCCEEDED",
      "loop/1/x": "FAILED",
      "loop/1/y": "NOT_RUN",
      "loop/2/y": "SUCCEEDED",
      loop: "FAILED",
      next: "NOT_RUN",
    });
  });

  test("of 30,000 iterations takes little memory", async () => {
    const items = Array.from({ length: 30_000 }, (_, index) => String(index));
    const plan = planOf({ loop: { items, steps: { x: {}, y: { after: ["x"] } } } });
    const used: number[] = [];
    let count = 0;
    const execute = async () => {
      count += 1;
      if (count % 20_000 === 0) used.push(heapAfterCollection());
      return { exitCode: 0, stderr: [], start: "" };
    };
    const { outcome } = await runSteps(plan, { execute, forget: true });
    expect({ outcome, count }).toEqual({ outcome: "SUCCEEDED", count: 60_000 });
    expect((used.at(-1) ?? 0) - (used[0] ?? 0)).toBeLessThan(2_000_000);
  });
});

describe("a retry", () => {
  test("is a new try with its own number, until one succeeds", async () => {
    const retry = { maxRetryCount: 3, backoffDuration: "0s" };
    const { outcome, started, lines, states } = await run({
      flaky: { run: 'echo "try $RETRY"; test "$RETRY" = 2', retry },
      next: { after: ["flaky"] },
    });
    expect(outcome).toBe("SUCCEEDED");
    expect(started).toEqual(["flaky", "flaky", "flaky", "next"]);
    expect(lines).toEqual(["flaky: try 0", "flaky: try 1", "flaky: try 2"]);
    expect(states["flaky"]).toBe("SUCCEEDED");
  });

  test("waits longer each time, leaves its place to others, and ends at the limit", async () => {
    const retry = { maxRetryCount: 3, backoffDuration: "0.2s", backoffFactor: 2, backoffMaxDuration: "0.3s" };
    const { started, events, outcome } = await run({ bad: { run: "exit 1", retry }, other: {} }, { parallelism: 1 });
    expect({ outcome, count: started.filter((path) => path === "bad").length }).toEqual({
      outcome: "FAILED",
      count: 4,
    });
    expect(started.indexOf("other")).toBe(1);
    const waits = events.flatMap((event) => (event.kind === "retried" ? [event.seconds] : []));
    expect(waits).toEqual([0.2, 0.3, 0.3]);
  });
});

describe("the user's wish to end", () => {
  test("ends what runs, starts nothing more, and no exit task", async () => {
    const { outcome, states, started } = await run(
      {
        long: { run: "echo up; sleep 60" },
        quick: {},
        next: { after: ["long"] },
        exit: { completed: true, after: ["long"] },
        loop: { after: ["quick"], items: ["a", "b", "c"], atOnce: 1, steps: { x: { run: "sleep 60" } } },
      },
      {
        onEvent: (event, stop) =>
          event.kind === "line" && setTimeout(() => stop.pull({ kind: "cancelled", now: false }), 300),
      },
    );
    expect(outcome).toBe("CANCELLED");
    expect(states).toEqual({
      quick: "SUCCEEDED",
      long: "CANCELLED",
      "loop/0/x": "CANCELLED",
      loop: "CANCELLED",
      next: "NOT_RUN",
      exit: "NOT_RUN",
    });
    expect(started).not.toContain("loop/1/x");
  });

  test("ends a wait for the next try", async () => {
    const { outcome, states } = await run(
      { bad: { run: "exit 1", retry: { maxRetryCount: 5, backoffDuration: "60s" } } },
      { onEvent: (event, stop) => event.kind === "retried" && stop.pull({ kind: "cancelled", now: false }) },
    );
    expect({ outcome, states }).toEqual({ outcome: "FAILED", states: { bad: "FAILED" } });
  });
});

test("a run that is out of time ends what runs, and still cleans up", async () => {
  const { outcome, states } = await run(
    {
      long: { run: "sleep 60" },
      next: { after: ["long"] },
      exit: { completed: true, after: ["long"], steps: { a: { run: "sleep 0.5" }, b: { after: ["a"] } } },
    },
    { deadlineAfterMilliseconds: 300 },
  );
  expect(outcome).toBe("FAILED");
  expect(states).toEqual({
    long: "FAILED",
    next: "NOT_RUN",
    "exit/a": "SUCCEEDED",
    "exit/b": "SUCCEEDED",
    exit: "SUCCEEDED",
  });
});

test("what is cached counts as done", async () => {
  const { started, states } = await run({ a: { run: "exit 1" }, b: { after: ["a"] } }, { cached: ["a"] });
  expect({ started, states }).toEqual({ started: ["a", "b"], states: { a: "CACHED", b: "SUCCEEDED" } });
});
