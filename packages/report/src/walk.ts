// Going through the tasks of a run.
import type { ArtifactRecord, RunView, TaskView } from "@slipway/runtime";

/** It stands for all iterations of a loop, and is none itself. */
export function isLoop({ task, iteration }: TaskView): boolean {
  return task.iterates === true && iteration === undefined;
}

/** A task with a record of its own: neither a DAG nor all iterations of something. */
export function isLeaf(view: TaskView): boolean {
  return view.task.kind !== "dag" && !isLoop(view);
}

/** Every leaf task, iterations one after the other. */
export function leavesOf(tasks: readonly TaskView[]): readonly TaskView[] {
  const leaves: TaskView[] = [];
  const pending = [...tasks].reverse();
  for (let task = pending.pop(); task; task = pending.pop()) {
    if (isLeaf(task)) leaves.push(task);
    for (const inner of [...(task.tasks ?? [])].reverse()) pending.push(inner);
  }
  return leaves;
}

export type MadeArtifact = { readonly task: TaskView; readonly output: string; readonly artifact: ArtifactRecord };

/** Every artifact that the tasks of a run gave out, cached ones included. */
export function artifactsOf(view: RunView): readonly MadeArtifact[] {
  return leavesOf(view.tasks).flatMap((task) =>
    Object.entries(task.record?.outputs.artifacts ?? {}).flatMap(([output, artifacts]) =>
      artifacts.map((artifact) => ({ task, output, artifact })),
    ),
  );
}

/** The name of an artifact's type: `system.Metrics`. IR of old compilers has it inside a text of YAML. */
export function titleOf({ type }: ArtifactRecord): string {
  const { schemaTitle, instanceSchema } = type;
  const title = schemaTitle ?? /^title: *(\S+)/m.exec(instanceSchema ?? "")?.[1] ?? "system.Artifact";
  return title.replace(/^kfp\./, "system.");
}

/** Where the panel of a task is in the page. */
export function anchorOf({ path }: Pick<TaskView, "path">): string {
  return `task/${path}`;
}
