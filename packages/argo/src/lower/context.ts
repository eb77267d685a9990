// What lowering knows of the whole plan.
import { invariant, type Task } from "@slipway/compiler";
import { type LinkedPlan, type PodFragment, childOf, dagOf, isWithin, sharedDag } from "@slipway/pod";
import { inputParameter, taskOutput } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Parameter } from "../workflow.js";
import type { Decision } from "./decision.js";
import { argoName, distinctNames } from "./name.js";
import type { SlotText } from "./slot.js";

export type Context = {
  readonly linked: LinkedPlan;
  readonly options: ResolvedOptions;
  readonly decisions: readonly Decision[];
  /** What a container task's settings add to its pod, and what fills them, by its id. */
  readonly settings: ReadonlyMap<string, TaskSettings>;
  /** Names of templates: of what a task runs under its id (the pipeline's is empty), of its loop under {@link loopKey}. */
  readonly templates: ReadonlyMap<string, string>;
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
export function deciderName(task: Task, { linked }: Context): string {
  const dag = dagOf(task.id);
  const siblings = [...linked.tasks.values()].filter(({ id }) => dagOf(id) === dag);
  const names = distinctNames([["decider", `${taskName(task)}-decide`]], siblings.map(taskName));
  return names.get("decider") ?? "";
}

export function decisionsFor(task: Task, { decisions }: Context): readonly Decision[] {
  return decisions.filter((decision) => decision.task === task);
}

/** Decisions that a DAG gets from the DAG around it. */
export function handedIn(dag: string, { decisions }: Context): readonly Decision[] {
  return decisions.filter(({ site, task }) => {
    if (site.kind !== "producer" || !isWithin(dagOf(task.id), dag)) return false;
    const shared = sharedDag(site.task.id, task.id);
    return shared !== dag && isWithin(dag, shared);
  });
}

/** Decisions that a DAG hands to the DAG around it. */
export function handedOut(dag: string, { decisions }: Context): readonly Decision[] {
  return decisions.filter(({ site, task }) => {
    if (site.kind !== "producer" || !isWithin(site.task.id, dag)) return false;
    const shared = sharedDag(site.task.id, task.id);
    return shared !== dag && isWithin(dag, shared);
  });
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
