// One DAG: its tasks, what they wait for, and the outputs it makes of theirs.
import { type Diagnostic, didYouMean } from "@slipway/ir";
import { dependenciesOf } from "../dependencies.js";
import { diagnose } from "../messages.js";
import { orderTasks } from "../order.js";
import { checkInputs } from "./input.js";
import { checkDagOutputs } from "./output.js";
import { type Scope, type TaskInScope, taskElsewhere, tasksIn } from "./scope.js";
import { checkTask } from "./task.js";

export function checkDag(scope: Scope): readonly Diagnostic[] {
  const tasks = tasksIn(scope);
  // That there are none is said of the component.
  if (tasks.length === 0) return [];
  const siblings = new Map(tasks.map((task) => [task.name, task]));
  return [
    ...tasks.flatMap((task) => [
      ...checkTask(task),
      ...checkDependencies(task, siblings, scope),
      ...checkInputs(task, scope, siblings),
    ]),
    ...checkOrder(tasks, scope),
    ...checkNames(tasks, scope),
    ...checkDagOutputs(scope, siblings),
  ];
}

function checkDependencies(
  { name: task, spec, path }: TaskInScope,
  siblings: ReadonlyMap<string, TaskInScope>,
  scope: Scope,
): readonly Diagnostic[] {
  return (spec.dependentTasks ?? []).flatMap((dependency, index) => {
    if (siblings.has(dependency)) return [];
    const hint = taskElsewhere(scope, dependency) ?? didYouMean(dependency, siblings.keys());
    return [diagnose("unknown-dependency", [...path, "dependentTasks", index], { task, dependency, hint })];
  });
}

function checkOrder(tasks: readonly TaskInScope[], scope: Scope): readonly Diagnostic[] {
  const order = orderTasks(new Map(tasks.map(({ name, spec }) => [name, dependenciesOf(spec)])));
  if (order.ok) return [];
  const circle = order.circle.map((name) => `"${name}"`).join(" → ");
  return [diagnose("dependency-cycle", [...scope.path, "dag", "tasks", order.circle[0] ?? ""], { circle })];
}

/** Names of tasks become parts of paths, and names in Kubernetes: lower-case letters, digits and dashes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names */
function checkNames(tasks: readonly TaskInScope[], { subject }: Scope): readonly Diagnostic[] {
  const first = new Map<string, string>();
  return tasks.flatMap(({ name: second, path }) => {
    if (second.includes("/")) return [diagnose("slash-in-name", path, { task: second, scope: subject })];
    const name = second
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    const known = first.get(name);
    if (known === undefined) first.set(name, second);
    return known === undefined
      ? []
      : [diagnose("duplicate-name", path, { first: known, second, scope: subject, name })];
  });
}
