// What all parts of a report are made from.
import type { RunView, TaskView } from "@slipway/runtime";
import { type Lineage, lineageOf } from "./lineage.js";
import { leavesOf } from "./walk.js";

export type Report = {
  readonly view: RunView;
  readonly leaves: readonly TaskView[];
  /** Tasks that the page has room for, and the groups around them. */
  readonly shown: ReadonlySet<TaskView>;
  readonly lineage: Lineage;
  /** By uri, what HTML and Markdown artifacts hold. */
  readonly texts: ReadonlyMap<string, string>;
};

/** Leaf tasks with a panel of their own. Of a larger run those that went wrong come first. */
export const MOST_TASKS = 2_000;

export function reportOf(view: RunView, texts: ReadonlyMap<string, string>): Report {
  const leaves = leavesOf(view.tasks);
  const wrong = leaves.filter(({ state }) => state === "FAILED" || state === "CANCELLED");
  const chosen = new Set(leaves.length <= MOST_TASKS ? leaves : [...wrong, ...leaves].slice(0, MOST_TASKS));
  return { view, leaves, shown: shownIn(view.tasks, chosen), lineage: lineageOf(view), texts };
}

function shownIn(tasks: readonly TaskView[], leaves: ReadonlySet<TaskView>): ReadonlySet<TaskView> {
  const shown = new Set<TaskView>();
  for (const task of tasks) {
    const inner = shownIn(task.tasks ?? [], leaves);
    for (const one of inner) shown.add(one);
    if (leaves.has(task) || inner.size > 0 || leavesOf([task]).length === 0) shown.add(task);
  }
  return shown;
}
