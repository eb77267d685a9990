// slipway-runtime decide: what an engine asks of a run, from the records alone.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer, Guard, Iterations, Loop, Source } from "@slipway/pod";
import { commitRecord, readRecord } from "@slipway/runtime";
import { expect, test } from "vitest";
import { dag, ended, type MadeUp, runOf, task, told } from "./made-up-run.ts";

const PROGRAM = fileURLToPath(new URL("../dist/slipway-runtime.cjs", import.meta.url));

/** The files that are left, by name. */
function decide(
  context: MadeUp,
  list: readonly Answer[],
  iterations: Iterations = {},
  asked?: { readonly task: string; readonly within: string },
) {
  const folder = join(context.folder, "answers");
  const store = { uri: context.store.uri };
  const job = { run: context.run, iterations, store, answers: { folder, list }, ...(asked && { asked }) };
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "decide", JSON.stringify(job)], {
    encoding: "utf8",
  });
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return { status, stderr, files };
}

function decisionOf(context: MadeUp, path: string): unknown {
  const file = join(context.folder, "p/run", path, "decision.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

const output = (from: string, name = "text"): Source => ({ kind: "task-output", task: from, output: name });

function ask(of: string, condition: string, from: Source, more: Partial<Answer> = {}): Answer {
  const guard: Guard = { task: of, condition, parameters: { x: { type: "STRING", from } }, artifacts: {} };
  return { kind: "guard", name: of.replaceAll("/", "-"), guard, loops: {}, importers: {}, ...more } as Answer;
}

function count(loop: string, items: Source, kind: "count" | "keys" = "count"): Answer {
  const loops: Record<string, Loop> = { [loop]: { kind: "parameter", items } };
  const told = { name: kind, loop, loops, importers: {} };
  return kind === "count"
    ? { kind, ...told }
    : { kind, ...told, chain: [{ loop, from: 0, size: 2 }], guards: [], most: 9 };
}

const X = "inputs.parameter_values['x']";

test("a condition is answered, and one that is false is noted", async () => {
  const context = await runOf([task("a"), dag("yes", []), dag("no", [])]);
  await ended(context, "a", "SUCCEEDED", { text: "go" });
  const list = [ask("yes", `${X} == 'go'`, output("a")), ask("no", `${X} != 'go'`, output("a"))];
  expect(decide(context, list)).toEqual({ status: 0, stderr: "", files: { yes: "true", no: "false" } });
  expect(decisionOf(context, "yes")).toBeUndefined();
  expect(decisionOf(context, "no")).toEqual({ version: 1, path: "no", task: "no", iterations: {}, skipped: true });
  expect(existsSync(join(context.folder, "p/run/run.json"))).toBe(true);
});

test("of tasks that are asked the same the last to end answers, and a try that failed is no end", async () => {
  const context = await runOf([task("a"), task("b"), dag("yes", [])]);
  const asked = ask("yes", `${X} == 'go'`, output("a"), { after: ["b"] });
  await ended(context, "a", "SUCCEEDED", { text: "go" });
  expect(decide(context, [asked])).toEqual({ status: 0, stderr: "", files: {} });
  await ended(context, "b", "FAILED");
  expect(decide(context, [asked])).toEqual({ status: 0, stderr: "", files: {} });
  await ended(context, "b", "CACHED");
  expect(decide(context, [asked])).toEqual({ status: 0, stderr: "", files: { yes: "true" } });
});

test("a task that is no DAG and no loop has a record when it is skipped", async () => {
  const context = await runOf([task("a"), task("b")]);
  await ended(context, "a", "SUCCEEDED", { text: "go" });
  const asked = ask("b", `${X} == 'stop'`, output("a"), { leaf: told("b") });
  expect(decide(context, [asked]).files).toEqual({ b: "false" });
  expect(JSON.parse(readFileSync(join(context.folder, "p/run/b/task.json"), "utf8"))).toMatchObject({
    path: "b",
    state: "SKIPPED",
  });
  expect(decisionOf(context, "b")).toBeUndefined();
});

test("a loop is counted and noted, in the iteration that it is in", async () => {
  const inner = dag("out/each", [task("out/each/b")], { iterates: true });
  const context = await runOf([dag("out", [task("out/a"), inner], { iterates: true })]);
  await ended(context, "out/a", "SUCCEEDED", { text: '["x", "y", "z"]' }, { out: 4 });
  const items = output("out/a");
  const list = [count("out/each", items), count("out/each", items, "keys")];
  expect(decide(context, list, { out: 4 }).files).toEqual({
    count: "3",
    keys: '["0","1"]',
    "keys-any": "true",
    "keys-more": "true",
  });
  expect(decisionOf(context, "out/4/each")).toEqual({
    ...{ version: 1, path: "out/4/each", task: "out/each", iterations: { out: 4 }, count: 3 },
  });
});

test("that a loop is asked about from outside of the one around it is a bug", async () => {
  const inner = dag("out/each", [], { iterates: true });
  const context = await runOf([dag("out", [inner], { iterates: true })]);
  const { status, stderr } = decide(context, [count("out/each", { kind: "constant", value: [1] })]);
  expect(status).toBe(1);
  expect(stderr).toContain('"out/each" is asked about outside of its loop "out"');
});

test("values are texts as they are, anything else JSON, and null nothing", async () => {
  const context = await runOf([task("a")], { list: [1, { b: "c" }], none: null });
  await ended(context, "a", "SUCCEEDED", { text: 'a "text"\n' });
  const value = (name: string, from: Source): Answer => ({ kind: "parameter", name, from, loops: {}, importers: {} });
  const list = [
    value("text", output("a")),
    value("list", { kind: "pipeline-parameter", name: "list" }),
    value("none", { kind: "pipeline-parameter", name: "none" }),
  ];
  expect(decide(context, list).files).toEqual({ text: 'a "text"\n', list: '[1,{"b":"c"}]', none: "" });
});

test("what lies in something that was skipped is not asked", async () => {
  const inner = dag("no/each", [], { iterates: true });
  const loop = dag("each", [], { iterates: true });
  const context = await runOf([task("a"), dag("no", [dag("no/if", []), inner]), loop]);
  await ended(context, "a", "SUCCEEDED", { text: "no list" });
  const list = [
    ask("no", "false", output("a")),
    ask("no/if", "true", output("nobody")),
    count("no/each", output("a")),
    // A loop with a condition of its own.
    { ...ask("each", "false", output("a")), name: "loop" },
    { ...count("each", output("a"), "keys") },
  ];
  expect(decide(context, list)).toEqual({
    status: 0,
    stderr: "",
    files: {
      no: "false",
      "no-if": "false",
      count: "0",
      loop: "false",
      keys: "[]",
      "keys-any": "false",
      "keys-more": "false",
    },
  });
  expect(decisionOf(context, "no/each")).toBeUndefined();
});

test("an answer without a name goes only into the records", async () => {
  const context = await runOf([dag("no", [])]);
  const { name: _, ...asked } = ask("no", "false", { kind: "absent" });
  expect(decide(context, [asked as Answer]).files).toEqual({});
  expect(decisionOf(context, "no")).toMatchObject({ skipped: true });
});

test("what cannot be told fails, for a reason that is noted; when it can be told later, that counts", async () => {
  const context = await runOf([task("a"), dag("each", [], { iterates: true })]);
  await ended(context, "a", "FAILED");
  const list = [count("each", output("a"))];
  const first = decide(context, list);
  expect(first).toEqual({ status: 1, stderr: 'slipway: task "a" failed\n', files: {} });
  expect(decisionOf(context, "each")).toMatchObject({ error: { message: 'task "a" failed' } });
  await ended(context, "a", "SUCCEEDED", { text: "[]" });
  expect(decide(context, list)).toEqual({ status: 0, stderr: "", files: { count: "0" } });
  expect(decisionOf(context, "each")).toEqual({
    ...{ version: 1, path: "each", task: "each", iterations: {}, count: 0 },
  });
});

test("a driver says how many iterations the loops have that its task is in", async () => {
  const inner = dag("out/each", [task("out/each/b")], { iterates: true });
  const context = await runOf([dag("out", [inner], { iterates: true })], { outer: ["x", "y"] });
  const loops = {
    out: { kind: "parameter", items: { kind: "pipeline-parameter", name: "outer" } },
    "out/each": { kind: "parameter", items: { kind: "constant", value: [1, 2, 3] } },
  } as const;
  const job = {
    ...{ run: context.run, invocation: told("out/each/b", { loops }), iterations: { out: 1, "out/each": 2 } },
    ...{ store: { uri: context.store.uri }, shared: join(context.folder, "shared"), busybox: PROGRAM },
    ...{ attempt: "a", retry: 0, scope: "", useCache: true },
  };
  const { status } = spawnSync(process.execPath, [PROGRAM, "drive", JSON.stringify(job)], { encoding: "utf8" });
  expect([status, decisionOf(context, "out"), decisionOf(context, "out/1/each")]).toMatchObject([
    0,
    { count: 2, iterations: {} },
    { count: 3, iterations: { out: 1 } },
  ]);
});

test("nothing is decided behind what did not go well, and all is behind a branch that ran", async () => {
  const inside = [dag("either/yes", [task("either/yes/a")]), dag("either/no", [task("either/no/b")])];
  const waiting = { dependencies: ["either"] };
  const context = await runOf([dag("either", inside), dag("after", [], waiting)]);
  const asked = ask("after", `${X} == 'go'`, { kind: "constant", value: "go" });
  const place = { task: "after", within: "" };
  await ended(context, "either/yes/a", "FAILED", {});
  expect(decide(context, [asked], {}, place)).toMatchObject({ status: 0, files: { after: "false" } });
  await ended(context, "either/yes/a", "SUCCEEDED", {});
  decide(context, [ask("either/no", `${X} == 'go'`, { kind: "constant", value: "stop" })]);
  expect(decide(context, [asked], {}, place).files).toMatchObject({ after: "true" });
});

test("a loop in a loop is told with all iterations of both", async () => {
  const inner = dag("out/each", [task("out/each/b")], { iterates: true });
  const context = await runOf([dag("out", [inner], { iterates: true })], { list: ["x", "y", "z"] });
  const loops: Record<string, Loop> = {
    out: { kind: "parameter", items: { kind: "pipeline-parameter", name: "list" } },
    "out/each": { kind: "parameter", items: { kind: "constant", value: [1, 2] } },
  };
  const chain = (from: number, size: number) => [
    { loop: "out", from, size },
    { loop: "out/each", from: 0, size: 9 },
  ];
  const told = { kind: "keys", name: "keys", loop: "out/each", loops, importers: {}, guards: [], most: 9 } as const;
  const all = decide(context, [{ ...told, chain: chain(0, 9) }]);
  expect(JSON.parse(all.files["keys"] ?? "")).toEqual(["0.0", "0.1", "1.0", "1.1", "2.0", "2.1"]);
  expect(all.files["keys-more"]).toBe("false");
  const rest = decide(context, [{ ...told, chain: chain(2, 9) }]);
  expect(JSON.parse(rest.files["keys"] ?? "")).toEqual(["2.0", "2.1"]);
  const refused = decide(context, [{ ...told, chain: chain(0, 9), most: 5 }]);
  expect(refused.stderr).toContain('the loop "out/each" has 6 iterations, and loops.maximum allows 5');
});

test("a loop with more iterations than the engine may be given is refused, and the run says why", async () => {
  const context = await runOf([task("a"), dag("loop", [], { iterates: true })]);
  await ended(context, "a", "SUCCEEDED", { text: [1, 2, 3] });
  const asked = { ...count("loop", output("a")), most: 2 } as Answer;
  const reason = 'the loop "loop" has 3 iterations, and at most 2 fit into one run';
  expect(decide(context, [asked])).toEqual({ status: 1, stderr: `slipway: ${reason}\n`, files: {} });
  expect(decisionOf(context, "loop")).toMatchObject({ error: { message: reason } });
  expect(decide(context, [{ ...asked, most: 3 } as Answer]).files).toEqual({ count: "3" });
});

test("an artifact is told when it is a file and its digest is known", async () => {
  const context = await runOf([task("a")]);
  await ended(context, "a", "FAILED");
  const record = await readRecord(context, "a");
  const artifact = { name: "model", type: { schemaTitle: "system.Model" }, uri: "s3://b/model", metadata: {} };
  const digest = `sha256:${"0".repeat(64)}`;
  const artifacts = {
    model: [{ ...artifact, digest }],
    folder: [{ ...artifact, digest, isFolder: true as const }],
    elsewhere: [artifact],
  };
  if (record) await commitRecord(context, { ...record, state: "SUCCEEDED", outputs: { ...record.outputs, artifacts } });
  const asked = ["model", "folder", "elsewhere", "none"].map(
    (name): Answer => ({ kind: "artifact", name, task: "a", output: name, loops: {}, importers: {} }),
  );
  expect(decide(context, asked).files).toEqual({
    "model-ARTIFACT_URI": "s3://b/model",
    "model-ARTIFACT_DIGEST": digest,
    // What the user's container may have left there is gone.
    ...Object.fromEntries(
      ["folder", "elsewhere", "none"].flatMap((name) => [
        [`${name}-ARTIFACT_URI`, ""],
        [`${name}-ARTIFACT_DIGEST`, ""],
      ]),
    ),
  });
});
