// A task need not name what it waits for anyway: because another that it names does, or because it takes a result of it.

import { resultsIn } from "../expression.js";
import type { PipelineTask } from "../pipeline-run.js";

export function reduced(tasks: readonly PipelineTask[]): readonly PipelineTask[] {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const known = new Map<string, ReadonlySet<string>>();
  const allBefore = (name: string): ReadonlySet<string> => {
    const there = known.get(name);
    if (there) return there;
    const task = byName.get(name);
    const found = new Set<string>();
    for (const before of task ? [...(task.runAfter ?? []), ...taken(task)] : []) {
      found.add(before);
      for (const one of allBefore(before)) found.add(one);
    }
    known.set(name, found);
    return found;
  };
  return tasks.map((task) => {
    const { runAfter = [], ...others } = task;
    const named = new Set([...runAfter, ...taken(task)]);
    const implied = new Set([...named].flatMap((name) => [...allBefore(name)]));
    const results = new Set(taken(task));
    const kept = runAfter.filter((name) => !implied.has(name) && !results.has(name));
    const { name, ...rest } = others;
    return { name, ...(kept.length > 0 && { runAfter: kept }), ...rest };
  });
}

/** Names of the tasks whose results a task takes. */
function taken({ when = [], matrix, params = [] }: PipelineTask): readonly string[] {
  const texts = [
    ...when.flatMap(({ input }) => [input]),
    ...(matrix?.params.flatMap(({ value }) => (typeof value === "string" ? [value] : [])) ?? []),
    ...params.map(({ value }) => value),
  ];
  return texts.flatMap(resultsIn);
}
