// Tasks that run whatever became of those before them, and what they are told.
import type { Case } from "../case.js";

export const IGNORED_FAILURES: readonly Case[] = [
  {
    name: "a task that ignores failures runs once when all before it have ended, others can depend on it, and the run fails",
    pipeline: "failure/ignored-failure.yaml",
    parameters: { scratch: "{scratch}", code: 1 },
    needs: ["scratch"],
    bugs: ["B26"],
    expect: {
      state: "FAILED",
      outputs: { Output: "beside" },
      tasks: {
        fail: "FAILED",
        note: "SUCCEEDED",
        "note-2": "SUCCEEDED",
        "note-3": "SUCCEEDED",
        say: "SUCCEEDED",
      },
      notes: ["other", "even so", "after that"],
    },
  },
  {
    name: "a task that ignores failures runs once when there are none",
    pipeline: "failure/ignored-failure.yaml",
    parameters: { scratch: "{scratch}", code: 0 },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", notes: ["other", "even so", "after that"] },
  },
  {
    name: "two tasks can ignore the failure of one",
    pipeline: "failure/two-that-ignore.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B26"],
    expect: { state: "FAILED", notes: ["one", "two"] },
  },
  {
    name: "a task can ignore the failure of a loop",
    pipeline: "failure/after-a-loop-that-fails.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B26"],
    expect: { state: "FAILED", notes: ["even so"] },
  },
  {
    name: "who ignores a failure gets the default in place of what was not made",
    pipeline: "failure/default-for-a-failure.yaml",
    parameters: { code: 1 },
    expect: {
      state: "FAILED",
      tasks: { "say-or-fail": "FAILED", "say-anyway": "SUCCEEDED" },
      outputs: { Output: "nothing came" },
    },
  },
  {
    name: "who ignores failures gets what was made when there was none",
    pipeline: "failure/default-for-a-failure.yaml",
    parameters: { code: 0 },
    expect: { state: "SUCCEEDED", outputs: { Output: "made" } },
  },
  ...[1, 0].map(
    (code): Case => ({
      name: `who ignores failures gets ${code === 0 ? "the artifact that was made" : "no artifact of a task that failed"}`,
      pipeline: "failure/artifact-of-a-failure.yaml",
      parameters: { code },
      bugs: ["B23"],
      expect: { state: code === 0 ? "SUCCEEDED" : "FAILED", outputs: { Output: code === 0 ? "made" : "none" } },
    }),
  ),
  {
    name: "a task that ignores a failure is told of it",
    pipeline: "failure/status-of-a-task.yaml",
    parameters: { code: 6 },
    expect: {
      state: "FAILED",
      taskOutputs: {
        report: {
          Output: (told) => {
            const { state, task, message } = told as {
              readonly state: string;
              readonly task: string;
              readonly message: string;
            };
            return state === "FAILED" && task === "fail" && message.includes('"fail"');
          },
        },
      },
    },
  },
  {
    name: "the status of a task that never ran is that it failed, with the failure before it",
    pipeline: "failure/status-of-what-never-ran.yaml",
    parameters: { code: 6 },
    expect: {
      state: "FAILED",
      tasks: { fail: "FAILED", say: "NOT_RUN", report: "SUCCEEDED" },
      taskOutputs: {
        report: {
          Output: (told) => {
            const { state, message } = told as { readonly state: string; readonly message: string };
            return state === "FAILED" && message.startsWith('task "say" did not run, since task "fail" failed');
          },
        },
      },
    },
  },
  {
    name: "the status of a loop whose items are no list is that it failed",
    pipeline: "by-hand/status-of-a-loop.yaml",
    parameters: { items: "no list" },
    expect: {
      state: "FAILED",
      tasks: { loop: "FAILED", tell: "SUCCEEDED" },
      taskOutputs: {
        tell: { told: (status) => tells(status, "FAILED", "loop") && JSON.stringify(status).includes("list") },
      },
    },
  },
  {
    name: "the status of a loop without items is that it is complete",
    pipeline: "by-hand/status-of-a-loop.yaml",
    parameters: { items: "[]" },
    expect: { state: "SUCCEEDED", taskOutputs: { tell: { told: (status) => tells(status, "COMPLETE", "loop") } } },
  },
  {
    name: "a status is that of the task that is named, in loops too",
    pipeline: "by-hand/status-of-several.yaml",
    parameters: { tell: false },
    bugs: ["B27"],
    expect: {
      state: "FAILED",
      tasks: {
        good: "SUCCEEDED",
        bad: "FAILED",
        "tell-good": "SUCCEEDED",
        "tell-bad": "SUCCEEDED",
        "tell-maybe": "SKIPPED",
        "loop/0/first": "SUCCEEDED",
        "loop/0/end": "SUCCEEDED",
        "loop/0/tell": "SUCCEEDED",
        "loop/1/first": "SUCCEEDED",
        "loop/1/end": "FAILED",
        "loop/1/tell": "SUCCEEDED",
      },
      taskOutputs: {
        "tell-good": { told: (status) => tells(status, "COMPLETE", "good") },
        "tell-bad": { told: (status) => tells(status, "FAILED", "bad") },
        "loop/0/tell": { told: (status) => tells(status, "COMPLETE", "end") },
        "loop/1/tell": { told: (status) => tells(status, "FAILED", "end") },
      },
    },
  },
  {
    name: "a task that ignores failures and has a condition runs when it holds",
    pipeline: "by-hand/status-of-several.yaml",
    expect: { state: "FAILED", taskOutputs: { "tell-maybe": { told: (status) => tells(status, "FAILED", "bad") } } },
  },
  {
    name: "a status in a loop that the SDK wrote",
    pipeline: "failure/status-in-a-loop.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B27"],
    expect: { state: "FAILED", notes: ["fail COMPLETE", "fail FAILED"] },
  },
];

function tells(status: unknown, state: string, task: string): boolean {
  const { state: told, pipelineTaskName } = status as { readonly state: string; readonly pipelineTaskName: string };
  return told === state && pipelineTaskName === task;
}
