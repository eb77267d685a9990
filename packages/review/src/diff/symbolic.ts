// A value as far as it is known before a run: two that are written alike come to the same when the pipeline runs.
import { createHash } from "node:crypto";
import type { Plan } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import {
  type Choice,
  type Guard,
  generalPlaceholdersIn,
  type Loop,
  type ParameterBinding,
  type Source,
} from "@slipway/pod";

export type Symbolic = {
  readonly text: JsonValue;
  /** Present where the value itself is known. */
  readonly value?: JsonValue;
  /** Ids of the tasks whose outputs it is made of. */
  readonly tasks: readonly string[];
  /** Of these the ones that run in every run, so that what they give may be something else. */
  readonly unsure: readonly string[];
  /** Why it is another in every run: ends the sentence "… reads …". */
  readonly never: readonly string[];
};

/** What is known of the plan that a source stands in. */
export type Surroundings = {
  readonly plan: Plan;
  readonly loops: Readonly<Record<string, Loop>>;
  /** What an output of a task is, by what determines it. */
  readonly outputOf: (task: string, output: string) => Symbolic;
  /** Conditions on a task and around it. */
  readonly guardsOf: (task: string) => readonly Guard[];
};

export function known(value: JsonValue): Symbolic {
  return { text: { value }, value, tasks: [], unsure: [], never: [] };
}

export function symbolicParameter({ from, defaultValue }: ParameterBinding, around: Surroundings): Symbolic {
  const source = symbolicSource(from, around);
  if (source.value === undefined) return defaultValue === undefined ? source : joined([source], { or: defaultValue });
  return source.value === null && defaultValue !== undefined ? known(defaultValue) : source;
}

export function symbolicSource(source: Source, around: Surroundings): Symbolic {
  switch (source.kind) {
    case "constant":
      return known(source.value);
    case "absent":
      return known(null);
    case "pipeline-parameter":
      return pipelineParameter(source.name, around);
    case "task-output":
      return around.outputOf(source.task, source.output);
    case "loop-item":
      return joined([itemsOf(source.loop, around)], "item");
    case "collected":
      return joined(
        [symbolicSource(source.from, around), itemsOf(source.loop, around), ...guards(source.from, around)],
        "all",
      );
    case "first-of":
      return joined(
        source.choices.flatMap((choice) => symbolicChoice(choice, around)),
        "first",
      );
    case "final-status":
      return { ...known(null), text: "status", never: [`how "${source.task}" ended, which names the run`] };
    case "selected":
      return joined([symbolicSource(source.from, around)], { selector: source.selector });
    case "defaulted":
      return joined([symbolicSource(source.from, around)], { or: source.value });
    case "filled": {
      const names = Object.keys(source.inputs).sort();
      const inputs = names.map((name) => symbolicSource(source.inputs[name] ?? { kind: "absent" }, around));
      const text = joined(inputs, { names, filled: source.value });
      return { ...text, never: [...text.never, ...ofTheRun([JSON.stringify(source.value)])] };
    }
  }
}

/** Of the placeholders for the run and the task those that are others in every run. */
export function ofTheRun(texts: readonly string[]): readonly string[] {
  return generalPlaceholdersIn(texts)
    .filter((name) => name !== "pipeline_task_name")
    .map((name) => (name === "workspace_path" ? "the workspace of its run" : `${name}, which is of its run`));
}

/** With the values that are given now, or else by default. */
function pipelineParameter(name: string, { plan }: Surroundings): Symbolic {
  const { given, defaultValue, isOptional = false } = plan.parameters.get(name) ?? {};
  const value = given ?? defaultValue ?? (isOptional ? null : undefined);
  return value === undefined ? { ...joined([], { parameter: name }) } : known(value);
}

function itemsOf(loop: string, around: Surroundings): Symbolic {
  const { items } = around.loops[loop] ?? {};
  return items ? symbolicSource(items, around) : known(null);
}

function symbolicChoice({ guards: own, from }: Choice, around: Surroundings): readonly Symbolic[] {
  return [...own.map((guard) => symbolicGuard(guard, around)), symbolicSource(from, around)];
}

/** What is skipped is left out of a list. */
function guards(source: Source, around: Surroundings): readonly Symbolic[] {
  if (source.kind !== "task-output") return [];
  return around.guardsOf(source.task).map((guard) => symbolicGuard(guard, around));
}

function symbolicGuard({ condition, parameters }: Guard, around: Surroundings): Symbolic {
  const names = Object.keys(parameters).sort();
  const inputs = names.flatMap((name) => {
    const binding = parameters[name];
    return binding ? [symbolicParameter(binding, around)] : [];
  });
  return joined(inputs, { names, condition });
}

/** Something that is made of others. Values inside a list are no value of its own. */
export function joined(parts: readonly Symbolic[], how: JsonValue): Symbolic {
  return {
    text: [how, ...parts.map(({ text }) => text)],
    tasks: unique(parts.flatMap(({ tasks }) => tasks)),
    unsure: unique(parts.flatMap(({ unsure }) => unsure)),
    never: unique(parts.flatMap(({ never }) => never)),
  };
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Short, and the same for the same. */
export function digestOf(value: JsonValue): string {
  return createHash("sha256").update(JSON.stringify(value, inOrder)).digest("hex");
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
