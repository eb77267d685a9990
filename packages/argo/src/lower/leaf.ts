// Leaf tasks that share a template: those of one component that are retried alike.
import type { LeafTask } from "@slipway/compiler";
import type { LinkedPlan } from "@slipway/pod";

export type LeafGroup = { readonly key: string; readonly tasks: readonly [LeafTask, ...LeafTask[]] };

/** In the order of their first tasks. */
export function leafGroups({ plan, tasks }: LinkedPlan): readonly LeafGroup[] {
  const numbers = new Map(plan.components.map((component, index) => [component, index]));
  const groups = new Map<string, [LeafTask, ...LeafTask[]]>();
  for (const task of tasks.values()) {
    if (task.kind === "dag") continue;
    const key = `${numbers.get(task.component)} ${JSON.stringify(task.retry)}`;
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return [...groups].map(([key, [first, ...others]]) => ({ key: `leaf:${key}`, tasks: [first, ...others] }));
}
