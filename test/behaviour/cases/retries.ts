// Tasks that are tried again, and tasks that take too long.
import type { Case } from "../case.js";

export const RETRIES: readonly Case[] = [
  {
    name: "a task that succeeds at the third try succeeded, and each try has a place of its own",
    pipeline: "failure/retried.yaml",
    parameters: { scratch: "{scratch}", wanted: 3 },
    needs: ["scratch"],
    bugs: ["B41", "B52"],
    expect: {
      state: "SUCCEEDED",
      outputs: { index: "2", content: "try 3" },
      tasks: { "succeed-at": "SUCCEEDED", read: "SUCCEEDED" },
      attempts: { "succeed-at": 3 },
      executions: 4,
      notes: ["try", "try", "try"],
      artifacts: { "succeed-at:data": { content: "try 3" } },
    },
  },
  {
    name: "the first try of a task that may be tried again has the number 0",
    pipeline: "failure/retried.yaml",
    parameters: { scratch: "{scratch}", wanted: 1 },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { index: "0", content: "try 1" }, executions: 2 },
  },
  {
    name: "a task that fails at every try failed, and its last try is told of",
    pipeline: "failure/retried.yaml",
    parameters: { scratch: "{scratch}", wanted: 9 },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: { "succeed-at": "FAILED", read: "NOT_RUN" },
      attempts: { "succeed-at": 3 },
      errors: { "succeed-at": "try 3 failed" },
      notes: ["try", "try", "try"],
    },
  },
  {
    name: "a nested pipeline's retries are those of its tasks",
    pipeline: "failure/retried-by-its-pipeline.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { Output: "2" }, attempts: { "inner-retried/succeed-at": 3 } },
  },
  {
    name: "tries wait as long as they should",
    pipeline: "failure/backoff.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { Output: "2" }, notes: ["try", "try", "try"] },
  },
  {
    name: "each turn of a loop has tries of its own",
    pipeline: "failure/retried-in-a-loop.yaml",
    expect: {
      state: "FAILED",
      tasks: { "for-loop-2/0/fail": "SUCCEEDED", "for-loop-2/1/fail": "FAILED" },
      attempts: { "for-loop-2/0/fail": 1, "for-loop-2/1/fail": 2 },
    },
  },
  {
    name: "a shared component is retried as each of its pipelines says",
    pipeline: "by-hand/shared-component-retries.yaml",
    bugs: ["B49"],
    expect: {
      state: "FAILED",
      tasks: { "once/try": "FAILED", "twice/try": "FAILED" },
      attempts: { "once/try": 1, "twice/try": 2 },
    },
  },
  {
    name: "a task that takes too long is ended, and failed",
    pipeline: "failure/timeout.yaml",
    parameters: { seconds: 30 },
    expect: {
      state: "FAILED",
      tasks: { sleep: "FAILED", say: "NOT_RUN" },
      errors: { sleep: /time|1 s|deadline/i },
    },
  },
  {
    name: "what a task started ends with it",
    pipeline: "failure/timeout-with-a-child.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "FAILED", tasks: { "leave-child": "FAILED", sleep: "SUCCEEDED" }, notes: [] },
  },
  {
    name: "a task that is fast enough is not ended",
    pipeline: "failure/time-enough.yaml",
    expect: { state: "SUCCEEDED", tasks: { sleep: "SUCCEEDED", say: "SUCCEEDED" } },
  },
  {
    name: "each try has the whole time, and an exit task runs after the last",
    pipeline: "failure/timeout-and-retry.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: { "exit-handler-1/sleep": "FAILED", report: "SUCCEEDED" },
      notes: ["exit-handler-1 FAILED"],
    },
  },
];
