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
  readonly condition?: string;
  /** The condition with what it reads, where that is nothing but constants and parameters of the pipeline. */
  readonly guard?: Guard;
  /** It runs once for each item. */
  readonly iterates?: true;
  /** Of a DAG, in an order in which each comes after its dependencies. */
  readonly tasks?: readonly OutlineTask[];
};

export function outlineOf({ plan, tasks, outputs, contextOf, guardOf, loopOf }: LinkedPlan): Outline {
  const bindings = [...Object.values(outputs.parameters), ...Object.values(outputs.artifacts)];
  const loops = [...tasks.values()].filter(loopOf).map(({ id }): Source => ({ kind: "loop-item", loop: id }));
  return { tasks: tasksIn(plan.root, guardOf), outputs, ...contextOf([...bindings.map(({ from }) => from), ...loops]) };
}

type GuardOf = LinkedPlan["guardOf"];

function tasksIn(dag: Dag, guardOf: GuardOf): readonly OutlineTask[] {
  return [...dag.tasks.values()].map((task) => outlineTask(task, guardOf));
}

function outlineTask(task: Task, guardOf: GuardOf): OutlineTask {
  const guard = guardOf(task);
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
    ...(guard && isStatic(guard) && { guard }),
    ...(iterator && { iterates: true }),
    ...(task.kind === "dag" && { tasks: tasksIn(task.dag, guardOf) }),
  };
}

/** Does a condition read nothing that a run finds out? A constant with a placeholder speaks of more than itself. */
function isStatic({ parameters, artifacts }: Guard): boolean {
  const isKnown = ({ from }: ParameterBinding) =>
    from.kind === "pipeline-parameter" ||
    from.kind === "absent" ||
    (from.kind === "constant" && !(typeof from.value === "string" && from.value.includes("$.")));
  return Object.values(parameters).every(isKnown) && Object.keys(artifacts).length === 0;
}
