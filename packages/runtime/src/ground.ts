// Whether a task may begin, where the engine started its pod without knowing: an engine that has no iterations starts
// those of a task after all of another, whatever became of each.
import { type Iterations, type OutlineTask, pathSegment, taskPath } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { readLeft } from "./left.js";
import { type Ground, groundOf } from "./outcome.js";
import { factsOf, seeTasks } from "./view-tasks.js";

/**
 * By what became of the tasks before it, and of those before the DAGs around it: all of them have ended.
 *
 * @param task id of the task or DAG
 * @param within id of a DAG: what is before it, and around it, is not asked; "" asks of all
 * @example
 * await groundOfTask("for-loop-1/train", "for-loop-1", { "for-loop-1": 3 }, context); // "open"
 */
export async function groundOfTask(
  task: string,
  within: string,
  iterations: Iterations,
  context: RunContext,
): Promise<Ground> {
  const { outline } = context.run;
  const names = task.split("/");
  for (const index of names.keys()) {
    const id = names.slice(0, index + 1).join("/");
    if (within !== "" && !id.startsWith(`${within}/`)) continue;
    // The pipeline itself has no path.
    const dag = index === 0 ? "" : taskPath(names.slice(0, index).join("/"), iterations);
    const ground = await groundHere(id, dag, outline.tasks, context);
    if (ground !== "open") return ground;
  }
  return "open";
}

async function groundHere(
  id: string,
  dag: string,
  outline: readonly OutlineTask[],
  context: RunContext,
): Promise<Ground> {
  const siblings = siblingsOf(id, outline);
  const own = siblings.at(-1);
  if (!own || own.dependencies.length === 0) return "open";
  const before = siblings.slice(0, -1);
  const folder = dag === "" ? "" : `${dag}/`;
  const { records, decisions } = await readLeft(
    before.map(({ name }) => `${folder}${pathSegment(name)}`),
    context,
  );
  const seen = seeTasks(before, folder, factsOf(context.run, records, decisions, true));
  const outcomes = before.flatMap(({ name }, index) =>
    own.dependencies.includes(name) ? [seen[index]?.outcome ?? "NOT_RUN"] : [],
  );
  return groundOf(own.trigger, outcomes);
}

/** A task and all that it depends on, itself the last. */
export function siblingsOf(task: string, outline: readonly OutlineTask[]): readonly OutlineTask[] {
  const names = task.split("/");
  const last = names.pop();
  const dag = names.reduce((tasks, name) => tasks.find((one) => one.name === name)?.tasks ?? [], outline);
  const needed = new Set([last]);
  const before: OutlineTask[] = [];
  for (const one of dag.toReversed()) {
    if (!needed.has(one.name)) continue;
    before.unshift(one);
    for (const dependency of one.dependencies) needed.add(dependency);
  }
  return before;
}
