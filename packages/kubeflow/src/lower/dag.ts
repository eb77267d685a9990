// A DAG component → its template, after those of the exit tasks that hang on its tasks.
import type { DagComponent, TaskDefinition } from "@slipway/compiler";
import type { DagTask, Template } from "../workflow.js";
import type { Context } from "./context.js";
import { exitHookName, exitHooks, isExitTask } from "./exit-task.js";
import { lowerIterator } from "./iterator.js";
import type { Lowered } from "./lowered.js";
import { lowerTask, type Place } from "./task.js";

/** The templates that the DAG needs, its own last. */
export function lowerDag(dag: DagComponent, context: Context): readonly Template[] {
  const tasks = [...dag.tasks.values()];
  const hooks = exitHooks(dag);
  const exits = tasks.filter(isExitTask).flatMap((task) => {
    const lowered = lowerAny(task, { dag, name: task.name }, context);
    return [...lowered.templates, dagTemplate(exitHookName(dag, task), lowered.tasks)];
  });
  const others = tasks
    .filter((task) => !isExitTask(task))
    .map((task) => {
      const exitHook = hooks.get(task.name);
      return lowerAny(task, { dag, name: task.name, ...(exitHook && { exitHook }) }, context);
    });
  const own = dagTemplate(
    dag.name,
    others.flatMap((lowered) => lowered.tasks),
  );
  return [...exits, ...others.flatMap(({ templates }) => templates), own];
}

function lowerAny(task: TaskDefinition, place: Place, context: Context): Lowered {
  return task.iterator ? lowerIterator(task, place, context) : lowerTask(task, place, context);
}

function dagTemplate(name: string, tasks: readonly DagTask[]): Template {
  return { name, inputs: { parameters: [{ name: "parent-dag-id" }] }, dag: { tasks } };
}
