// Settings that Tekton takes only when they are known: those that come from a parameter of the pipeline get the value that
// the parameter has when it is compiled.
import type { Bindings, Dag, Plan, Task, Value } from "@slipway/compiler";
import { type PodFragment, type PodSettings, podFragments } from "@slipway/pod";
import type { TektonVersion } from "../version.js";
import { lateSlots } from "./setting-slots.js";

export type Fragments = ReadonlyMap<string, PodFragment>;

/** The same fragments, and the ids of the tasks for which values were taken. */
export function withKnownValues(
  fragments: Fragments,
  plan: Plan,
  settings: PodSettings & { readonly version: TektonVersion },
): { readonly fragments: Fragments; readonly taken: readonly string[] } {
  const late = [...fragments].filter(([, fragment]) => lateSlots(fragment, settings.version).length > 0);
  if (late.length === 0) return { fragments, taken: [] };
  const known = podFragments({ ...plan, root: knownDag(plan.root, plan) }, settings);
  if (!known.ok) return { fragments, taken: [] };
  const better = late.flatMap(([id]) => {
    const fragment = known.value.get(id);
    return fragment && lateSlots(fragment, settings.version).length === 0 ? [[id, fragment] as const] : [];
  });
  return { fragments: new Map([...fragments, ...better]), taken: better.map(([id]) => id) };
}

function knownDag(dag: Dag, plan: Plan): Dag {
  return { ...dag, tasks: new Map([...dag.tasks].map(([name, task]) => [name, knownTask(task, plan)])) };
}

function knownTask(task: Task, plan: Plan): Task {
  const inputs: Bindings = { ...task.inputs, parameters: knownValues(task.inputs.parameters, plan) };
  if (task.kind === "dag") return { ...task, inputs, dag: knownDag(task.dag, plan) };
  return { ...task, inputs, kubernetesInputs: knownValues(task.kubernetesInputs, plan) };
}

function knownValues(values: ReadonlyMap<string, Value>, plan: Plan): ReadonlyMap<string, Value> {
  return new Map([...values].map(([name, value]) => [name, knownValue(value, plan)]));
}

function knownValue(value: Value, { parameters }: Plan): Value {
  const parameter = value.kind === "pipeline-parameter" ? parameters.get(value.name) : undefined;
  const known = parameter?.given ?? parameter?.defaultValue ?? (parameter?.isOptional ? null : undefined);
  return known === undefined ? value : { kind: "constant", value: known };
}
