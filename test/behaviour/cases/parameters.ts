// Parameters: types, defaults, what is optional, sizes, outputs that are not what they should be.
import type { Case } from "../case.js";

const MEGABYTE = 2 ** 20;

/** What the kernel takes as one argument: https://man7.org/linux/man-pages/man2/execve.2.html */
const ONE_ARGUMENT = 128 * 1024;

const TYPES: readonly Case[] = [
  {
    name: "every type of parameter has a default and goes from task to task",
    pipeline: "parameters/types.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        text: "a",
        whole: 1,
        fraction: 0.5,
        flag: true,
        items: [1, "b", { c: "" }],
        mapping: { d: [1.5, false] },
      },
      // Equal work: it is done once.
      tasks: { "every-type": "SUCCEEDED", "every-type-2": "CACHED" },
      executions: 1,
    },
  },
  {
    name: "every type of parameter can be given",
    pipeline: "parameters/types.yaml",
    parameters: {
      text: "",
      whole: -9007199254740991,
      fraction: 1e-7,
      flag: false,
      items: [],
      mapping: { "": [null, { "a b": "ü" }], z: 0, a: 1e21 },
    },
    expect: {
      state: "SUCCEEDED",
      outputs: {
        text: "",
        whole: -9007199254740991,
        fraction: 1e-7,
        flag: false,
        items: [],
        mapping: { "": [null, { "a b": "ü" }], z: 0, a: 1e21 },
      },
    },
  },
  {
    name: "a number in a command line has no exponent, and a list or mapping is JSON in one line",
    pipeline: "parameters/text-forms.yaml",
    parameters: {
      fraction: 1e-7,
      whole: 42,
      flag: true,
      items: ["<&>", 1, { b: 1, a: null }],
      mapping: { b: "ü", a: {} },
    },
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: ["0.0000001", "42", "true", '["<&>",1,{"a":null,"b":1}]', '{"a":{},"b":"ü"}', "--whole=42 --flag=true"],
      },
    },
  },
  {
    name: "a large number in a command line has no exponent either",
    pipeline: "parameters/text-forms.yaml",
    parameters: { fraction: 1e21, whole: 1234567, flag: false, items: [], mapping: {} },
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: ["1000000000000000000000", "1234567", "false", "[]", "{}", "--whole=1234567 --flag=false"] },
    },
  },
  {
    name: "a parameter of type text takes a value of every type",
    pipeline: "parameters/anything-as-text.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { whole: "2", fraction: "0.25", mapping: '{"a":"x","b":[1]}', flag: "true", items: '["a","b","c"]' },
    },
  },
  {
    name: "a value of another type than declared is refused before anything starts",
    pipeline: "parameters/types.yaml",
    parameters: { whole: "three" },
    expect: { state: "REFUSED", says: "whole" },
  },
  {
    name: "a parameter without a value is refused before anything starts",
    pipeline: "parameters/large-output.yaml",
    expect: { state: "REFUSED", says: "size" },
  },
  {
    name: "a parameter that the pipeline does not have is refused",
    pipeline: "parameters/types.yaml",
    parameters: { wole: 3 },
    expect: { state: "REFUSED", says: "wole" },
  },
  {
    name: "a value that is none of those allowed is refused",
    pipeline: "by-hand/literals.yaml",
    parameters: { color: "blue" },
    expect: { state: "REFUSED", says: /color/ },
  },
  {
    name: "values that are allowed are taken",
    pipeline: "by-hand/literals.yaml",
    parameters: { color: "green" },
    expect: { state: "SUCCEEDED", outputs: { said: "dark green" } },
  },
  {
    name: "a result that is none of the values allowed fails the task that takes it",
    pipeline: "by-hand/literals.yaml",
    parameters: { shade: "pale" },
    expect: {
      state: "FAILED",
      tasks: { shade: "SUCCEEDED", paint: "FAILED" },
      executions: 1,
      errors: { paint: "shade" },
    },
  },
];

const OPTIONAL: readonly Case[] = [
  {
    name: "a default of a component stands in its command line",
    pipeline: "parameters/default-of-a-component.yaml",
    bugs: ["B1"],
    expect: { state: "SUCCEEDED", outputs: { omitted: "by default 3", given: "given 4" } },
  },
  {
    name: "a required parameter with a default needs no value",
    pipeline: "by-hand/required-with-default.yaml",
    bugs: ["B54"],
    expect: { state: "SUCCEEDED", outputs: { said: "by default 3" } },
  },
  {
    name: "an optional parameter without a value is None",
    pipeline: "parameters/optional.yaml",
    expect: { state: "SUCCEEDED", outputs: { passed: "None None None", omitted: "None None None" } },
  },
  {
    name: "an optional parameter that is given is not None, even when it is empty",
    pipeline: "parameters/optional.yaml",
    parameters: { text: "", number: 0, items: [] },
    expect: { state: "SUCCEEDED", outputs: { passed: "'' 0 []", omitted: "None None None" } },
  },
  {
    name: "None goes through nested pipelines",
    pipeline: "parameters/none-through-nested-pipelines.yaml",
    bugs: ["B14"],
    expect: { state: "SUCCEEDED", outputs: { forwarded: "None None None", omitted: "None None None" } },
  },
  {
    name: "a value goes through nested pipelines beside None",
    pipeline: "parameters/none-through-nested-pipelines.yaml",
    parameters: { text: "x" },
    expect: { state: "SUCCEEDED", outputs: { forwarded: "'x' None None", omitted: "None None None" } },
  },
  {
    name: "None given to a nested pipeline means its default",
    pipeline: "parameters/default-of-a-nested-pipeline.yaml",
    bugs: ["B14"],
    expect: {
      state: "SUCCEEDED",
      outputs: { omitted: "of the inner pipeline 7", given: "given 7", forwarded: "of the inner pipeline 7" },
    },
  },
  {
    name: "None goes through conditions and loops",
    pipeline: "parameters/none-through-groups.yaml",
    bugs: ["B15"],
    expect: { state: "SUCCEEDED", outputs: { Output: ["None None None", "None None None"] } },
  },
  {
    name: "None does not keep other values from being put in their places",
    pipeline: "parameters/none-beside-others.yaml",
    bugs: ["B8"],
    expect: { state: "SUCCEEDED", outputs: { told: "None None ['o', '<o>']", said: "o!" } },
  },
  {
    name: "an output that is None is absent for who takes it",
    pipeline: "parameters/optional-output.yaml",
    parameters: { something: false },
    bugs: ["B25"],
    expect: { state: "SUCCEEDED", outputs: { told: "None None None", other: "went on" } },
  },
  {
    name: "an output that could be None and is not is passed on",
    pipeline: "parameters/optional-output.yaml",
    parameters: { something: true },
    expect: { state: "SUCCEEDED", outputs: { told: "'something' None None", other: "went on" } },
  },
];

const SIZES: readonly Case[] = [
  {
    name: "a parameter of a megabyte is kept whole",
    pipeline: "parameters/large-output.yaml",
    parameters: { size: MEGABYTE },
    expect: { state: "SUCCEEDED", outputs: { Output: "x".repeat(MEGABYTE) } },
  },
  {
    name: "a part of a value larger than an argument can be passed on",
    pipeline: "parameters/part-of-a-large-value.yaml",
    parameters: { size: MEGABYTE / 2 },
    expect: { state: "SUCCEEDED", outputs: { Output: "a,b" } },
  },
  {
    name: "an argument of 100 kB is passed",
    pipeline: "parameters/large-argument.yaml",
    parameters: { size: 100_000 },
    expect: { state: "SUCCEEDED", outputs: { Output: 100_000 } },
  },
  {
    name: "an argument of 100 kB is passed to Python",
    pipeline: "parameters/large-argument-of-python.yaml",
    parameters: { size: 100_000 },
    expect: { state: "SUCCEEDED", outputs: { Output: 100_000 } },
  },
  {
    name: "an argument that the kernel does not take is named",
    pipeline: "parameters/large-argument.yaml",
    parameters: { size: ONE_ARGUMENT },
    expect: {
      state: "FAILED",
      tasks: { "make-large": "SUCCEEDED", length: "FAILED" },
      executions: 1,
      errors: { length: "text" },
    },
  },
  {
    name: "an argument that the kernel does not take reaches Python all the same",
    pipeline: "parameters/large-argument-of-python.yaml",
    parameters: { size: MEGABYTE },
    expect: { state: "SUCCEEDED", outputs: { Output: MEGABYTE } },
  },
];

const notWhole = (kind: string, why: string): Case => ({
  name: `an output of type int that ${why} fails its task`,
  pipeline: "parameters/wrong-output.yaml",
  parameters: { kind },
  expect: { state: "FAILED", tasks: { wrong: "FAILED" }, errors: { wrong: "whole" } },
});

const OUTPUTS: readonly Case[] = [
  notWhole("fraction", "is a fraction"),
  notWhole("text", "is a word"),
  notWhole("empty", "is empty"),
  notWhole("huge", "is larger than numbers are"),
  notWhole("missing", "was not written"),
  {
    name: "spaces around a number in an output file do not matter",
    pipeline: "parameters/wrong-output.yaml",
    parameters: { kind: "spaced" },
    expect: { state: "SUCCEEDED", outputs: { Output: 12 } },
  },
  {
    name: "a text in an output file keeps its spaces and lines",
    pipeline: "parameters/spaces-in-output-files.yaml",
    expect: { state: "SUCCEEDED", outputs: { text: " a\n\n", whole: 12, flag: true, items: [1, 2] } },
  },
  {
    name: "an output that is not a number fails its task",
    pipeline: "parameters/nan.yaml",
    expect: { state: "FAILED", tasks: { "not-a-number": "FAILED" }, errors: { "not-a-number": "Output" } },
  },
  {
    name: "an output that was not written is named, and who needs it does not run",
    pipeline: "parameters/missing-output.yaml",
    bugs: ["B24"],
    expect: {
      state: "FAILED",
      tasks: { "leaves-out-one": "FAILED", say: "NOT_RUN" },
      errors: { "leaves-out-one": "second" },
    },
  },
];

export const PARAMETERS: readonly Case[] = [...TYPES, ...OPTIONAL, ...SIZES, ...OUTPUTS];
