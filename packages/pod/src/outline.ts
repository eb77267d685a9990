// The plan as run.json keeps it: enough to draw the graph, to tell a run's state from its records, and to gather the
// pipeline's outputs, without the IR.
import type { Component, Dag, Task } from "@slipway/compiler";
import type { Invocation } from "./invocation.js";
import type { LinkedPlan } from "./link.js";
import type { ArtifactBinding, Guard, Loop, ParameterBinding, Source } from "./source.js";

export type Outline = {
  readonly tasks: readonly OutlineTask[];
  readonly outputs: {
    readonly parameters: Readonly<Record<string, ParameterBinding>>;
    readonly artifacts: Readonly<Record<string, ArtifactBinding>>;
  };
  /** Every loop of the pipeline, and the importers that outputs and items speak of. */
  readonly loops: Readonly<Record<string, Loop>>;
  readonly importers: Readonly<Record<string, Invocation>>;
};

export type OutlineTask = {
  /** Names from the root down: `for-loop-1/train`. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly component: string;
  readonly kind: Component["kind"];
  /** Names of the tasks of the same DAG that end first, those whose outputs its settings read included. */
  readonly dependencies: readonly string[];
  readonly trigger: "all-succeeded" | "all-completed";
  /** CEL. */
  readonly condition?: string;
  /** What the condition reads, where all of it is known when a run begins: then nobody has to note whether it holds. */
  readonly reads?: Guard["parameters"];
  /** It runs once for each item. */
  readonly iterates?: true;
  /** Of a DAG, in an order in which each comes after its dependencies. */
  readonly tasks?: readonly OutlineTask[];
};

export function outlineOf(linked: LinkedPlan): Outline {
  const { plan, tasks, outputs, contextOf, loopOf } = linked;
  const bindings = [...Object.values(outputs.parameters), ...Object.values(outputs.artifacts)];
  const loops = [...tasks.values()].filter(loopOf).map(({ id }): Source => ({ kind: "loop-item", loop: id }));
  return { tasks: tasksIn(plan.root, linked), outputs, ...contextOf([...bindings.map(({ from }) => from), ...loops]) };
}

function tasksIn(dag: Dag, linked: LinkedPlan): readonly OutlineTask[] {
  return [...dag.tasks.values()].map((task) => outlineTask(task, linked));
}

function outlineTask(task: Task, linked: LinkedPlan): OutlineTask {
  const { id, definition, component } = task;
  const { name, displayName, dependencies, settingsFrom, trigger, condition, iterator } = definition;
  return {
    id,
    name,
    displayName,
    component: component.name,
    kind: component.kind,
    dependencies: [...dependencies, ...settingsFrom.filter((one) => !dependencies.includes(one))],
    trigger,
    ...(condition && { condition: condition.text }),
    ...knownReads(linked.guardOf(task)),
    ...(iterator && { iterates: true }),
    ...(task.kind === "dag" && { tasks: tasksIn(task.dag, linked) }),
  };
}

function knownReads(guard: Guard | undefined): Pick<OutlineTask, "reads"> {
  if (!guard || Object.keys(guard.artifacts).length > 0) return {};
  return Object.values(guard.parameters).every(({ from }) => isKnown(from)) ? { reads: guard.parameters } : {};
}

function isKnown(source: Source): boolean {
  if (source.kind === "selected" || source.kind === "defaulted") return isKnown(source.from);
  return source.kind === "constant" || source.kind === "absent" || source.kind === "pipeline-parameter";
}
