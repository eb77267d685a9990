// Conditions: what runs, what is skipped, and what becomes of those after it.
import type { Case } from "../case.js";

const BRANCHES = ["condition-2/say", "condition-3/say-2", "condition-4/say-3"].map(
  (path) => `condition-branches-1/${path}`,
);

const branch = (number: number, chosen: number, said: string): Case => ({
  name: `of three branches ${said === "middle" ? "the second" : said === "large" ? "the first" : "the last"} runs`,
  pipeline: "conditions/branches.yaml",
  parameters: { number },
  expect: {
    state: "SUCCEEDED",
    outputs: { Output: `${said}!` },
    tasks: {
      ...Object.fromEntries(BRANCHES.map((path, index) => [path, index === chosen ? "SUCCEEDED" : "SKIPPED"] as const)),
      weave: "SUCCEEDED",
    },
    executions: 2,
  },
});

const COMPARED = ["say", "say-2", "say-3", "say-4", "say-5", "say-6", "say-7", "say-8", "say-10"];

/** @param holds the numbers of the conditions that hold */
const comparisons = (
  name: string,
  parameters: { readonly text: string; readonly whole: number; readonly fraction: number; readonly flag: boolean },
  holds: readonly number[],
): Case => ({
  name,
  pipeline: "conditions/comparisons.yaml",
  parameters,
  expect: {
    state: "SUCCEEDED",
    tasks: {
      ...Object.fromEntries(
        COMPARED.map((task, index) => [
          `condition-${index + 1}/${task}`,
          holds.includes(index + 1) ? ("SUCCEEDED" as const) : ("SKIPPED" as const),
        ]),
      ),
      "say-9": "SUCCEEDED",
    },
  },
});

const COMPARISONS: readonly Case[] = [
  comparisons(
    "texts, numbers and booleans are compared",
    { text: "a", whole: 3, fraction: 0.5, flag: true },
    [1, 4, 5, 6, 7, 9],
  ),
  comparisons(
    "texts, numbers and booleans are compared, the other way round",
    { text: "bb", whole: 10, fraction: 10.5, flag: false },
    [2, 3, 8, 9],
  ),
  {
    name: "a condition can ask about results of other types than text",
    pipeline: "conditions/conditions-on-results.yaml",
    parameters: { text: "yes", number: "1.5" },
    expect: {
      state: "SUCCEEDED",
      tasks: {
        "flag-of": "SUCCEEDED",
        "number-of": "SUCCEEDED",
        "condition-1/say": "SUCCEEDED",
        "condition-2/say-2": "SKIPPED",
      },
    },
  },
  {
    name: "a condition over two results",
    pipeline: "conditions/conditions-on-two-results.yaml",
    noCache: true,
    parameters: { first: "same", second: "same" },
    expect: {
      state: "SUCCEEDED",
      tasks: {
        say: "SUCCEEDED",
        "say-2": "SUCCEEDED",
        "condition-branches-1/condition-3/say-3": "SUCCEEDED",
        "condition-branches-1/condition-3/condition-2/say-4": "SUCCEEDED",
        "condition-branches-1/condition-4/say-5": "SKIPPED",
      },
    },
  },
  {
    name: "a condition over two results, the other way round",
    pipeline: "conditions/conditions-on-two-results.yaml",
    noCache: true,
    parameters: { first: "one", second: "two" },
    expect: {
      state: "SUCCEEDED",
      tasks: {
        say: "SUCCEEDED",
        "say-2": "SUCCEEDED",
        "condition-branches-1/condition-3/say-3": "SKIPPED",
        "condition-branches-1/condition-3/condition-2/say-4": "SKIPPED",
        "condition-branches-1/condition-4/say-5": "SUCCEEDED",
      },
    },
  },
  {
    name: "a condition compares with text that has quotes",
    pipeline: "conditions/quoted-text.yaml",
    parameters: { text: 'a "b" c' },
    expect: { state: "SUCCEEDED", tasks: { "condition-1/say": "SUCCEEDED", "condition-2/say-2": "SKIPPED" } },
  },
  {
    name: "a condition compares with text that engines would take for their own",
    pipeline: "conditions/quoted-text.yaml",
    parameters: { text: "{{x}} $(y) {{=1}}" },
    expect: { state: "SUCCEEDED", tasks: { "condition-1/say": "SKIPPED", "condition-2/say-2": "SUCCEEDED" } },
  },
  {
    name: "a value is never read as a part of the condition",
    pipeline: "conditions/quoted-text.yaml",
    parameters: { text: "' || true || '" },
    expect: { state: "SUCCEEDED", tasks: { "condition-1": "SKIPPED", "condition-2": "SKIPPED" }, executions: 0 },
  },
  {
    name: "a boolean that the SDK compares with a number is compared as it wrote it",
    pipeline: "conditions/flag-and-number.yaml",
    parameters: { flag: true },
    bugs: ["B44"],
    expect: { state: "SUCCEEDED", tasks: { "condition-1/say": "SKIPPED", "condition-2/say-2": "SUCCEEDED" } },
  },
  {
    name: "a condition that the SDK broke with an apostrophe is refused",
    pipeline: "conditions/apostrophe.yaml",
    parameters: { text: "a" },
    bugs: ["B45"],
    expect: { state: "REFUSED", says: "condition-1" },
  },
  {
    name: "a condition that compares a text with a number is refused, since the SDK broke it",
    pipeline: "conditions/text-and-number.yaml",
    parameters: { text: "a", number: 1 },
    bugs: ["B43"],
    expect: { state: "REFUSED", says: "condition-1" },
  },
];

const nested = (outer: boolean, inner: string, states: readonly ("SUCCEEDED" | "SKIPPED")[]): Case => ({
  name: `conditions in conditions: ${outer ? `the outer holds, the inner one is "${inner}"` : "the outer does not hold"}`,
  pipeline: "conditions/nested-conditions.yaml",
  parameters: { outer, inner },
  expect: {
    state: "SUCCEEDED",
    tasks: Object.fromEntries(
      [
        "condition-1/say",
        "condition-1/condition-branches-2/condition-4/say-2",
        "condition-1/condition-branches-2/condition-4/condition-3/say-3",
        "condition-1/condition-branches-2/condition-5/say-4",
      ].map((path, index) => [path, states[index] ?? "SKIPPED"]),
    ),
  },
});

const SKIPPED: readonly Case[] = [
  nested(true, "yes", ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SKIPPED"]),
  nested(true, "no", ["SUCCEEDED", "SKIPPED", "SKIPPED", "SUCCEEDED"]),
  {
    name: "a condition that does not hold skips all that is in it, conditions included",
    pipeline: "conditions/nested-conditions.yaml",
    parameters: { outer: false, inner: "yes" },
    expect: { state: "SUCCEEDED", tasks: { "condition-1": "SKIPPED" }, executions: 0 },
  },
  {
    name: "what needs a skipped task is skipped, and what runs after any end does",
    pipeline: "by-hand/skipped-producer.yaml",
    parameters: { go: false },
    bugs: ["B26"],
    expect: {
      state: "SUCCEEDED",
      outputs: { other: "other" },
      tasks: {
        maybe: "SKIPPED",
        "reads-it": "SKIPPED",
        "comes-after": "SKIPPED",
        "comes-after-that": "SKIPPED",
        other: "SUCCEEDED",
        "whatever-comes": "SUCCEEDED",
      },
      executions: 2,
    },
  },
  {
    name: "a condition may stand at a task itself",
    pipeline: "by-hand/skipped-producer.yaml",
    parameters: { go: true },
    expect: {
      state: "SUCCEEDED",
      tasks: {
        maybe: "SUCCEEDED",
        "reads-it": "SUCCEEDED",
        "comes-after": "SUCCEEDED",
        "comes-after-that/inner": "SUCCEEDED",
        other: "SUCCEEDED",
        "whatever-comes": "SUCCEEDED",
      },
    },
  },
  {
    name: "a nested pipeline in which everything is skipped succeeded",
    pipeline: "conditions/skipped-in-a-nested-pipeline.yaml",
    parameters: { go: false },
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "went on" },
      tasks: { "only-skipped/condition-1": "SKIPPED", say: "SUCCEEDED" },
      executions: 1,
    },
  },
];

const ONE_OF: readonly Case[] = [
  branch(11, 0, "large"),
  branch(6, 1, "middle"),
  branch(5, 2, "small"),
  ...[true, false].map(
    (heads): Case => ({
      name: `one of two artifacts is passed on: ${heads ? "the first" : "the second"}`,
      pipeline: "conditions/one-of-artifacts.yaml",
      parameters: { heads },
      expect: {
        state: "SUCCEEDED",
        outputs: { content: heads ? "heads" : "tails" },
        artifacts: { ":data": { content: heads ? "heads" : "tails", type: "system.Dataset" } },
      },
    }),
  ),
  ...[true, false].map(
    (heads): Case => ({
      name: `one of two results of nested pipelines that choose themselves: ${heads ? "the first" : "the second"}`,
      pipeline: "conditions/one-of-in-a-nested-pipeline.yaml",
      parameters: { heads },
      expect: { state: "SUCCEEDED", outputs: { Output: heads ? "heads again" : "tails" } },
    }),
  ),
  {
    name: "one of two branches that only import",
    pipeline: "conditions/one-of-importers.yaml",
    parameters: { heads: false, first: "{scratch}/first", second: "{scratch}/second" },
    files: { first: "1", second: "2" },
    bugs: ["B20"],
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { Output: "2" }, executions: 1 },
  },
  {
    name: "a branch whose tasks are all cached is a branch that ran",
    pipeline: "conditions/one-of-artifacts.yaml",
    parameters: { heads: true },
    bugs: ["B20", "B28"],
    expect: { state: "SUCCEEDED", outputs: { content: "heads" }, executions: 2 },
    later: [
      {
        pipeline: "conditions/one-of-artifacts.yaml",
        parameters: { heads: true },
        expect: {
          state: "SUCCEEDED",
          outputs: { content: "heads" },
          tasks: {
            "condition-branches-1/condition-2/write": "CACHED",
            "condition-branches-1/condition-3/write-2": "SKIPPED",
            read: "CACHED",
          },
          executions: 0,
        },
      },
    ],
  },
  {
    name: "what needs one of several branches does not run when the branch that ran failed",
    pipeline: "conditions/failing-branch.yaml",
    parameters: { go: true },
    expect: {
      state: "FAILED",
      tasks: {
        "condition-branches-1/condition-2/fail": "FAILED",
        "condition-branches-1/condition-2/say": "NOT_RUN",
        "condition-branches-1/condition-3/say-2": "SKIPPED",
        "say-3": "NOT_RUN",
      },
      executions: 1,
    },
  },
];

export const CONDITIONS: readonly Case[] = [...COMPARISONS, ...SKIPPED, ...ONE_OF];
