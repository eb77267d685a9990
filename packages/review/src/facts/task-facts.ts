// The tasks of a plan → their facts.
import {
  type Component,
  type Condition,
  type Iterator,
  type Plan,
  type Task,
  tasksOf,
  type Value,
} from "@slipway/compiler";
import type { PodFragment } from "@slipway/pod";
import { type ContainerSetting, containerFacts } from "./container-facts.js";
import type { PodFacts } from "./pod.js";
import { sourceOf, wordsOf } from "./source.js";
import type { ConditionFacts, InputFacts, LoopFacts, OutputFacts, TaskFacts } from "./task.js";

export type TaskSettings = Omit<ContainerSetting, "pod"> & {
  /** By id of a task. */
  readonly fragments: ReadonlyMap<string, PodFragment>;
  readonly pods: readonly PodFacts[];
};

export function tasksFacts(plan: Plan, settings: TaskSettings): readonly TaskFacts[] {
  const readers = readersIn(plan);
  const pods = new Map(
    settings.pods.flatMap((pod) => (pod.kind === "task" && pod.task !== undefined ? [[pod.task, pod]] : [])),
  );
  return [...tasksOf(plan)].map((task) => taskFacts(task, { plan, readers, pods, settings }));
}

type Context = {
  readonly plan: Plan;
  readonly readers: Readers;
  readonly pods: ReadonlyMap<string, PodFacts>;
  readonly settings: TaskSettings;
};

function taskFacts(task: Task, context: Context): TaskFacts {
  const { id, definition, component, retry } = task;
  const parent = parentOf(id);
  const names = [...new Set([...definition.dependencies, ...definition.settingsFrom])].sort();
  return {
    id,
    kind: component.kind,
    name: definition.name,
    displayName: definition.displayName,
    component: component.name,
    path: definition.path,
    ...(parent !== undefined && { parent }),
    dependencies: names.map((name) => (parent === undefined ? name : `${parent}/${name}`)),
    trigger: definition.trigger,
    isExitTask: definition.trigger === "all-completed" && definition.dependencies.length > 0,
    ...(definition.condition && { condition: conditionFacts(definition.condition, task) }),
    ...(definition.iterator && { loop: loopFacts(task, definition.iterator, context) }),
    inputs: inputsOf(task),
    outputs: outputsOf(task, context),
    ...(retry && { retry }),
    cache: definition.cache,
    ...ranBy(task, context),
  };
}

function parentOf(id: string): string | undefined {
  const cut = id.lastIndexOf("/");
  return cut < 0 ? undefined : id.slice(0, cut);
}

function ranBy({ id, component, inputs }: Task, { pods, settings }: Context): Pick<TaskFacts, "container" | "imports"> {
  if (component.kind === "container") {
    const [fragment, pod] = [settings.fragments.get(id), pods.get(id)];
    return fragment ? { container: containerFacts(id, component, fragment, { ...settings, ...(pod && { pod }) }) } : {};
  }
  if (component.kind !== "importer") return {};
  const { artifactUri = {}, downloadToWorkspace = false } = component.importer;
  const { runtimeParameter, constant } = artifactUri;
  const value: Value = (runtimeParameter === undefined ? undefined : inputs.parameters.get(runtimeParameter)) ?? {
    kind: "constant",
    value: constant ?? "",
  };
  const source = sourceOf(value);
  const uri = typeof source.value === "string" ? { uri: source.value } : {};
  return { imports: { ...uri, source, intoWorkspace: downloadToWorkspace } };
}

const REFERENCE = /inputs\.parameter_values\[(?:'([^']*)'|"([^"]*)")\]/g;

function conditionFacts({ text }: Condition, { inputs }: Task): ConditionFacts {
  const words = text.replace(REFERENCE, (whole, single?: string, double?: string) => {
    const value = inputs.parameters.get(single ?? double ?? "");
    return value ? wordsOf(value) : whole;
  });
  return { text, words };
}

function loopFacts({ inputs }: Task, iterator: Iterator, { plan }: Context): LoopFacts {
  const { kind: over, item, items, parallelism } = iterator;
  const rest = { over, item, ...(parallelism !== undefined && { parallelism }) };
  if (items.kind === "list") return { ...rest, iterations: items.values.length, items: items.values };
  const value = inputs.parameters.get(items.name) ?? inputs.artifacts.get(items.name);
  if (!value) return rest;
  const source = sourceOf(value);
  const known = Array.isArray(source.value) ? { iterations: source.value.length, items: source.value } : {};
  const usual = value.kind === "pipeline-parameter" ? usualLength(plan, value.name) : undefined;
  return { ...rest, ...known, source, ...(usual !== undefined && { usualIterations: usual }) };
}

/** Of a list that the pipeline is given, unless it is given another. */
function usualLength({ parameters }: Plan, name: string): number | undefined {
  const { given, defaultValue } = parameters.get(name) ?? {};
  const value = given ?? defaultValue;
  return Array.isArray(value) ? value.length : undefined;
}

function inputsOf({ inputs, component }: Task): readonly InputFacts[] {
  const parameters = [...inputs.parameters].map(
    ([name, value]): InputFacts => ({
      name,
      kind: "parameter",
      type: component.inputs.parameters.get(name)?.type ?? "STRING",
      source: sourceOf(value),
    }),
  );
  const artifacts = [...inputs.artifacts].map(
    ([name, value]): InputFacts => ({
      name,
      kind: "artifact",
      type: artifactType(component.inputs.artifacts.get(name)),
      source: sourceOf(value),
    }),
  );
  return [...parameters, ...artifacts];
}

type Typed = Component["inputs"]["artifacts"] extends ReadonlyMap<string, infer Input> ? Input : never;

function artifactType(declared: Pick<Typed, "type" | "isList"> | undefined): string {
  const name = declared?.type.schemaTitle ?? declared?.type.instanceSchema ?? "system.Artifact";
  return declared?.isList ? `list of ${name}` : name;
}

function outputsOf({ id, component }: Task, { readers }: Context): readonly OutputFacts[] {
  const of = (name: string) => readers.get(JSON.stringify([id, name])) ?? { tasks: [], outputs: [] };
  const output = (kind: OutputFacts["kind"], name: string, type: string): OutputFacts => {
    const { tasks, outputs } = of(name);
    return { name, kind, type, readBy: [...new Set(tasks)], pipelineOutputs: [...new Set(outputs)] };
  };
  return [
    ...[...component.outputs.parameters].map(([name, type]) => output("parameter", name, type)),
    ...[...component.outputs.artifacts].map(([name, one]) => output("artifact", name, artifactType(one))),
  ];
}

/** By task and output: who reads it, and which of the pipeline's outputs it becomes. */
type Readers = ReadonlyMap<string, { readonly tasks: readonly string[]; readonly outputs: readonly string[] }>;

function readersIn(plan: Plan): Readers {
  const readers = new Map<string, { readonly tasks: string[]; readonly outputs: string[] }>();
  const at = (task: string, output: string) => {
    const key = JSON.stringify([task, output]);
    const known = readers.get(key) ?? { tasks: [], outputs: [] };
    readers.set(key, known);
    return known;
  };
  for (const task of tasksOf(plan))
    for (const [producer, output] of valuesRead(task).flatMap(producersOf)) at(producer, output).tasks.push(task.id);
  const { parameters, artifacts } = plan.root.outputs;
  for (const [name, value] of [...parameters, ...artifacts])
    for (const [task, output] of producersOf(value)) at(task, output).outputs.push(name);
  return readers;
}

/** A DAG task hands most of its inputs on: it reads those that it decides by. */
function valuesRead(task: Task): readonly Value[] {
  const { parameters, artifacts } = task.inputs;
  if (task.kind === "leaf") return [...parameters.values(), ...artifacts.values(), ...task.kubernetesInputs.values()];
  const { condition, iterator } = task.definition;
  const names = [
    ...[...(condition?.text ?? "").matchAll(REFERENCE)].map(([, single, double]) => single ?? double ?? ""),
    ...(iterator?.items.kind === "input" ? [iterator.items.name] : []),
  ];
  return names.flatMap((name) => parameters.get(name) ?? artifacts.get(name) ?? []);
}

function producersOf(value: Value): readonly (readonly [task: string, output: string])[] {
  switch (value.kind) {
    case "task-output":
      return [[value.task.id, value.output]];
    case "collected":
      return producersOf(value.value);
    case "defaulted":
    case "selected":
      return producersOf(value.from);
    case "first-of":
      return value.choices.flatMap(producersOf);
    case "filled":
      return [...value.inputs.values()].flatMap(producersOf);
    default:
      return [];
  }
}
