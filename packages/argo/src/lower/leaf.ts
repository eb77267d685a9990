// Leaf tasks that share a template: those of one component that are retried alike, have the
// same settings and may show the same token.
import type { LeafTask } from "@slipway/compiler";
import {
  type Description,
  describe,
  type Grants,
  grantFor,
  type Invocation,
  type LinkedPlan,
  type PodFragment,
} from "@slipway/pod";
import { inputParameter } from "../expression.js";
import { type Context, PATH, toldBy } from "./context.js";
import type { NamedAnswer } from "./decision.js";
import { runArguments } from "./plan.js";
import { inertArguments, retryNumber } from "./program.js";

export type LeafGroup = { readonly key: string; readonly tasks: readonly [LeafTask, ...LeafTask[]] };

/** In the order of their first tasks. */
export function leafGroups(
  { plan, tasks }: LinkedPlan,
  fragments: ReadonlyMap<string, PodFragment>,
  grants: Grants,
): readonly LeafGroup[] {
  const numbers = new Map(plan.components.map((component, index) => [component, index]));
  const groups = new Map<string, [LeafTask, ...LeafTask[]]>();
  for (const task of tasks.values()) {
    if (task.kind === "dag") continue;
    // Maps are nothing to JSON, so what fills the slots of a fragment does not count.
    const key = `${numbers.get(task.component)} ${JSON.stringify([task.retry, fragments.get(task.id), grantFor(task.id, grants)])}`;
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return [...groups].map(([key, [first, ...others]]) => ({ key: `leaf:${key}`, tasks: [first, ...others] }));
}

/** What Argo asks of the pods of a group: of each task for itself, so the others leave its questions unanswered. */
export function answersOf({ tasks }: LeafGroup, context: Context): readonly NamedAnswer[] {
  return tasks.flatMap((task) => answersOfTask(task.id, context));
}

function answersOfTask(id: string, context: Context): readonly NamedAnswer[] {
  return toldBy(id, context).map(({ answer }) => answer);
}

/** What a group's pods have in their labels. */
export function labelsOf({ tasks }: LeafGroup): { readonly component: string; readonly task?: string } {
  const [{ component, definition }] = tasks;
  const isOne = tasks.every((task) => task.definition.name === definition.name);
  return { component: component.name, ...(isOne && { task: definition.name }) };
}

/** The words that start the driver of a group's pods: `drive` in the task's own pod, `weigh` in one before it. */
export function driverArguments(verb: "drive" | "weigh", { tasks }: LeafGroup, context: Context): readonly string[] {
  const { linked } = context;
  const [first, ...others] = tasks;
  const invocations: readonly [Invocation, ...Invocation[]] = [
    linked.invocationOf(first),
    ...others.map(linked.invocationOf),
  ];
  const description: Description = describe(invocations, (id) => answersOfTask(id, context));
  return [
    ...[verb, ...runArguments(linked.plan)],
    ...["--path", inputParameter(PATH)],
    ...["--retry", retryNumber((first.retry?.limit ?? 0) > 0)],
    ...["--", ...inertArguments(description)],
  ];
}
