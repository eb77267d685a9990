import type { Component, Plan, Task } from "./plan.js";

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

/** How many there are in {@link tasksOf}, without laying any of them out. */
export function countTasks({ components }: Pick<Plan, "components">): number {
  const counts = new Map<Component, number>();
  let count = 0;
  for (const component of components) {
    const tasks = component.kind === "dag" ? [...component.tasks.values()] : [];
    count = tasks.reduce((sum, task) => sum + 1 + (counts.get(task.component) ?? 0), 0);
    counts.set(component, count);
  }
  // The root is last.
  return count;
}
