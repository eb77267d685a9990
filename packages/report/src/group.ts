// What a group of tasks is: a loop, one of its iterations, a condition, or a pipeline inside the pipeline.
import { TASK_STATES, type TaskView } from "@slipway/runtime";
import { count } from "./format.js";
import { wordOf } from "./state.js";
import { isLeaf, isLoop, leavesOf } from "./walk.js";

/** @example kindOf(loop) // "Loop, 3 iterations" */
export function kindOf(view: TaskView): string {
  const { task, iteration, tasks = [] } = view;
  if (iteration !== undefined) return "Iteration";
  if (isLoop(view)) return `Loop, ${count(tasks.length, "iteration")}`;
  if (isLeaf(view)) return KINDS[task.kind] ?? task.kind;
  return task.condition === undefined ? `Pipeline, ${count(tasks.length, "task")}` : "Condition";
}

const KINDS: Readonly<Record<string, string>> = {
  container: "Container",
  importer: "Importer",
  "create-pvc": "Creates a volume claim",
  "delete-pvc": "Deletes a volume claim",
};

/** What a task is called in the place where it stands. */
export function labelOf({ task, iteration }: TaskView): string {
  return iteration === undefined ? task.displayName || task.name : `Iteration ${iteration}`;
}

/** @example tallyOf(tasks) // "1 failed, 12 succeeded" */
export function tallyOf(tasks: readonly TaskView[]): string {
  const leaves = leavesOf(tasks);
  return TASK_STATES.flatMap((state) => {
    const amount = leaves.filter((leaf) => leaf.state === state).length;
    return amount > 0 ? [`${amount} ${wordOf(state).toLowerCase()}`] : [];
  }).join(", ");
}
