// Pipelines in pipelines, and components used more than once.
import type { Case } from "../case.js";

export const NESTED: readonly Case[] = [
  {
    name: "values and artifacts go through three levels of pipelines and back",
    pipeline: "nested/three-deep.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { said: "321t", number: 16, content: "from above", inner: "21t" },
      artifacts: { ":data": { content: "21t", type: "system.Dataset" } },
      tasks: {
        write: "SUCCEEDED",
        "middle/read": "SUCCEEDED",
        "middle/innermost/say": "SUCCEEDED",
        "middle/innermost/double": "SUCCEEDED",
        "middle/innermost/write": "SUCCEEDED",
        double: "SUCCEEDED",
        read: "SUCCEEDED",
      },
      executions: 7,
    },
  },
  {
    name: "a component or pipeline that is used twice has places of its own, and tasks of one name in two pipelines too",
    pipeline: "nested/twice.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { first: "a", second: "b", third: "c", fourth: "d" },
      artifacts: {
        "innermost/write:data": { content: "a" },
        "innermost-2/write:data": { content: "b" },
        "write:data": { content: "c" },
        "write-2:data": { content: "d" },
      },
    },
  },
  {
    name: "a pipeline can be ordered after another",
    pipeline: "nested/order-of-nested-pipelines.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "first second third" } },
  },
  {
    name: "a pipeline without outputs has none",
    pipeline: "nested/no-outputs.yaml",
    expect: { state: "SUCCEEDED", outputs: {}, tasks: { say: "SUCCEEDED" }, taskOutputs: { say: { said: "alone" } } },
  },
  {
    name: "one result can be several outputs",
    pipeline: "nested/pass-through.yaml",
    parameters: { text: "x" },
    expect: { state: "SUCCEEDED", outputs: { one: "x", two: "x" }, executions: 1 },
  },
];
