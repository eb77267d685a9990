// Where a value comes from, in words for people and as ids for machines.
import { assertNever, type Value } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import type { SlotSource } from "@slipway/pod";
import { type Setting as PodSetting, textOf } from "@slipway/pod";
import type { Setting, SourceFacts } from "./task.js";

/** @example sourceOf(value).words // `output "model" of "train"` */
export function sourceOf(value: Value): SourceFacts {
  const known = value.kind === "constant" || value.kind === "default" ? value.value : undefined;
  const { tasks, parameters } = originsOf(value);
  return {
    kind: KINDS[value.kind],
    words: wordsOf(value),
    ...(known !== undefined && { value: known }),
    tasks: [...new Set(tasks)],
    parameters: [...new Set(parameters)],
  };
}

/** What a person calls it, where the plan is more exact. */
const KINDS = {
  constant: "constant",
  filled: "text",
  default: "default",
  "pipeline-parameter": "pipeline-parameter",
  "pipeline-artifact": "pipeline-artifact",
  "task-output": "task-output",
  "loop-item": "loop-item",
  collected: "collected",
  "first-of": "first-of",
  "final-status": "final-status",
  defaulted: "text",
  selected: "text",
} as const satisfies Readonly<Record<Value["kind"], SourceFacts["kind"]>>;

export function wordsOf(value: Value): string {
  switch (value.kind) {
    case "constant":
      return JSON.stringify(value.value);
    case "filled":
      return `text made of ${[...value.inputs.values()].map(wordsOf).join(", ") || JSON.stringify(value.value)}`;
    case "default":
      return value.value === undefined ? "nothing" : `default ${JSON.stringify(value.value)}`;
    case "pipeline-parameter":
      return `parameter "${value.name}"`;
    case "pipeline-artifact":
      return `artifact "${value.name}" of the pipeline`;
    case "task-output":
      return `output "${value.output}" of "${value.task.id}"`;
    case "loop-item":
      return `item of "${value.loop}"`;
    case "collected":
      return `${wordsOf(value.value)}, of every iteration of "${value.loop}"`;
    case "first-of":
      return `the first that there is: ${value.choices.map(wordsOf).join("; ")}`;
    case "final-status":
      return `how "${value.task}" ended`;
    case "defaulted":
      return `${wordsOf(value.from)}, else ${JSON.stringify(value.value)}`;
    case "selected":
      return `${partText(value.text)} of ${wordsOf(value.from)}`;
    default:
      return assertNever(value);
  }
}

/** The SDK takes parts of JSON so: `parseJson(string_value)["name"]`. */
function partText(selector: string): string {
  const [, field] = /^parseJson\(string_value\)\["([^"]*)"\]$/.exec(selector) ?? [];
  return field === undefined ? `part ${selector}` : `field "${field}"`;
}

type Origins = { readonly tasks: readonly string[]; readonly parameters: readonly string[] };

function originsOf(value: Value): Origins {
  switch (value.kind) {
    case "pipeline-parameter":
      return { tasks: [], parameters: [value.name] };
    case "task-output":
      return { tasks: [value.task.id], parameters: [] };
    case "final-status":
      return { tasks: [value.task], parameters: [] };
    case "collected":
      return originsOf(value.value);
    case "defaulted":
    case "selected":
      return originsOf(value.from);
    case "first-of":
      return joined(value.choices);
    case "filled":
      return joined([...value.inputs.values()]);
    default:
      return { tasks: [], parameters: [] };
  }
}

function joined(values: readonly Value[]): Origins {
  const all = values.map(originsOf);
  return { tasks: all.flatMap(({ tasks }) => tasks), parameters: all.flatMap(({ parameters }) => parameters) };
}

/** A setting of a pod as text; what is known only in a run as words. */
export function settingOf(setting: PodSetting<JsonValue>, slots: ReadonlyMap<string, SlotSource>): Setting {
  if (setting.kind === "known") return { text: textOf(setting.value), isKnown: true };
  const words = (slots.get(setting.slot) ?? []).map((part) => {
    if (part.kind === "text") return part.text;
    return part.kind === "general" ? `[${part.name}]` : `[${wordsOf(part.value)}]`;
  });
  return { text: words.join(""), isKnown: false };
}
