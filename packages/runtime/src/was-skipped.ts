// Why a task has no record: it was skipped, or it has not run. Its DAGs' decisions tell, the
// parameters of the run, and the tasks that it depends on.
import { type Iterations, iterationsAround, type OutlineTask, taskPath } from "@slipway/pod";
import { readDecision, readRecord } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { knownVerdict } from "./known-verdict.js";

/** Whether a task was skipped: by its own condition, by that of a DAG around it, or behind another that was. */
export async function wasSkipped(task: string, iterations: Iterations, context: RunContext): Promise<boolean> {
  const names = task.split("/");
  let tasks = context.run.outline.tasks;
  for (const index of names.keys()) {
    const here = tasks.find(({ name }) => name === names[index]);
    if (!here) return false;
    if (await isSkipped(here, tasks, iterations, context)) return true;
    tasks = here.tasks ?? [];
  }
  return false;
}

/** @param beside the tasks of the same DAG */
async function isSkipped(
  task: OutlineTask,
  beside: readonly OutlineTask[],
  iterations: Iterations,
  context: RunContext,
): Promise<boolean> {
  const { id, kind, iterates, trigger, dependencies } = task;
  const isGroup = kind === "dag" || iterates === true;
  // What is decided of a loop is decided before it has iterations.
  const path = taskPath(id, isGroup ? iterationsAround(id, iterations) : iterations);
  const known = isGroup ? await readDecision(context, path) : await readRecord(context, path);
  if (known) return "state" in known ? known.state === "SKIPPED" : known.skipped === true;
  if (knownVerdict(task, context.run) === false) return true;
  if (trigger === "all-completed") return false;
  for (const name of dependencies) {
    const before = beside.find((one) => one.name === name);
    if (before && (await isSkipped(before, beside, iterations, context))) return true;
  }
  return false;
}
