// Loops: over what, in which order, how many at once, and what they collect.
import type { Case } from "../case.js";

const HUNDRED = Array.from({ length: 100 }, (_, index) => `turn ${index}`);

const OVER: readonly Case[] = [
  {
    name: "a loop over constants collects in their order",
    pipeline: "loops/over-constants.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: [6, 2, 4] },
      tasks: {
        "for-loop-2/0/double": "SUCCEEDED",
        "for-loop-2/1/double": "SUCCEEDED",
        "for-loop-2/2/double": "SUCCEEDED",
      },
      executions: 3,
    },
  },
  {
    name: "a loop over a parameter passes on what each turn made",
    pipeline: "loops/over-a-parameter.yaml",
    parameters: { items: ["b", "", "a"] },
    expect: { state: "SUCCEEDED", outputs: { said: ["b", "", "a"], joined: "bb,,aa" } },
  },
  {
    name: "a hundred turns keep their order",
    pipeline: "loops/over-a-parameter.yaml",
    parameters: { items: HUNDRED },
    expect: { state: "SUCCEEDED", outputs: { said: HUNDRED, joined: HUNDRED.map((one) => one + one).join(",") } },
  },
  {
    name: "a loop over an empty list has no turns, and collects an empty list",
    pipeline: "loops/over-a-parameter.yaml",
    parameters: { items: [] },
    bugs: ["B17"],
    expect: { state: "SUCCEEDED", outputs: { said: [], joined: "" }, executions: 1 },
  },
  {
    name: "a loop over a result",
    pipeline: "loops/over-a-result.yaml",
    parameters: { text: '["x", "y"]' },
    expect: { state: "SUCCEEDED", outputs: { collected: ["x", "y"], told: ["x", "y"] }, executions: 4 },
  },
  {
    name: "turns of several tasks of one component, whose names end in numbers",
    pipeline: "loops/several-of-one-component.yaml",
    parameters: { text: '["a", "b", "c", "d"]' },
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: ["a", "b", "c", "d"].map((item) => `${item} again and again`) },
      executions: 13,
    },
  },
  {
    name: "a loop over an empty result",
    pipeline: "loops/over-a-result.yaml",
    parameters: { text: "[]" },
    bugs: ["B17"],
    expect: { state: "SUCCEEDED", outputs: { collected: [], told: [] }, executions: 2 },
  },
  {
    name: "items of every type become text where text is declared",
    pipeline: "loops/over-a-result.yaml",
    parameters: { text: '["t", 1, 0.5, true, {"b": 1, "a": []}, ["l"]]' },
    expect: {
      state: "SUCCEEDED",
      outputs: {
        collected: ["t", "1", "0.5", "true", '{"a":[],"b":1}', '["l"]'],
        told: ["t", "1", "0.5", "true", '{"a":[],"b":1}', '["l"]'],
      },
    },
  },
  {
    name: "a loop over parts of mappings",
    pipeline: "loops/over-parts.yaml",
    parameters: {
      rows: [
        { label: "a", size: "1" },
        { label: "b", size: "2" },
      ],
    },
    expect: { state: "SUCCEEDED", outputs: { Output: ["a1", "b2"] } },
  },
  {
    name: "an item without the part that is asked for fails its turn alone",
    pipeline: "loops/over-parts.yaml",
    parameters: { rows: [{ label: "a", size: "1" }, { label: "b" }] },
    expect: {
      state: "FAILED",
      tasks: { "for-loop-1/0/weave": "SUCCEEDED", "for-loop-1/1/weave": "FAILED" },
      executions: 1,
      errors: { "for-loop-1/1/weave": "size" },
    },
  },
  {
    name: "a loop over parts of constants",
    pipeline: "loops/over-constant-parts.yaml",
    expect: { state: "SUCCEEDED", outputs: { names: ["a", "b"], counts: ["1", "2"] } },
  },
  {
    name: "a loop over a list that is a part of an item of another loop",
    pipeline: "loops/over-lists-in-items.yaml",
    parameters: { rows: [{ texts: ["a", "b"] }, { texts: [] }, { texts: ["c"] }] },
    bugs: ["B16"],
    expect: { state: "SUCCEEDED", outputs: { Output: ["a", "b", "c"] }, executions: 4 },
  },
  {
    name: "a loop over an item of another loop",
    pipeline: "loops/over-lists-of-lists.yaml",
    parameters: { rows: [["a"], ["b", "c"]] },
    bugs: ["B51"],
    expect: { state: "SUCCEEDED", outputs: { Output: ["a", "b", "c"] } },
  },
  {
    name: "a text that is a JSON list can be looped over, and is there in the loop's body",
    pipeline: "by-hand/items.yaml",
    parameters: { items: '["a", 1]' },
    bugs: ["B51"],
    expect: { state: "SUCCEEDED", outputs: { told: ['a of ["a", 1]', '1 of ["a", 1]'] } },
  },
  {
    name: "a task without a group around it can be looped over",
    pipeline: "by-hand/loop-over-a-task.yaml",
    expect: { state: "SUCCEEDED", outputs: { told: ["a!", "b!"] }, executions: 2 },
  },
  {
    name: "a text that is no JSON list cannot be looped over",
    pipeline: "by-hand/items.yaml",
    parameters: { items: '{"a": 1}' },
    expect: { state: "FAILED", executions: 0 },
  },
  {
    name: "turns read what was made outside of the loop",
    pipeline: "loops/artifact-from-outside.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: ["a outside", "b outside", "c outside"] } },
  },
];

const COLLECTED: readonly Case[] = [
  {
    name: "loops in loops collect one flat list in order",
    pipeline: "loops/nested.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        total: 120,
        told: ["1a", "1b", "1c", "2a", "2b", "2c"],
        contents: "1a,1b,1c,2a,2b,2c",
      },
    },
  },
  {
    name: "what an inner loop made is collected in each turn of the outer one",
    pipeline: "loops/collected-inside.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: ["x1,x2", "y1,y2"] } },
  },
  {
    name: "artifacts of a loop are collected in order",
    pipeline: "loops/collected-artifacts.yaml",
    parameters: { items: ["c", "a", "b"] },
    expect: {
      state: "SUCCEEDED",
      outputs: { contents: "c,a,b" },
      artifacts: { ":data": [{ content: "c" }, { content: "a" }, { content: "b" }] },
    },
  },
  {
    name: "artifacts of a loop without turns are an empty list",
    pipeline: "loops/collected-artifacts.yaml",
    parameters: { items: [] },
    bugs: ["B17"],
    expect: { state: "SUCCEEDED", outputs: { contents: "" }, artifacts: { ":data": [] }, executions: 1 },
  },
  {
    name: "a list of artifacts stays whole through nested pipelines",
    pipeline: "loops/artifact-list-into-a-nested-pipeline.yaml",
    bugs: ["B21"],
    expect: { state: "SUCCEEDED", outputs: { Output: "a,b,c" } },
  },
  {
    name: "what a turn skipped is left out of what is collected",
    pipeline: "loops/with-skipped-turns.yaml",
    parameters: { items: ["a", "b", "c"] },
    bugs: ["B18"],
    expect: { state: "SUCCEEDED", outputs: { told: ["a", "c"], contents: "a,c" } },
  },
  {
    name: "a condition on a part that is not there is a failure, not a null",
    pipeline: "loops/condition-on-a-part.yaml",
    parameters: { rows: [{ label: "a" }, { size: "1" }] },
    expect: {
      state: "FAILED",
      tasks: { "for-loop-1/0/condition-2/say": "SUCCEEDED", "for-loop-1/1/condition-2/say": "NOT_RUN" },
      executions: 1,
      says: 'the condition of "for-loop-1/condition-2" cannot be told: ',
    },
  },
  {
    name: "who collects in spite of failures gets no list that lacks what failed",
    pipeline: "loops/collected-in-spite-of-failures.yaml",
    parameters: { items: ["a", "skipped", "b"], unless: "b" },
    expect: {
      state: "FAILED",
      outputs: { Output: ["no list"] },
      tasks: {
        "for-loop-1/0/condition-2/say-unless": "SUCCEEDED",
        "for-loop-1/0/condition-2/weave": "SUCCEEDED",
        "for-loop-1/1/condition-2": "SKIPPED",
        "for-loop-1/2/condition-2/say-unless": "FAILED",
        "for-loop-1/2/condition-2/weave": "NOT_RUN",
        "as-told-anyway": "SUCCEEDED",
      },
    },
  },
  {
    name: "who collects in spite of failures gets all that was not skipped when there were none",
    pipeline: "loops/collected-in-spite-of-failures.yaml",
    parameters: { items: ["a", "skipped", "b"], unless: "" },
    expect: { state: "SUCCEEDED", outputs: { Output: ["aa", "bb"] } },
  },
  {
    name: "when every turn skipped it, the list is empty",
    pipeline: "loops/with-skipped-turns.yaml",
    parameters: { items: ["b"] },
    bugs: ["B18"],
    expect: {
      state: "SUCCEEDED",
      outputs: { told: [], contents: "" },
      tasks: { "for-loop-1/0/condition-2": "SKIPPED", "as-told": "SUCCEEDED", contents: "SUCCEEDED" },
    },
  },
  {
    name: "a loop in a condition in a loop",
    pipeline: "loops/in-a-condition-in-a-loop.yaml",
    parameters: { items: ["a", "b", "c"] },
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: ["a2", "c2"] },
      tasks: {
        "for-loop-1/0/condition-2/for-loop-4/0/condition-5/weave": "SKIPPED",
        "for-loop-1/0/condition-2/for-loop-4/1/condition-5/weave": "SUCCEEDED",
        "for-loop-1/1/condition-2": "SKIPPED",
        "for-loop-1/2/condition-2/for-loop-4/0/condition-5/weave": "SKIPPED",
        "for-loop-1/2/condition-2/for-loop-4/1/condition-5/weave": "SUCCEEDED",
        "as-told": "SUCCEEDED",
      },
      executions: 3,
    },
  },
  {
    name: "one of two branches in each turn",
    pipeline: "loops/one-of-in-a-loop.yaml",
    parameters: { numbers: [2, 1, 3] },
    expect: { state: "SUCCEEDED", outputs: { Output: ["large 2", "small 1", "large 3"] } },
  },
  {
    name: "a nested pipeline in a loop",
    pipeline: "loops/nested-pipeline-in-a-loop.yaml",
    parameters: { items: ["a", "b"] },
    expect: {
      state: "SUCCEEDED",
      outputs: { said: ["<a>", "<b>"], contents: "a,b" },
      tasks: {
        "for-loop-1/0/inner-of-a-loop/say": "SUCCEEDED",
        "for-loop-1/0/inner-of-a-loop/write": "SUCCEEDED",
        "for-loop-1/1/inner-of-a-loop/say": "SUCCEEDED",
        "for-loop-1/1/inner-of-a-loop/write": "SUCCEEDED",
        contents: "SUCCEEDED",
      },
      artifacts: { "for-loop-1/1/inner-of-a-loop/write:data": { content: "b" } },
    },
  },
];

const ORDER: readonly Case[] = [
  {
    name: "a failing turn does not keep the others from running",
    pipeline: "loops/failing-turn.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: {
        "for-loop-2/0/condition-branches-3/condition-4/fail": "SKIPPED",
        "for-loop-2/0/condition-branches-3/condition-5/note": "SUCCEEDED",
        "for-loop-2/1/condition-branches-3/condition-4/fail": "FAILED",
        "for-loop-2/1/condition-branches-3/condition-5/note": "SKIPPED",
        "for-loop-2/2/condition-branches-3/condition-4/fail": "SKIPPED",
        "for-loop-2/2/condition-branches-3/condition-5/note": "SUCCEEDED",
        "note-2": "SUCCEEDED",
      },
      errors: { "for-loop-2/1/condition-branches-3/condition-4/fail": "not b" },
      notes: ["a", "c", "beside"],
    },
  },
  {
    name: "what comes after a loop does not run when a turn failed",
    pipeline: "loops/after-a-failing-turn.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: {
        "for-loop-2/0/fail": "SUCCEEDED",
        "for-loop-2/1/fail": "FAILED",
        "for-loop-2/2/fail": "FAILED",
        note: "NOT_RUN",
      },
      executions: 3,
      notes: [],
    },
  },
  {
    name: "no more turns run at once than the loop allows",
    pipeline: "loops/two-at-once.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (seen) => Array.isArray(seen) && seen.length === 5 && seen.every((most) => Number(most) <= 2),
      },
    },
  },
  {
    name: "one turn at a time",
    pipeline: "loops/one-at-a-time.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { Output: [1, 1, 1] } },
  },
  {
    name: "a turn begins when the one before has ended whole",
    pipeline: "loops/order-in-a-turn.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", notes: ["a1", "a2", "b1", "b2"] },
  },
];

export const LOOPS: readonly Case[] = [...OVER, ...COLLECTED, ...ORDER];
