// What lowering knows of the whole plan.
import { invariant, type Task } from "@slipway/compiler";
import { childOf, isWithin, type LinkedPlan, type PodFragment, sharedDag } from "@slipway/pod";
import { inputParameter, taskOutput } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Parameter } from "../workflow.js";
import type { Decision } from "./decision.js";
import type { LeafGroup } from "./leaf.js";
import { argoName } from "./name.js";
import type { SlotText } from "./slot.js";

export type Context = {
  readonly linked: LinkedPlan;
  readonly options: ResolvedOptions;
  readonly decisions: Decisions;
  readonly leaves: readonly LeafGroup[];
  /** Names of the tasks that decide for others, by the id of the other. */
  readonly deciders: ReadonlyMap<string, string>;
  /** What a container task's settings add to its pod, and what fills them, by its id. */
  readonly settings: ReadonlyMap<string, TaskSettings>;
  /** Names of templates: of what a task runs under its id (the pipeline's is empty), of its loop under {@link loopKey}, and so on. */
  readonly templates: ReadonlyMap<string, string>;
};

/** All decisions of a plan in order, each map by ids. */
export type Decisions = {
  readonly ofTask: ReadonlyMap<string, readonly Decision[]>;
  /** Of the task whose pod tells them. */
  readonly byProducer: ReadonlyMap<string, readonly Decision[]>;
  /** Of the DAG that gets them from, or hands them to, the DAG around it. */
  readonly handedIn: ReadonlyMap<string, readonly Decision[]>;
  readonly handedOut: ReadonlyMap<string, readonly Decision[]>;
};

export type TaskSettings = {
  readonly fragment: PodFragment;
  /** By the input of its template. */
  readonly slots: ReadonlyMap<string, SlotText>;
};

/** Input of every template but the first: where the task lies in the run. */
export const PATH = "path";
/** Input of a loop's template: how many iterations it has. */
export const COUNT = "count";

export function loopKey({ id }: Task): string {
  return `loop ${id}`;
}

export function deciderKey({ id }: Task): string {
  return `decide ${id}`;
}

/** Of the DAG that stands for a task whose driver has a pod of its own. */
export function drivenKey({ id }: Task): string {
  return `driven ${id}`;
}

/** Name of the template that runs a task once. */
export function entryOf(task: Task, context: Context): string {
  return context.templates.get(drivenKey(task)) ?? templateOf(task.id, context);
}

export function templateOf(key: string, { templates }: Context): string {
  const name = templates.get(key);
  invariant(name !== undefined, `${key} has a template`);
  return name;
}

/** Name of a task in its DAG. */
export function taskName({ definition }: Task): string {
  return argoName(definition.name);
}

/** Name of the task that decides for another. */
export function deciderName({ id }: Task, { deciders }: Context): string {
  const name = deciders.get(id);
  invariant(name !== undefined, `${id} has a decider`);
  return name;
}

export function decisionsFor({ id }: Task, { decisions }: Context): readonly Decision[] {
  return decisions.ofTask.get(id) ?? [];
}

/** What the pod of a task tells. */
export function toldBy(id: string, { decisions }: Context): readonly Decision[] {
  return decisions.byProducer.get(id) ?? [];
}

/** Decisions that a DAG gets from the DAG around it. */
export function handedIn(dag: string, { decisions }: Context): readonly Decision[] {
  return decisions.handedIn.get(dag) ?? [];
}

/** Decisions that a DAG hands to the DAG around it. */
export function handedOut(dag: string, { decisions }: Context): readonly Decision[] {
  return decisions.handedOut.get(dag) ?? [];
}

/** How a decision is written in a DAG in which it is known. */
export function referenceTo({ site, name, task }: Decision, dag: string, context: Context): string {
  switch (site.kind) {
    case "text":
      return site.text;
    case "pod":
      return taskOutput(deciderName(task, context), name);
    case "producer": {
      if (sharedDag(site.task.id, task.id) !== dag && !isWithin(site.task.id, dag)) return inputParameter(name);
      const child = context.linked.tasks.get(childOf(dag, site.task.id));
      return taskOutput(child ? taskName(child) : "", name);
    }
  }
}

/** Inputs of a task's template that carry its settings, and what is handed in. */
export function settingArguments(task: Task, dag: string, context: Context): readonly Parameter[] {
  const { slots } = context.settings.get(task.id) ?? {};
  return [...(slots ?? [])].map(([name, parts]) => ({
    name,
    value: parts.map((part) => (typeof part === "string" ? part : referenceTo(part, dag, context))).join(""),
  }));
}
