// Who made an artifact and who used it, within one run. An artifact is known by its uri.
import type { RunView, TaskView } from "@slipway/runtime";
import { leavesOf } from "./walk.js";

export type Lineage = {
  readonly makers: ReadonlyMap<string, readonly TaskView[]>;
  readonly users: ReadonlyMap<string, readonly TaskView[]>;
};

export function lineageOf(view: RunView): Lineage {
  const makers = new Map<string, TaskView[]>();
  const users = new Map<string, TaskView[]>();
  for (const task of leavesOf(view.tasks)) {
    const { inputs, outputs } = task.record ?? {};
    for (const uri of urisIn(outputs?.artifacts)) add(makers, uri, task);
    for (const uri of urisIn(inputs?.artifacts)) add(users, uri, task);
  }
  return { makers, users };
}

function urisIn(artifacts: Readonly<Record<string, readonly { readonly uri: string }[]>> = {}): ReadonlySet<string> {
  return new Set(Object.values(artifacts).flatMap((list) => list.map(({ uri }) => uri)));
}

function add(map: Map<string, TaskView[]>, uri: string, task: TaskView): void {
  const tasks = map.get(uri);
  if (tasks) tasks.push(task);
  else map.set(uri, [task]);
}
