// What fails, what is said of it, and what goes on.
import type { Case } from "../case.js";

const FAILING: readonly Case[] = [
  {
    name: "a failing task fails the run, and branches that do not need it go on to their end",
    pipeline: "failure/beside-a-failure.yaml",
    parameters: { code: 7 },
    bugs: ["B39"],
    expect: {
      state: "FAILED",
      outputs: { last: "first second last" },
      tasks: { fail: "FAILED", say: "NOT_RUN", "say-2": "SUCCEEDED", "say-3": "SUCCEEDED", "say-4": "SUCCEEDED" },
      executions: 4,
      errors: { fail: /7.*no \\"more\\" \\\\ than/ },
    },
  },
  {
    name: "what a task wrote last is kept with its error, and no more",
    pipeline: "failure/last-words.yaml",
    expect: { state: "FAILED", errors: { "say-much": /3.*5000.*last words/ } },
  },
  {
    name: "an exception is kept, and a module that is missing is explained",
    pipeline: "failure/python-error.yaml",
    parameters: { text: 'it\'s "this"' },
    expect: {
      state: "FAILED",
      tasks: { "raise-error": "FAILED", "import-missing": "FAILED" },
      errors: {
        "raise-error": /ValueError.*this/,
        "import-missing":
          /a_module_that_nobody_installed.*packages_to_install|packages_to_install.*a_module_that_nobody_installed/,
      },
    },
  },
  {
    name: "a program that does not exist is named",
    pipeline: "failure/missing-program.yaml",
    expect: { state: "FAILED", errors: { "no-such-program": "a-program-that-nobody-has" } },
  },
  {
    name: "a task that was killed failed, and its signal is named",
    pipeline: "failure/by-signal.yaml",
    parameters: { signal: "KILL" },
    expect: { state: "FAILED", tasks: { kill: "FAILED" }, executions: 1, errors: { kill: /137|KILL/ } },
  },
  {
    name: "a task that ended itself with another signal failed too",
    pipeline: "failure/by-signal.yaml",
    parameters: { signal: "TERM" },
    expect: { state: "FAILED", tasks: { kill: "FAILED" }, executions: 1, errors: { kill: /143|TERM/ } },
  },
  {
    name: "exit code 137 speaks of memory",
    pipeline: "failure/exit-codes.yaml",
    parameters: { code: 137 },
    expect: { state: "FAILED", errors: { fail: /137.*memory|memory.*137/ } },
  },
];

const EXIT_HANDLERS: readonly Case[] = [
  {
    name: "an exit task runs once after all went well",
    pipeline: "failure/exit-handler.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: {
      state: "SUCCEEDED",
      tasks: {
        "exit-handler-1/note": "SUCCEEDED",
        "exit-handler-1/fail": "SUCCEEDED",
        "exit-handler-1/note-2": "SUCCEEDED",
        report: "SUCCEEDED",
      },
      taskOutputs: {
        report: {
          Output: (told, { run }) =>
            JSON.stringify(told).includes('"state":"COMPLETE"') &&
            JSON.stringify(told).includes('"task":"exit-handler-1"') &&
            (told as { readonly run: string }).run !== "" &&
            run !== "",
        },
      },
      notes: ["first", "last", "exit-handler-1 COMPLETE"],
    },
  },
  {
    name: "an exit task runs once after a failure, is told of it, and the run fails all the same",
    pipeline: "failure/exit-handler.yaml",
    parameters: { scratch: "{scratch}", code: 4 },
    needs: ["scratch"],
    bugs: ["B28"],
    expect: {
      state: "FAILED",
      tasks: {
        "exit-handler-1/note": "SUCCEEDED",
        "exit-handler-1/fail": "FAILED",
        "exit-handler-1/note-2": "NOT_RUN",
        report: "SUCCEEDED",
      },
      taskOutputs: {
        report: {
          Output: (told) => (told as { readonly message: string }).message.includes("exit-handler-1/fail"),
        },
      },
      notes: ["first", "exit-handler-1 FAILED"],
    },
  },
  {
    name: "an exit task runs once, however many tasks there are before it",
    pipeline: "failure/exit-handler-with-many-tasks.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B26"],
    expect: { state: "SUCCEEDED", notes: ["0", "1", "2", "3", "exit"], executions: 5 },
  },
  {
    name: "two exit handlers: each is told of its own",
    pipeline: "failure/two-exit-handlers.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    expect: { state: "FAILED", notes: ["exit-handler-1 FAILED", "second", "exit-handler-2 COMPLETE"] },
  },
  {
    name: "an exit handler around a nested pipeline that fails inside",
    pipeline: "failure/exit-handler-around-a-nested-pipeline.yaml",
    parameters: { scratch: "{scratch}", code: 5 },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: {
        "exit-handler-1/inner-failing/note": "SUCCEEDED",
        "exit-handler-1/inner-failing/fail": "FAILED",
        "exit-handler-1/inner-failing/say": "NOT_RUN",
        "exit-handler-1/note": "NOT_RUN",
        report: "SUCCEEDED",
      },
      notes: ["inner", "exit-handler-1 FAILED"],
    },
  },
  {
    name: "an exit handler around a nested pipeline that goes well",
    pipeline: "failure/exit-handler-around-a-nested-pipeline.yaml",
    parameters: { scratch: "{scratch}", code: 0 },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", notes: ["inner", "whole", "exit-handler-1 COMPLETE"] },
  },
  {
    name: "a pipeline can be an exit task",
    pipeline: "failure/pipeline-as-exit-task.yaml",
    parameters: { scratch: "{scratch}", code: 1 },
    needs: ["scratch"],
    expect: {
      state: "FAILED",
      tasks: {
        "exit-handler-1/fail": "FAILED",
        "clean-up/note": "SUCCEEDED",
        "clean-up/note-2": "SUCCEEDED",
      },
      notes: ["clean 1", "clean 2"],
    },
  },
  {
    name: "an exit task that fails, fails the run",
    pipeline: "failure/failing-exit-task.yaml",
    expect: {
      state: "FAILED",
      tasks: { "exit-handler-1/say": "SUCCEEDED", fail: "FAILED" },
      errors: { fail: "cannot clean up" },
    },
  },
  {
    name: "a task that is killed inside an exit handler: the exit task still runs",
    pipeline: "failure/killed-in-an-exit-handler.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B28"],
    expect: {
      state: "FAILED",
      tasks: { "exit-handler-1/kill": "FAILED", "exit-handler-1/note": "NOT_RUN", report: "SUCCEEDED" },
      notes: ["killed", "exit-handler-1 FAILED"],
      errors: { "exit-handler-1/kill": /137|KILL/ },
    },
  },
  {
    name: "an exit task is told of success when all before it was skipped",
    pipeline: "failure/exit-handler-around-loops.yaml",
    parameters: { scratch: "{scratch}", go: false },
    needs: ["scratch"],
    bugs: ["B26"],
    expect: { state: "SUCCEEDED", notes: ["exit-handler-1 COMPLETE"] },
  },
  {
    name: "an exit handler around a loop in a condition",
    pipeline: "failure/exit-handler-around-loops.yaml",
    parameters: { scratch: "{scratch}", go: true },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", notes: ["a", "b", "exit-handler-1 COMPLETE"] },
  },
  {
    name: "an exit task is told of success when all before it was cached",
    pipeline: "failure/cached-in-an-exit-handler.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B28"],
    expect: { state: "SUCCEEDED", notes: ["exit-handler-1 COMPLETE"] },
    later: [
      {
        pipeline: "failure/cached-in-an-exit-handler.yaml",
        parameters: { scratch: "{scratch}" },
        expect: {
          state: "SUCCEEDED",
          tasks: { "exit-handler-1/say": "CACHED", report: "SUCCEEDED" },
          notes: ["exit-handler-1 COMPLETE", "exit-handler-1 COMPLETE"],
        },
      },
    ],
  },
];

export const FAILURE: readonly Case[] = [...FAILING, ...EXIT_HANDLERS];
