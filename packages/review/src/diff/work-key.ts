// What determines the outputs of a task, as far as it is known before a run: what packages/runtime/src/fingerprint.ts makes a
// key of when it runs, with other tasks in the place of what they will give.
import type { LeafTask, Plan, Task } from "@slipway/compiler";
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { generalPlaceholdersIn, type Invocation, type LinkedPlan, linkPlan, type Work } from "@slipway/pod";
import {
  digestOf,
  known,
  ofTheRun,
  type Surroundings,
  type Symbolic,
  symbolicParameter,
  symbolicSource,
  unique,
} from "./symbolic.js";

export type WorkKey = {
  readonly task: string;
  readonly isCached: boolean;
  /** Of the task itself, by what it is: `image`, `command`. */
  readonly own: Readonly<Record<string, JsonValue>>;
  /** What it is given, by name. */
  readonly inputs: Readonly<Record<string, Symbolic>>;
  /** Of all of it: two tasks of one digest have one result. */
  readonly digest: string;
  readonly unsure: readonly string[];
  readonly never: readonly string[];
};

/** Of each task with a container of the user's, by id. */
export function workKeys(plan: Plan): ReadonlyMap<string, WorkKey> {
  const linked = linkPlan(plan);
  const keys = new Map<string, WorkKey>();
  const keyOf = (task: LeafTask): WorkKey => {
    const there = keys.get(task.id);
    if (there) return there;
    const key = workKey(linked.invocationOf(task), linked, outputOf);
    keys.set(task.id, key);
    return key;
  };
  const outputOf = (id: string, output: string): Symbolic => {
    const task = linked.tasks.get(id);
    const unforeseen: Symbolic = { text: id, tasks: [id], unsure: [id], never: [] };
    if (!runsInPods(task)) return unforeseen;
    const invocation = linked.invocationOf(task);
    const { work } = invocation;
    if (work.kind === "importer") return imported(work, invocation, surroundings(invocation, linked, outputOf));
    if (work.kind !== "container") return unforeseen;
    const { digest, isCached, unsure, never } = keyOf(task);
    const runs = isCached && never.length === 0 ? [] : [id];
    return { text: [output, digest], tasks: [id], unsure: unique([...unsure, ...runs]), never: [] };
  };
  for (const task of linked.tasks.values())
    if (task.kind === "leaf" && task.component.kind === "container") keyOf(task);
  return keys;
}

/** What runs on Vertex AI only has no invocation: of that as much is known as of a DAG. */
function runsInPods(task: Task | undefined): task is LeafTask {
  return task?.kind === "leaf" && task.component.kind !== "resolver" && task.component.kind !== "custom-job";
}

type OutputOf = Surroundings["outputOf"];

function surroundings(invocation: Invocation, linked: LinkedPlan, outputOf: OutputOf): Surroundings {
  const guardsOf = (id: string) => {
    const task = linked.tasks.get(id);
    return runsInPods(task) ? linked.invocationOf(task).guards : [];
  };
  return { plan: linked.plan, loops: invocation.loops, outputOf, guardsOf };
}

/** What it imports is the same as long as what lies there is; nobody knows that before. */
function imported(
  work: Extract<Work, { kind: "importer" }>,
  { task, inputs }: Invocation,
  around: Surroundings,
): Symbolic {
  const { uri, type, metadata, reimport } = work;
  const binding = "parameter" in uri ? inputs.parameters[uri.parameter] : undefined;
  const from = binding ? symbolicParameter(binding, around) : known("constant" in uri ? uri.constant : null);
  const never = reimport ? [`what "${task}" imports anew in every run`] : from.never;
  const text: JsonValue = { imports: from.text, type: { ...type }, metadata };
  return { text, tasks: from.tasks, unsure: from.unsure, never };
}

function workKey(invocation: Invocation, linked: LinkedPlan, outputOf: OutputOf): WorkKey {
  const { task, work, outputs, cache, pipeline, component, name, kubernetes = {} } = invocation;
  const around = surroundings(invocation, linked, outputOf);
  const { image, command, args, env } = work.kind === "container" ? work : NONE;
  const always = {
    image,
    outputs: outputs as unknown as JsonValue,
    mounts: mountsIn(kubernetes),
    command,
    environment: env,
  };
  const texts = [image, ...command, ...args, ...env.map(({ value }) => value)];
  const usesName = generalPlaceholdersIn(texts).includes("pipeline_task_name");
  const own =
    cache.key === undefined
      ? {
          ...always,
          arguments: args,
          ...(usesName && { name }),
          ...(invocation.taskConfig && { settings: kubernetes }),
          ...(texts.some((text) => text.includes("IfPresent")) && { "given inputs": givenIn(invocation) }),
        }
      : { ...always, "cache key": [pipeline, component, cache.key] };
  const mounted = symbolicMounts(invocation, around);
  const inputs = cache.key === undefined ? { ...inputsOf(invocation, around), ...mounted } : mounted;
  const all = Object.values(inputs);
  const written = Object.fromEntries(Object.entries(inputs).map(([input, { text }]) => [input, text]));
  return {
    task,
    isCached: cache.enabled,
    own: own as unknown as Readonly<Record<string, JsonValue>>,
    inputs,
    digest: digestOf([own as unknown as JsonObject, written]),
    unsure: unique(all.flatMap(({ unsure }) => unsure)),
    never: unique([...all.flatMap(({ never }) => never), ...ofTheRun(texts)]),
  };
}

const NONE = { image: "", command: [], args: [], env: [] } as const;

function inputsOf({ inputs }: Invocation, around: Surroundings): Readonly<Record<string, Symbolic>> {
  const { parameters, artifacts } = inputs;
  return {
    ...Object.fromEntries(
      Object.entries(parameters).map(([name, binding]) => [`input "${name}"`, symbolicParameter(binding, around)]),
    ),
    ...Object.fromEntries(
      Object.entries(artifacts).map(([name, { from }]) => [`artifact "${name}"`, symbolicSource(from, around)]),
    ),
  };
}

/** What the command asks for counts by whether it is given, whatever its value. */
function givenIn({ inputs: { parameters, artifacts } }: Invocation): readonly string[] {
  const all = [...Object.entries(parameters), ...Object.entries(artifacts)];
  return all.filter(([, { from }]) => from.kind !== "absent").map(([name]) => name);
}

/** Secrets, config maps and claims count by their names, and by what is seen of them. */
const MOUNTS = ["pvcMount", "secretAsVolume", "secretAsEnv", "configMapAsVolume", "configMapAsEnv"];

function mountsIn(kubernetes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kubernetes).filter(([field]) => MOUNTS.includes(field)));
}

function symbolicMounts(
  { kubernetesInputs = {} }: Invocation,
  around: Surroundings,
): Readonly<Record<string, Symbolic>> {
  const named = Object.entries(kubernetesInputs).filter(([pointer]) => MOUNTS.includes(pointer.split("/")[1] ?? ""));
  return Object.fromEntries(
    named.map(([pointer, binding]) => [`setting ${pointer}`, symbolicParameter(binding, around)]),
  );
}

/** @returns whether two values of the plan's JSON are one */
export function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return digestOf(one) === digestOf(other);
}

/** Items of a loop, where they are known. */
export function itemsIn({ text }: Symbolic): readonly JsonValue[] | undefined {
  if (!Array.isArray(text) || text[0] !== "item") return undefined;
  const [, items] = text as readonly JsonValue[];
  const value = isJsonObject(items) ? items["value"] : undefined;
  return Array.isArray(value) ? value : undefined;
}
