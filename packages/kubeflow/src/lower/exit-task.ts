// Tasks that run however those before them ended. Argo knows them as exit hooks, which hang on one task, run once for
// each, and are not in the DAG themselves; what that leaves out is said in warnings.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/dag.go
import type { DagComponent, TaskDefinition } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { diagnose } from "../messages.js";
import { startsAtOnce } from "./importer.js";
import { hasDriver } from "./task.js";

export function isExitTask({ trigger }: TaskDefinition): boolean {
  return trigger === "all-completed";
}

export function exitHookName(dag: DagComponent, task: TaskDefinition): string {
  return `exit-hook-${dag.name}-${task.name}`;
}

/** By task, the exit hook that runs after it: of several that wait for it, the last in order of name. */
export function exitHooks(dag: DagComponent): ReadonlyMap<string, string> {
  const exits = [...dag.tasks.values()].filter(isExitTask);
  return new Map(exits.flatMap((exit) => exit.dependencies.map((name) => [name, exitHookName(dag, exit)] as const)));
}

/** Where the hooks do something else than the pipeline says. */
export function checkExitTasks(dag: DagComponent): readonly Diagnostic[] {
  const tasks = [...dag.tasks.values()];
  const hooks = exitHooks(dag);
  return tasks.flatMap((task) => [
    ...(isExitTask(task) ? checkHook(task, dag, hooks) : []),
    ...(startsAtOnce(task) ? [] : task.dependencies)
      .filter((name) => isExit(dag, name))
      .map((exit) => diagnose("waits-for-exit-task", task.path, { task: task.name, exit })),
  ]);
}

function isExit(dag: DagComponent, name: string): boolean {
  const task = dag.tasks.get(name);
  return task !== undefined && isExitTask(task);
}

function checkHook(task: TaskDefinition, dag: DagComponent, hooks: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const path = [...task.path, "triggerPolicy"];
  const slots = { task: task.name };
  const running = task.dependencies.filter(
    (name) => canCarryHook(dag.tasks.get(name)) && hooks.get(name) === exitHookName(dag, task),
  );
  if (running.length === 0) return [diagnose("exit-task-never-runs", path, slots)];
  if (running.length === 1) return [];
  return [
    diagnose("exit-task-repeats", path, {
      ...slots,
      count: running.length,
      upstream: running.map((name) => `"${name}"`).join(", "),
    }),
  ];
}

/** Loops, importers and volume tasks become Argo tasks on which no hook is put, and exit tasks become none at all. */
function canCarryHook(task: TaskDefinition | undefined): boolean {
  return task !== undefined && hasDriver(task) && !isExitTask(task);
}
