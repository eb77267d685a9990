// Plan → what each of its tasks is told, as JSON. Read source.ts and invocation.ts for the words.
import {
  assertNever,
  type Bindings,
  type Component,
  type Expression,
  type LeafTask,
  type Plan,
  parametersOf,
  type Task,
  tasksOf,
  type Value,
  walkExpression,
} from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { Invocation } from "./invocation.js";
import type { ArtifactBinding, Guard, Loop, ParameterBinding, Source } from "./source.js";
import { speaksOf } from "./speaks-of.js";
import { workOf } from "./work.js";

/** A plan whose tasks can be told what to do. */
export type LinkedPlan = {
  readonly plan: Plan;
  /** Every task by id, each DAG task before the tasks in it. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** Where a value of the plan comes from, as JSON: what fills a slot of a pod, say. */
  readonly sourceOf: (value: Value) => Source;
  /** What a leaf task is told. */
  readonly invocationOf: (task: LeafTask) => Invocation;
  /** The condition of one task, if it has one. */
  readonly guardOf: (task: Task) => Guard | undefined;
  /** The loop that a DAG task is, if it is one. */
  readonly loopOf: (task: Task) => Loop | undefined;
  /** Outputs of the pipeline itself. */
  readonly outputs: {
    readonly parameters: Readonly<Record<string, ParameterBinding>>;
    readonly artifacts: Readonly<Record<string, ArtifactBinding>>;
  };
  /** Loops and importers that sources speak of, those of the sources found on the way included. */
  readonly contextOf: (sources: readonly Source[]) => Pick<Invocation, "loops" | "importers">;
};

/**
 * @example
 * const linked = linkPlan(plan);
 * for (const task of tasksOf(plan)) if (task.kind === "leaf") console.log(linked.invocationOf(task));
 */
export function linkPlan(plan: Plan): LinkedPlan {
  const tasks = new Map([...tasksOf(plan)].map((task) => [task.id, task]));
  const guardsOf = (id: string) => around(id, tasks).flatMap((task) => guardOf(task) ?? []);
  const sourceOf = (value: Value): Source => toSource(value, guardsOf);
  const guardOf = (task: Task) => toGuard(task, (inputs) => bind(task.component, inputs, sourceOf));
  const loopOf = (task: Task) => toLoop(task, sourceOf);
  const contextOf = (sources: readonly Source[]) => {
    const loops: Record<string, Loop> = {};
    const importers: Record<string, Invocation> = {};
    const spoken = speaksOf(sources);
    for (const id of new Set([...spoken.tasks, ...spoken.loops])) {
      const task = tasks.get(id);
      const loop = task && loopOf(task);
      if (loop) {
        const around = contextOf([loop.items]);
        Object.assign(loops, { [id]: loop }, around.loops);
        Object.assign(importers, around.importers);
      }
      // An importer may iterate itself, and who speaks of its loop speaks of none of its outputs.
      const isRead = spoken.tasks.has(id) && task?.kind === "leaf" && task.component.kind === "importer";
      if (isRead) importers[id] = invocationOf(task);
    }
    return { loops, importers };
  };
  const invocationOf = (task: LeafTask): Invocation => {
    const { component, definition, inputs, kubernetesInputs, retry } = task;
    const guards = guardsOf(task.id);
    const bound = bind(component, inputs, sourceOf);
    const settings = Object.fromEntries([...kubernetesInputs].map(([at, value]) => [at, { from: sourceOf(value) }]));
    const bindings = [bound, ...guards].flatMap((one) => [
      ...Object.values(one.parameters).map(({ from }) => from),
      ...Object.values(one.artifacts).map(({ from }) => from),
    ]);
    const inLoops = around(task.id, tasks).flatMap((one): Source[] =>
      one.definition.iterator ? [{ kind: "loop-item", loop: one.id }] : [],
    );
    return {
      version: 1,
      pipeline: plan.name,
      task: task.id,
      name: definition.name,
      displayName: definition.displayName,
      component: component.name,
      work: workOf(component),
      inputs: bound,
      outputs: {
        parameters: Object.fromEntries(component.outputs.parameters),
        artifacts: Object.fromEntries(component.outputs.artifacts),
      },
      guards,
      ...contextOf([...bindings, ...Object.values(settings).map(({ from }) => from), ...inLoops]),
      cache: definition.cache,
      ...(retry && { retry }),
      ...(component.spec.taskConfigPassthroughs && { taskConfig: component.spec.taskConfigPassthroughs }),
      ...(component.kubernetes && { kubernetes: component.kubernetes as JsonObject }),
      ...(kubernetesInputs.size > 0 && { kubernetesInputs: settings }),
    };
  };
  const rootComponent = plan.root.component;
  const outputs = {
    parameters: mapValues(plan.root.outputs.parameters, (value, name) => {
      const type = rootComponent.outputs.parameters.get(name);
      return { ...(type && { type }), isOptional: true, from: sourceOf(value) };
    }),
    artifacts: mapValues(plan.root.outputs.artifacts, (value, name) => {
      const { type = {}, isList = false } = rootComponent.outputs.artifacts.get(name) ?? {};
      return { type, isList, isOptional: true, from: sourceOf(value) };
    }),
  };
  return { plan, tasks, sourceOf, invocationOf, guardOf, loopOf, outputs, contextOf };
}

/** A task and the DAG tasks around it, the outermost first. */
function around(id: string, tasks: ReadonlyMap<string, Task>): readonly Task[] {
  const names = id.split("/");
  return names.flatMap((_, index) => tasks.get(names.slice(0, index + 1).join("/")) ?? []);
}

function mapValues<T, U>(
  map: ReadonlyMap<string, T>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value, key)]));
}

function bind({ inputs: declared }: Component, inputs: Bindings, sourceOf: (value: Value) => Source) {
  return {
    parameters: mapValues(inputs.parameters, (value, name): ParameterBinding => {
      const from = sourceOf(value);
      const definition = declared.parameters.get(name);
      if (!definition) return { from };
      const { type, isOptional, defaultValue, literals } = definition;
      return {
        type,
        isOptional,
        ...(defaultValue !== undefined && { defaultValue }),
        ...(literals.length > 0 && { literals }),
        // What the component declares itself is said above.
        from: value.kind === "default" ? { kind: "absent" } : from,
      };
    }),
    artifacts: mapValues(inputs.artifacts, (value, name): ArtifactBinding => {
      const { type = {}, isList = false, isOptional = false } = declared.artifacts.get(name) ?? {};
      return { type, isList, isOptional, from: sourceOf(value) };
    }),
  };
}

function toGuard(
  { id, definition: { condition }, inputs }: Task,
  bound: (inputs: Bindings) => Pick<Guard, "parameters" | "artifacts">,
): Guard | undefined {
  return condition && { task: id, condition: condition.text, ...bound(readBy(condition.expression, inputs)) };
}

/** Of a task's inputs those that its condition reads: the others are nothing to wait for, and none of its problems. */
function readBy(expression: Expression, inputs: Bindings): Bindings {
  const names = new Set(parametersOf(expression));
  const others = [...walkExpression(expression)].filter((node) => node.kind === "name" && node.name === "inputs");
  // It may compute the name of an input, or read artifacts.
  if (others.length > 0) return inputs;
  return { parameters: new Map([...inputs.parameters].filter(([name]) => names.has(name))), artifacts: new Map() };
}

function toLoop(task: Task, sourceOf: (value: Value) => Source): Loop | undefined {
  const { iterator } = task.definition;
  if (!iterator) return undefined;
  const { kind, items } = iterator;
  if (items.kind === "list") return { kind, items: { kind: "constant", value: items.values } };
  const value = (kind === "parameter" ? task.inputs.parameters : task.inputs.artifacts).get(items.name);
  return { kind, items: value ? sourceOf(value) : { kind: "absent" } };
}

function toSource(value: Value, guardsOf: (id: string) => readonly Guard[]): Source {
  const sourceOf = (inner: Value) => toSource(inner, guardsOf);
  switch (value.kind) {
    case "constant":
    case "pipeline-parameter":
    case "loop-item":
      return value;
    case "filled":
      return { kind: "filled", value: value.value, task: value.task, inputs: mapValues(value.inputs, sourceOf) };
    case "default":
      return value.value === undefined ? { kind: "absent" } : { kind: "constant", value: value.value };
    // Nobody can hand artifacts to a pipeline.
    case "pipeline-artifact":
      return { kind: "absent" };
    case "task-output":
      return { kind: "task-output", task: value.task.id, output: value.output };
    case "collected":
      return { kind: "collected", loop: value.loop, from: sourceOf(value.value) };
    case "first-of":
      return {
        kind: "first-of",
        choices: value.choices.map((choice) => ({ guards: guardsOf(producerOf(choice)), from: sourceOf(choice) })),
      };
    case "final-status":
      return { kind: "final-status", task: value.task, name: value.task.split("/").at(-1) ?? "" };
    case "selected":
      return { kind: "selected", from: sourceOf(value.from), selector: value.text };
    case "defaulted":
      return { kind: "defaulted", from: sourceOf(value.from), value: value.value };
    default:
      return assertNever(value);
  }
}

/** Id of the task that a choice comes from, by whose conditions it is told whether its branch ran. */
function producerOf(choice: Value): string {
  switch (choice.kind) {
    case "task-output":
      return choice.task.id;
    case "collected":
      return choice.loop;
    case "selected":
    case "defaulted":
      return producerOf(choice.from);
    default:
      return "";
  }
}
