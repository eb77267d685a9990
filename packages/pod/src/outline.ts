// The plan as run.json keeps it: enough to draw the graph, to tell a run's state from its records, and to gather the
// pipeline's outputs, without the IR.
import type { Component, Dag, Task } from "@slipway/compiler";
import type { Invocation } from "./invocation.js";
import type { LinkedPlan } from "./link.js";
import type { ArtifactBinding, Loop, ParameterBinding, Source } from "./source.js";

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
  readonly condition?: string;
  /** It runs once for each item. */
  readonly iterates?: true;
  /** Of a DAG, in an order in which each comes after its dependencies. */
  readonly tasks?: readonly OutlineTask[];
};

export function outlineOf({ plan, tasks, outputs, contextOf, loopOf }: LinkedPlan): Outline {
  const bindings = [...Object.values(outputs.parameters), ...Object.values(outputs.artifacts)];
  const loops = [...tasks.values()].filter(loopOf).map(({ id }): Source => ({ kind: "loop-item", loop: id }));
  return { tasks: tasksIn(plan.root), outputs, ...contextOf([...bindings.map(({ from }) => from), ...loops]) };
}

function tasksIn(dag: Dag): readonly OutlineTask[] {
  return [...dag.tasks.values()].map((task) => outlineTask(task));
}

function outlineTask(task: Task): OutlineTask {
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
    ...(iterator && { iterates: true }),
    ...(task.kind === "dag" && { tasks: tasksIn(task.dag) }),
  };
}
