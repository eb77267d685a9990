// A task → a task of Argo's DAG, with one before it where a pod must decide for it.
import type { Task } from "@slipway/compiler";
import { pathSegment } from "@slipway/pod";
import { afterEnd, afterSuccess, inputParameter, isTrue } from "../expression.js";
import type { DagTask, Template } from "../workflow.js";
import {
  COUNT,
  type Context,
  deciderKey,
  deciderName,
  decisionsFor,
  entryOf,
  handedIn,
  loopKey,
  PATH,
  referenceTo,
  settingArguments,
  taskName,
  templateOf,
} from "./context.js";
import { lowerDag } from "./dag.js";
import { deciderTemplate } from "./decider.js";
import { loopTemplate } from "./loop.js";

export type Lowered = { readonly tasks: readonly DagTask[]; readonly templates: readonly Template[] };

/** @param dag id of the DAG that it is in */
export function lowerTask(task: Task, dag: string, context: Context): Lowered {
  const { definition } = task;
  const decisions = decisionsFor(task, context);
  const [condition] = decisions.filter(({ answer }) => answer.kind === "guard");
  const [count] = decisions.filter(({ answer }) => answer.kind === "count");
  const asked = decisions.filter(({ site }) => site.kind === "pod");
  const when = condition ? { when: isTrue(referenceTo(condition, dag, context)) } : {};
  const path = { name: PATH, value: dag === "" ? pathSegment(definition.name) : pathIn(definition.name) };
  const decider = asked.length > 0 ? deciderName(task, context) : undefined;
  const handed = handedIn(task.id, context).map((decision) => [decision.name, decision] as const);
  const counted = count && count.site.kind !== "text" ? [[COUNT, count] as const] : [];
  const own: DagTask = {
    name: taskName(task),
    template: definition.iterator ? templateOf(loopKey(task), context) : entryOf(task, context),
    // Whoever decides for it has waited already.
    ...(decider === undefined ? waiting(task, dag, context) : afterSuccess([decider])),
    ...when,
    arguments: {
      parameters: [
        path,
        ...[...counted, ...handed].map(([name, decision]) => ({ name, value: referenceTo(decision, dag, context) })),
        ...settingArguments(task, dag, context),
      ],
    },
  };
  const templates = [
    ...(definition.iterator ? [loopTemplate(task, count, context)] : []),
    ...(task.kind === "dag" ? lowerDag(task.dag, task.id, context) : []),
  ];
  if (decider === undefined) return { tasks: [own], templates };
  const deciding: DagTask = {
    name: decider,
    template: templateOf(deciderKey(task), context),
    ...waiting(task, dag, context),
    ...(condition?.site.kind !== "pod" && when),
    arguments: { parameters: [path] },
  };
  return { tasks: [deciding, own], templates: [deciderTemplate(task, asked, context), ...templates] };
}

function pathIn(name: string): string {
  return `${inputParameter(PATH)}/${pathSegment(name)}`;
}

function waiting({ definition }: Task, dag: string, { linked }: Context): { readonly depends?: string } {
  const names = new Set([...definition.dependencies, ...definition.settingsFrom]);
  const before = [...names].flatMap((name) => {
    const task = linked.tasks.get(dag === "" ? name : `${dag}/${name}`);
    return task ? [taskName(task)] : [];
  });
  return definition.trigger === "all-completed" ? afterEnd(before) : afterSuccess(before);
}
