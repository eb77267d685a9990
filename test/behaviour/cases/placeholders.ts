// Command lines: what is put together, chosen, and put in place of names, ids and paths.
import type { Case } from "../case.js";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export const PLACEHOLDERS: readonly Case[] = [
  {
    name: "parts of an argument are put together, in each other too",
    pipeline: "placeholders/concatenated.yaml",
    parameters: { text: 'a"b\n{{x}}' },
    bugs: ["B2", "B5"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (words) =>
          Array.isArray(words) &&
          JSON.stringify(words.slice(0, 2)) === JSON.stringify(['--text=a"b\n{{x}}', 'p-3/[1,"z"]-end']) &&
          /^--to=\/./.test(String(words[2])),
      },
    },
  },
  {
    name: "arguments depend on what was given",
    pipeline: "placeholders/chosen-from.yaml",
    bugs: ["B3", "B4", "B5", "B22"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        all: (words) => says(words, "--given g --number 4 --only then --given=g/4 x[g] --to /PATH --data /PATH last"),
        // A default is no presence.
        nothing: (words) => says(words, "--not-given --no-number --none x- --instead-of /PATH --no-data last"),
        forwarded: (words) => says(words, "--not-given --no-number --none x- --instead-of /PATH --no-data last"),
      },
    },
  },
  {
    name: "an optional value that a pipeline passes on counts as given",
    pipeline: "placeholders/chosen-from.yaml",
    parameters: { given: "p" },
    expect: {
      state: "SUCCEEDED",
      outputs: {
        all: (words) => Array.isArray(words),
        nothing: (words) => Array.isArray(words),
        forwarded: (words) =>
          says(words, "--given p --no-number --only then --given=p/3 x[p] --to /PATH --no-data last"),
      },
    },
  },
  {
    name: "the program itself can be a parameter",
    pipeline: "placeholders/program-from-a-parameter.yaml",
    bugs: ["B9"],
    expect: { state: "SUCCEEDED", outputs: { Output: "ran" } },
  },
  {
    name: "without a command the first argument is the program",
    pipeline: "placeholders/arguments-without-a-command.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "no command" } },
  },
  {
    name: "names, ids and times of the run and the task are put in, also in texts, mappings, lists and arguments",
    pipeline: "placeholders/names-and-ids.yaml",
    bugs: ["B11"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        shown: (shown, { run }) => {
          const { id, job, resource, task, task_id, created, scheduled, ...rest } = shown as Record<string, string>;
          return (
            id === run &&
            job !== "" &&
            resource !== "" &&
            !`${job}${resource}${task_id}`.includes("{{") &&
            task === "show" &&
            task_id !== "" &&
            TIME.test(created ?? "") &&
            TIME.test(scheduled ?? "") &&
            JSON.stringify(rest) ===
              JSON.stringify({ text: `n-${run}/show`, mapping: { id: run, in: [`<${run}>`] }, items: ["show"] })
          );
        },
        words: (words, { run }) =>
          Array.isArray(words) &&
          words[0] === run &&
          words[1] === "task=show-arguments." &&
          /^job=[^{]+$/.test(String(words[2])),
      },
    },
  },
  {
    name: "an artifact's metadata can stand in arguments",
    pipeline: "placeholders/metadata-in-arguments.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (words) =>
          Array.isArray(words) &&
          JSON.stringify(words.slice(0, 3)) === JSON.stringify(["3", 'a "b"', '["x",{"y":true}]']) &&
          (JSON.parse(String(words[3])) as { readonly rows: number }).rows === 3,
      },
    },
  },
  {
    name: "variables hold what they were given, and names of tasks",
    pipeline: "placeholders/environment.yaml",
    bugs: ["B11"],
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "plain $(HOME) {{x}} $HOME|task show-environment|two\nlines \"quoted\" 'so'|" },
    },
  },
  {
    name: "an image and resources can be parameters, and what stands around them stays",
    pipeline: "placeholders/image-and-resources.yaml",
    parameters: { image: "python", cpus: "1", memory: "100M" },
    bugs: ["B12", "B13"],
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "ok" },
      images: { "in-any-image": "registry.example.com/team/python:3.11" },
    },
  },
  {
    name: "an output has a path, a uri and a root",
    pipeline: "placeholders/places.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (places) => {
          const { same, uri, root } = places as { readonly same: boolean; readonly uri: string; readonly root: string };
          return same && uri.endsWith("/data") && !root.includes("{{") && root !== "";
        },
      },
      artifacts: { "find-places:data": { content: "made" } },
    },
  },
  {
    name: "tasks of a run share a workspace",
    pipeline: "placeholders/workspace.yaml",
    parameters: { text: "shared by both" },
    expect: { state: "SUCCEEDED", outputs: { Output: "shared by both" } },
    later: [
      {
        // What the workspace holds is of this run: nothing in it is taken from a run before.
        pipeline: "placeholders/workspace.yaml",
        parameters: { text: "other" },
        expect: { state: "SUCCEEDED", outputs: { Output: "other" }, executions: 2 },
      },
    ],
  },
  {
    name: "a workspace may be named in mappings and lists",
    pipeline: "placeholders/workspace-in-mappings.yaml",
    parameters: { text: "in both" },
    bugs: ["B50"],
    expect: { state: "SUCCEEDED", outputs: { Output: "in both" } },
  },
  {
    name: "a program that is no Python reads all that it was given as JSON, and says what it made as JSON",
    pipeline: "by-hand/output-file.yaml",
    bugs: ["B6"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        said: 'a "b"\n{{x}}',
        count: 2,
        seen: { metadata: { rows: 3, list: [1, { a: null }] }, title: "system.Dataset" },
        content: "content",
      },
    },
  },
  {
    name: "names may hold anything",
    pipeline: "by-hand/names.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { "out put/1": "uplargesmalljson" },
      executions: 5,
      tasks: {
        a: "SUCCEEDED",
        "%%2E%2E": "SUCCEEDED",
        "B%20c": "SUCCEEDED",
        "0/task%2Ejson": "SUCCEEDED",
        "c%3A%5Clast": "SUCCEEDED",
      },
      artifacts: { "0/task%2Ejson:my data.csv": { content: "json" } },
    },
  },
];

/** The words, where /PATH stands for any path. */
function says(words: unknown, expected: string): boolean {
  const said = (words as readonly string[]).map((word) => (word.startsWith("/") ? "/PATH" : word)).join(" ");
  return said === expected;
}
