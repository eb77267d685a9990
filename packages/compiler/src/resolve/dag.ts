// Components → the tasks that run: each DAG laid out where it is used, each input followed to its source.
import type { JsonValue, TaskInputsSpec } from "@slipway/ir";
import { inputsNamedIn } from "../check/placeholder.js";
import { parseExpression } from "../expression.js";
import { invariant } from "../invariant.js";
import type { Bindings, Component, Dag, DagComponent, LeafTask, Task, TaskDefinition, Value } from "../plan.js";
import { kubernetesInputs } from "./kubernetes-inputs.js";

/** Lays the pipeline out from its root. */
export function resolveRoot(component: DagComponent): Dag {
  const inputs: Bindings = {
    parameters: new Map(
      [...component.inputs.parameters.keys()].map((name) => [name, { kind: "pipeline-parameter", name }]),
    ),
    artifacts: new Map(
      [...component.inputs.artifacts.keys()].map((name) => [name, { kind: "pipeline-artifact", name }]),
    ),
  };
  return resolveDag(component, { id: "", inputs });
}

/** What a task sees: the inputs of the DAG that it stands in, the tasks before it, and the retries around it. */
type Surroundings = { readonly id: string; readonly inputs: Bindings; readonly retry?: Task["retry"] };

function resolveDag(component: DagComponent, around: Surroundings): Dag {
  const tasks = new Map<string, Task>();
  for (const name of component.order) {
    const definition = component.tasks.get(name);
    invariant(definition, `task "${name}" is in its DAG`);
    tasks.set(name, resolveTask(definition, around, tasks));
  }
  return { component, tasks, outputs: outputsOf(component, tasks) };
}

function resolveTask(definition: TaskDefinition, around: Surroundings, tasks: ReadonlyMap<string, Task>): Task {
  const { component, name } = definition;
  const id = around.id === "" ? name : `${around.id}/${name}`;
  const inputs = filled(id, component, bind(definition, around, tasks));
  const retry = definition.retry ?? around.retry;
  const base = { id, definition, inputs, ...(retry && { retry }) };
  if (component.kind !== "dag") {
    const settings = kubernetesInputs(component.kubernetes, (input) =>
      // One that does not exist, or comes later, gives nothing: nobody has checked what settings speak of.
      !input.taskOutputParameter || tasks.has(input.taskOutputParameter.producerTask ?? "")
        ? parameterValue(input, around, tasks)
        : absent(undefined),
    );
    return { ...base, inputs: withItem(definition, id, inputs), kind: "leaf", component, kubernetesInputs: settings };
  }
  const inner = { id, inputs: withItem(definition, id, inputs), ...(retry && { retry }) };
  return { ...base, kind: "dag", component, dag: resolveDag(component, inner) };
}

/** Inside a loop, also one over a single task, the input that is the item stands for one item. */
function withItem({ iterator }: TaskDefinition, loop: string, inputs: Bindings): Bindings {
  if (!iterator) return inputs;
  const item = [iterator.item, { kind: "loop-item", loop }] as const;
  return iterator.kind === "parameter"
    ? { ...inputs, parameters: new Map([...inputs.parameters, item]) }
    : { ...inputs, artifacts: new Map([...inputs.artifacts, item]) };
}

function bind(definition: TaskDefinition, around: Surroundings, tasks: ReadonlyMap<string, Task>): Bindings {
  const { component, spec } = definition;
  const parameters = new Map<string, Value>();
  for (const [name, { defaultValue }] of component.inputs.parameters) {
    // To the tasks of a DAG its default is a value like any other; they have defaults of their own.
    const isGiven = component.kind === "dag" && defaultValue !== undefined;
    parameters.set(name, isGiven ? { kind: "constant", value: defaultValue } : absent(defaultValue));
  }
  for (const [name, input] of Object.entries(spec.inputs?.parameters ?? {})) {
    const value = parameterValue(input, around, tasks);
    parameters.set(name, component.kind === "dag" ? withDefault(value, component.inputs.parameters.get(name)) : value);
  }
  const artifacts = new Map<string, Value>();
  for (const name of component.inputs.artifacts.keys()) artifacts.set(name, absent(undefined));
  for (const [name, input] of Object.entries(spec.inputs?.artifacts ?? {})) {
    const { taskOutputArtifact: output } = input;
    const value = output
      ? outputOf(tasks, output.producerTask, "artifacts", output.outputArtifactKey)
      : around.inputs.artifacts.get(input.componentInputArtifact ?? "");
    artifacts.set(name, value ?? absent(undefined));
  }
  return { parameters, artifacts };
}

/** What tasks in a DAG are given of a text that speaks of the DAG's inputs must know those: f"{a}-{b}" of a nested pipeline. */
function filled(task: string, component: Component, bindings: Bindings): Bindings {
  if (component.kind !== "dag") return bindings;
  const parameters = [...bindings.parameters].map(([name, value]) => {
    const names = value.kind === "constant" ? inputsNamedIn(value.value) : [];
    if (value.kind !== "constant" || names.length === 0) return [name, value] as const;
    const inputs = new Map(names.map((one) => [one, bindings.parameters.get(one) ?? absent(undefined)] as const));
    return [name, { kind: "filled", value: value.value, task, inputs }] as const;
  });
  return { ...bindings, parameters: new Map<string, Value>(parameters) };
}

/** A DAG gives its default to its tasks also where the value that it is given turns out to be null. */
function withDefault(from: Value, declared: { readonly defaultValue?: JsonValue } | undefined): Value {
  const isSure = from.kind === "constant" && from.value !== null;
  return isSure || declared?.defaultValue === undefined
    ? from
    : { kind: "defaulted", from, value: declared.defaultValue };
}

function absent(value: JsonValue | undefined): Value {
  return { kind: "default", ...(value !== undefined && { value }) };
}

type ParameterInput = NonNullable<TaskInputsSpec["parameters"]>[string];

function parameterValue(input: ParameterInput, around: Surroundings, tasks: ReadonlyMap<string, Task>): Value {
  const from = unselected(input, around, tasks);
  const text = input.parameterExpressionSelector ?? "";
  if (text === "") return from;
  const selector = parseExpression(text);
  invariant(selector.ok, "selectors were checked");
  return { kind: "selected", from, selector: selector.expression, text };
}

function unselected(input: ParameterInput, around: Surroundings, tasks: ReadonlyMap<string, Task>): Value {
  if (input.taskOutputParameter) {
    const { producerTask, outputParameterKey } = input.taskOutputParameter;
    return outputOf(tasks, producerTask, "parameters", outputParameterKey);
  }
  if (input.taskFinalStatus) {
    return { kind: "final-status", task: tasks.get(input.taskFinalStatus.producerTask ?? "")?.id ?? "" };
  }
  if (input.componentInputParameter !== undefined) {
    return around.inputs.parameters.get(input.componentInputParameter) ?? absent(undefined);
  }
  return { kind: "constant", value: input.runtimeValue?.constant ?? null };
}

function outputOf(tasks: ReadonlyMap<string, Task>, producer = "", field: keyof Bindings, output = ""): Value {
  const task = tasks.get(producer);
  invariant(task, `producer "${producer}" was checked to exist and comes before`);
  const one = task.kind === "leaf" ? leafOutput(task, output) : task.dag.outputs[field].get(output);
  const value = one ?? absent(undefined);
  return task.definition.iterator ? { kind: "collected", loop: task.id, value } : value;
}

function leafOutput(task: LeafTask, output: string): Value {
  return { kind: "task-output", task, output };
}

/** The outputs of a DAG are outputs of its tasks: several for one output are branches, of which the first that ran counts. */
function outputsOf({ spec }: DagComponent, tasks: ReadonlyMap<string, Task>): Bindings {
  const { parameters = {}, artifacts = {} } = spec.dag?.outputs ?? {};
  const parameterValues = Object.entries(parameters).map(([name, output]) => {
    const selectors = output.valueFromParameter
      ? [output.valueFromParameter]
      : (output.valueFromOneof?.parameterSelectors ?? []);
    const choices = selectors.map(({ producerSubtask, outputParameterKey }) =>
      outputOf(tasks, producerSubtask, "parameters", outputParameterKey),
    );
    return [name, firstOf(choices)] as const;
  });
  const artifactValues = Object.entries(artifacts).map(([name, { artifactSelectors = [] }]) => {
    const choices = artifactSelectors.map(({ producerSubtask, outputArtifactKey }) =>
      outputOf(tasks, producerSubtask, "artifacts", outputArtifactKey),
    );
    return [name, firstOf(choices)] as const;
  });
  return { parameters: new Map(parameterValues), artifacts: new Map(artifactValues) };
}

function firstOf(choices: readonly Value[]): Value {
  const [only, ...others] = choices;
  return only && others.length === 0 ? only : { kind: "first-of", choices };
}
