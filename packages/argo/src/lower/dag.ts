// A DAG → its template, and those of what is in it.
import type { Dag, Task } from "@slipway/compiler";
import type { Parameter, Template } from "../workflow.js";
import { type Context, handedIn, handedOut, PATH, referenceTo, taskName, templateOf } from "./context.js";
import { lowerTask } from "./task.js";

/** @param id of the DAG task, empty for the pipeline itself */
export function lowerDag(dag: Dag, id: string, context: Context): readonly Template[] {
  const tasks = [...dag.tasks.values()];
  const lowered = tasks.map((task) => lowerTask(task, id, context));
  const inputs = id === "" ? [] : [PATH, ...handedIn(id, context).map(({ name }) => name)];
  const outputs = handedOut(id, context).map(
    (decision): Parameter => ({
      name: decision.name,
      valueFrom: { parameter: referenceTo(decision, id, context) },
    }),
  );
  const own: Template = {
    name: templateOf(id, context),
    ...(inputs.length > 0 && { inputs: { parameters: inputs.map((name) => ({ name })) } }),
    ...(outputs.length > 0 && { outputs: { parameters: outputs } }),
    dag: { ...targets(tasks), failFast: false, tasks: lowered.flatMap((one) => one.tasks) },
  };
  return [own, ...lowered.flatMap((one) => one.templates)];
}

/**
 * A DAG ends as its last tasks did. Behind a task that runs however those before it ended, their failures would be
 * forgotten, so there all tasks count.
 * Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/controller/dag.go (assessDAGPhase)
 */
function targets(tasks: readonly Task[]): { readonly target?: string } {
  const forgets = tasks.some(({ definition }) => definition.trigger === "all-completed");
  return forgets ? { target: tasks.map(taskName).join(" ") } : {};
}
