// dsl.If … dsl.Elif … dsl.Else with a dsl.OneOf: a DAG of conditions, of which the first that ran gives the output.
import type { DagOutputsSpec, DagSpec, PipelineTaskSpec } from "@slipway/ir";
import type { InputRecipe } from "../recipe/input.js";
import type { OutputRecipe } from "../recipe/output.js";
import type { ComponentRecipe, DagRecipe, TaskRecipe } from "../recipe/task.js";
import type { Made, Output, WrittenTask } from "./around.js";
import { parametersOf } from "./binding.js";
import { RESULT_CONTAINER } from "./component.js";
import { conditionOf } from "./condition.js";
import { tasksOf, writeDag } from "./dag.js";
import { inputDefinitions, outputDefinitions } from "./definitions.js";
import { unique } from "./unique.js";

const ONE_OF = "pipelinechannel--condition-branches-oneof-1";

type BranchesRecipe = Extract<ComponentRecipe, { readonly kind: "branches" }>;

export function writeBranches(
  recipe: BranchesRecipe,
  inputs: readonly InputRecipe[],
  library: readonly Made[],
): { readonly dag: DagSpec; readonly outputs: readonly Output[]; readonly library: readonly Made[] } {
  const output: Output =
    recipe.output === "parameter"
      ? { kind: "parameter", name: "Output", type: "STRING" }
      : { kind: "artifact", name: "Output", schema: { schemaTitle: "system.Model" }, isList: false };
  const start: { readonly tasks: readonly WrittenTask[]; readonly library: readonly Made[] } = { tasks: [], library };
  const written = recipe.branches.reduce((before, branch, number) => {
    const made = writeBranch(branch, { inputs, output, library: before.library });
    const task = { name: `condition-${number + 2}`, spec: branchTask(made.name, number, inputs) };
    return { tasks: [...before.tasks, { ...task, outputs: [output], isExit: false }], library: made.library };
  }, start);
  const outputs = [{ ...output, name: ONE_OF }];
  return {
    dag: { tasks: tasksOf(written.tasks), outputs: firstOf(written.tasks, output) },
    outputs,
    library: written.library,
  };
}

/** A branch ends with a task that makes the output. */
function writeBranch(
  branch: DagRecipe,
  {
    inputs,
    output,
    library,
  }: { readonly inputs: readonly InputRecipe[]; readonly output: Output; readonly library: readonly Made[] },
): { readonly name: string; readonly library: readonly Made[] } {
  const last: TaskRecipe = {
    name: "result",
    component: { kind: "container", inputs: [], outputs: [output satisfies OutputRecipe], container: RESULT_CONTAINER },
    after: [],
    namesProducers: true,
    rare: false,
  };
  const written = writeDag({ tasks: [...branch.tasks, last], outputs: [] }, inputs, library);
  const producer = written.tasks.at(-1)?.name ?? "";
  const name = unique(
    "comp-condition",
    written.library.map((made) => made.name),
  );
  const spec = {
    dag: { ...written.dag, outputs: outputFrom(producer, output) },
    ...inputDefinitions(inputs),
    ...outputDefinitions([output]),
  };
  return { name, library: [...written.library, { name, spec, inputs, outputs: [output] }] };
}

/** Every input of the DAG is handed on to each branch. */
function branchTask(component: string, number: number, inputs: readonly InputRecipe[]): PipelineTaskSpec {
  const parameters = parametersOf(inputs);
  const artifacts = inputs.filter(({ kind }) => kind === "artifact");
  const names = Array.from({ length: number + 1 }, (_, i) => i * 7 + 1);
  return {
    componentRef: { name: component },
    triggerPolicy: { condition: conditionOf(names, parameters) },
    taskInfo: { name: `condition-${number + 2}` },
    inputs: {
      parameters: Object.fromEntries(parameters.map(({ name }) => [name, { componentInputParameter: name }])),
      artifacts: Object.fromEntries(artifacts.map(({ name }) => [name, { componentInputArtifact: name }])),
    },
  };
}

function outputFrom(producerSubtask: string, { kind, name }: Output): DagOutputsSpec {
  return kind === "parameter"
    ? { parameters: { [name]: { valueFromParameter: { producerSubtask, outputParameterKey: name } } } }
    : { artifacts: { [name]: { artifactSelectors: [{ producerSubtask, outputArtifactKey: name }] } } };
}

function firstOf(tasks: readonly WrittenTask[], { kind, name }: Output): DagOutputsSpec {
  const producers = tasks.map((task) => task.name);
  if (kind === "artifact") {
    const artifactSelectors = producers.map((producerSubtask) => ({ producerSubtask, outputArtifactKey: name }));
    return { artifacts: { [ONE_OF]: { artifactSelectors } } };
  }
  const parameterSelectors = producers.map((producerSubtask) => ({ producerSubtask, outputParameterKey: name }));
  return { parameters: { [ONE_OF]: { valueFromOneof: { parameterSelectors } } } };
}
