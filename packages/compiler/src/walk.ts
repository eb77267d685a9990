import type { Plan, Task } from "./plan.js";

/** Every task of a plan, each DAG task before the tasks in it, in an order in which each comes after its dependencies. */
export function* tasksOf(plan: Plan): Generator<Task> {
  yield* inside([...plan.root.tasks.values()]);
}

function* inside(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task;
    if (task.kind === "dag") yield* inside([...task.dag.tasks.values()]);
  }
}
