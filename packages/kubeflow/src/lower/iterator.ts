// A loop: a template that drives it, and one that is an iteration; the driver counts how many there are.
import type { TaskDefinition } from "@slipway/compiler";
import { dependsOn, inputParameter, LOOP_ITEM, taskOutput, unlessFalse } from "../expression.js";
import type { Template } from "../workflow.js";
import { taskSpec } from "./arguments.js";
import { argumentReference, type Context } from "./context.js";
import { DAG_DRIVER } from "./driver.js";
import { type Lowered, withValues } from "./lowered.js";
import { lowerTask, PARENT, type Place, waiting } from "./task.js";

const DRIVER = "iteration-driver";

export function lowerIterator(task: TaskDefinition, place: Place, context: Context): Lowered {
  const { dag, name } = place;
  const { component } = task;
  const item = lowerTask(task, { dag, name: "iteration-item", iteration: inputParameter("iteration-index") }, context);
  const iteration: Template = {
    name: `${component.name}-iteration`,
    inputs: { parameters: [{ name: "parent-dag-id" }, { name: "iteration-index" }] },
    dag: { tasks: item.tasks },
  };
  const driver = {
    name: DRIVER,
    template: DAG_DRIVER,
    arguments: {
      parameters: withValues([
        ["component", argumentReference("components", component, context)],
        ["parent-dag-id", PARENT],
        ["task", JSON.stringify(taskSpec(task, dag, context))],
        ["task-name", name],
      ]),
    },
  };
  const iterations = {
    name: "iteration-iterations",
    template: iteration.name,
    ...dependsOn([DRIVER]),
    ...(task.condition && { when: unlessFalse(taskOutput(DRIVER, "condition")) }),
    withSequence: { count: taskOutput(DRIVER, "iteration-count") },
    arguments: {
      parameters: withValues([
        ["parent-dag-id", taskOutput(DRIVER, "execution-id")],
        ["iteration-index", LOOP_ITEM],
      ]),
    },
  };
  const loop: Template = {
    name: `${component.name}-${name}-iterator`,
    inputs: { parameters: [{ name: "parent-dag-id" }] },
    dag: { tasks: [driver, iterations] },
    ...(task.iterator?.parallelism !== undefined && { parallelism: task.iterator.parallelism }),
  };
  const head = {
    name,
    template: loop.name,
    ...waiting(task, place),
    arguments: { parameters: withValues([["parent-dag-id", PARENT]]) },
  };
  const templates = [context.shared.dagDriver, ...item.templates, iteration, loop];
  return { tasks: [head], templates };
}
