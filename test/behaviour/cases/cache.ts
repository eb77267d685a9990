// The cache: what need not run again, and what must.
import type { Case, Expectation, Run } from "../case.js";

const SCRATCH = "{scratch}";

/** A run of a pipeline in pipelines/caching, and the lines that all runs so far have written. */
const run = (pipeline: string, parameters: Run["parameters"], expect: Partial<Expectation>): Run => ({
  pipeline: `caching/${pipeline}.yaml`,
  parameters: { scratch: SCRATCH, ...parameters },
  expect: { state: "SUCCEEDED", ...expect },
});

type Between = { readonly name: string; readonly bugs?: readonly string[] };

const inOrder = (about: Between, first: Run, ...later: readonly Run[]): Case => ({
  ...about,
  ...first,
  later,
  needs: ["scratch"],
});

const HITS: readonly Case[] = [
  inOrder(
    { name: "what was done is not done again" },
    run("chain", { text: "a" }, { outputs: { Output: "a" }, executions: 4, notes: ["middle", "last"] }),
    run(
      "chain",
      { text: "a" },
      {
        outputs: { Output: "a" },
        tasks: { write: "CACHED", "noted-copy": "CACHED", "noted-copy-2": "CACHED", read: "CACHED" },
        executions: 0,
        notes: ["middle", "last"],
        artifacts: { "noted-copy:copy": { content: "a", type: "system.Dataset" } },
      },
    ),
  ),
  inOrder(
    { name: "another argument: from there on everything is done again" },
    run("chain", { text: "a" }, { executions: 4 }),
    run(
      "chain",
      { text: "b" },
      { outputs: { Output: "b" }, executions: 4, notes: ["middle", "last", "middle", "last"] },
    ),
  ),
  inOrder(
    { name: "another argument in the middle: what comes before is not done again, nor what gets the same" },
    run("chain", { text: "a" }, { executions: 4 }),
    run(
      "chain",
      { text: "a", name: "other" },
      {
        tasks: { write: "CACHED", "noted-copy": "SUCCEEDED", "noted-copy-2": "CACHED", read: "CACHED" },
        executions: 1,
        notes: ["middle", "last", "other"],
      },
    ),
  ),
  inOrder(
    { name: "a task that ran again and made the same lets those after it be" },
    run("equal-output", { stamp: "1" }, { executions: 3 }),
    run(
      "equal-output",
      { stamp: "2" },
      {
        tasks: { "same-again": "SUCCEEDED", "noted-copy": "CACHED", read: "CACHED" },
        notes: ["again 1", "copied", "again 2"],
      },
    ),
  ),
  inOrder(
    { name: "equal work of another pipeline is not done again" },
    run("chain", { text: "a" }, { executions: 4 }),
    run(
      "other-chain",
      { text: "a" },
      { outputs: { Output: "a" }, tasks: { write: "CACHED", "noted-copy": "CACHED", read: "CACHED" }, executions: 0 },
    ),
  ),
  inOrder(
    { name: "turns of a loop that were done are not done again" },
    run("loop", { items: ["a", "b"] }, { outputs: { Output: ["a", "b"] }, executions: 2 }),
    run(
      "loop",
      { items: ["c", "b", "a"] },
      {
        outputs: { Output: ["c", "b", "a"] },
        tasks: { "for-loop-1/0/noted": "SUCCEEDED", "for-loop-1/1/noted": "CACHED", "for-loop-1/2/noted": "CACHED" },
        notes: ["a", "b", "c"],
      },
    ),
  ),
  inOrder(
    { name: "an argument that equals the default is the same as none" },
    run("with-default-omitted", {}, { outputs: { said: "usual" }, executions: 1 }),
    run("with-default-given", {}, { outputs: { said: "usual" }, tasks: { "noted-default": "CACHED" } }),
  ),
  inOrder(
    { name: "memory and retries do not matter to what comes out" },
    run("one", { text: "a" }, { executions: 1 }),
    run("one-with-more-memory", { text: "a" }, { tasks: { noted: "CACHED" } }),
  ),
];

const MISSES: readonly Case[] = [
  inOrder(
    { name: "an argument that equals the default is another where the command asks whether it is given" },
    run("if-given-omitted", {}, { outputs: { said: "not given" }, executions: 1 }),
    run("if-given-given", {}, { outputs: { said: "given" }, tasks: { "noted-if-given": "SUCCEEDED" } }),
    run("if-given-given", {}, { outputs: { said: "given" }, tasks: { "noted-if-given": "CACHED" } }),
    run("if-given-omitted", {}, { outputs: { said: "not given" }, tasks: { "noted-if-given": "CACHED" } }),
  ),
  inOrder(
    { name: "a task that did not write an output is done again, and says what it did not write" },
    run("unwritten", {}, { taskOutputs: { forgets: { said: null } }, says: /forgets.*"said".*not written/ }),
    run("unwritten", {}, { tasks: { forgets: "SUCCEEDED" }, notes: ["forgot", "forgot"] }),
  ),
  inOrder(
    { name: "another image: done again" },
    run("one", { text: "a" }, { executions: 1 }),
    run("one-in-another-image", { text: "a" }, { tasks: { noted: "SUCCEEDED" }, notes: ["a", "a"] }),
  ),
  inOrder(
    { name: "another variable: done again" },
    run("one", { text: "a" }, { executions: 1 }),
    run("one-with-another-variable", { text: "a" }, { tasks: { noted: "SUCCEEDED" }, notes: ["a", "a"] }),
  ),
  inOrder(
    { name: "a task without caching is done again, and gives nothing to others" },
    run("one-without-caching", { text: "a" }, { executions: 1 }),
    run("one-without-caching", { text: "a" }, { tasks: { noted: "SUCCEEDED" } }),
    run("one", { text: "a" }, { tasks: { noted: "SUCCEEDED" }, notes: ["a", "a", "a"] }),
  ),
  inOrder({ name: "--no-cache: everything is done again" }, run("chain", { text: "a" }, { executions: 4 }), {
    ...run("chain", { text: "a" }, { executions: 4, notes: ["middle", "last", "middle", "last"] }),
    noCache: true,
  }),
  inOrder({ name: "--no-cache=task: that task is done again" }, run("chain", { text: "a" }, { executions: 4 }), {
    ...run(
      "chain",
      { text: "a" },
      { tasks: { write: "CACHED", "noted-copy": "SUCCEEDED", "noted-copy-2": "CACHED", read: "CACHED" } },
    ),
    noCache: ["noted-copy"],
  }),
  inOrder(
    { name: "what failed is done again, what came before it is not" },
    run("failing", { code: 1 }, { state: "FAILED", tasks: { note: "SUCCEEDED", fail: "FAILED", "note-2": "NOT_RUN" } }),
    run("failing", { code: 1 }, { state: "FAILED", tasks: { note: "CACHED", fail: "FAILED", "note-2": "NOT_RUN" } }),
    run(
      "failing",
      { code: 0 },
      { tasks: { note: "CACHED", fail: "SUCCEEDED", "note-2": "SUCCEEDED" }, notes: ["first", "last"] },
    ),
  ),
];

const OWN_KEY: readonly Case[] = [
  inOrder(
    { name: "a key of the user's own stands in place of the arguments" },
    run("own-key", { text: "a" }, { outputs: { Output: "a" }, executions: 1 }),
    run("own-key", { text: "b" }, { outputs: { Output: "a" }, tasks: { noted: "CACHED" }, notes: ["a"] }),
  ),
  inOrder(
    { name: "another key of the user's own: done again" },
    run("own-key", { text: "a" }, { executions: 1 }),
    run("another-own-key", { text: "a" }, { tasks: { noted: "SUCCEEDED" }, notes: ["a", "a"] }),
  ),
];

const damaged = (how: "delete" | "alter"): Case =>
  inOrder(
    { name: `an artifact that was ${how === "delete" ? "deleted" : "changed"} is made again`, bugs: ["B33"] },
    run("artifact", { text: "a" }, { outputs: { Output: "a" }, executions: 2 }),
    {
      ...run(
        "artifact",
        { text: "a" },
        {
          outputs: { Output: "a" },
          tasks: { "noted-write": "SUCCEEDED", read: "CACHED" },
          notes: ["wrote a", "wrote a"],
          artifacts: { "noted-write:data": { content: "a" } },
        },
      ),
      damage: { task: "noted-write", output: "data", how },
    },
    // The entry was renewed.
    run("artifact", { text: "a" }, { tasks: { "noted-write": "CACHED", read: "CACHED" }, executions: 0 }),
  );

const IMPORTED: Case = inOrder(
  { name: "what was imported and has changed since is not taken for the same" },
  {
    ...run("imported", { uri: "{scratch}/data" }, { outputs: { Output: "1" }, notes: ["imported"] }),
    files: { data: "1" },
  },
  run("imported", { uri: "{scratch}/data" }, { outputs: { Output: "1" }, notes: ["imported"] }),
  {
    ...run("imported", { uri: "{scratch}/data" }, { outputs: { Output: "2" }, notes: ["imported", "imported"] }),
    files: { data: "2" },
  },
);

export const CACHE: readonly Case[] = [...HITS, ...MISSES, ...OWN_KEY, damaged("delete"), damaged("alter"), IMPORTED];
