// Names of tasks and components become names of Argo's tasks and templates, which are narrower.
// Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/validate/validate.go (isValidWorkflowFieldName)
import type { DagComponent, Plan, TaskDefinition } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { diagnose } from "../messages.js";
import { rootOf } from "./context.js";
import { exitHookName, isExitTask } from "./exit-task.js";
import { hasDriver } from "./task.js";

const LONGEST = 128;

function fits(name: string): boolean {
  return name.length <= LONGEST && /^[a-zA-Z0-9][-a-zA-Z0-9]*$/.test(name);
}

/** Components under the name that the pipeline itself has. A container is no mistake: it stands under its hash. */
export function checkComponentNames(plan: Plan): readonly Diagnostic[] {
  const root = rootOf(plan);
  return plan.components
    .filter((component) => component !== root && component.name === root.name && !("container" in component))
    .map((component) => diagnose("reserved-name", component.path, { component: component.name }));
}

/** The names that a DAG gives to templates and tasks, each reported once. */
export function checkNames(dag: DagComponent): readonly Diagnostic[] {
  const own = fits(dag.name) ? [] : [badName(`component "${dag.name}"`, dag.name, dag.path)];
  const ofTasks = [...dag.tasks.values()].flatMap((task) => {
    const name = namesOf(task, dag).find((one) => !fits(one));
    return name === undefined ? [] : [badName(`task "${task.name}"`, name, task.path)];
  });
  return [...own, ...ofTasks, ...checkDrivers(dag)];
}

/** Of two tasks of one name Argo would refuse the Workflow. An exit task stands apart from the others, with its driver. */
function checkDrivers(dag: DagComponent): readonly Diagnostic[] {
  return [...dag.tasks.values()].flatMap((task) => {
    const other = dag.tasks.get(`${task.name}-driver`);
    if (!other || !hasDriver(task) || isExitTask(task) || isExitTask(other)) return [];
    const notes = [{ message: "the task that the driver is for", path: task.path }];
    return [diagnose("driver-name", other.path, { task: other.name, driven: task.name }, notes)];
  });
}

function namesOf(task: TaskDefinition, dag: DagComponent): readonly string[] {
  return [
    `${task.name}-driver`,
    ...(task.iterator ? [`${task.component.name}-${task.name}-iterator`] : []),
    ...(isExitTask(task) ? [exitHookName(dag, task)] : []),
  ];
}

function badName(subject: string, name: string, path: Diagnostic["path"]): Diagnostic {
  return diagnose("bad-name", path, { subject, name, limit: LONGEST });
}
