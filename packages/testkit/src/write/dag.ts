// The tasks of one DAG, each after those that it may read from, and the outputs that the DAG gives on.
import type { DagOutputsSpec, DagSpec } from "@slipway/ir";
import type { InputRecipe } from "../recipe/input.js";
import type { DagRecipe } from "../recipe/task.js";
import { type Made, type Output, pick, type WrittenTask } from "./around.js";
import { writeTask } from "./task.js";
import { uniqueKeys } from "./unique.js";

export type WrittenDag = {
  readonly dag: DagSpec;
  readonly outputs: readonly Output[];
  readonly library: readonly Made[];
  readonly tasks: readonly WrittenTask[];
};

/** @param inputs of the component whose DAG it is */
export function writeDag(recipe: DagRecipe, inputs: readonly InputRecipe[], library: readonly Made[]): WrittenDag {
  const start: { readonly siblings: readonly WrittenTask[]; readonly library: readonly Made[] } = {
    siblings: [],
    library,
  };
  const written = recipe.tasks.reduce((before, task) => {
    const done = writeTask(task, { inputs, siblings: before.siblings, library: before.library });
    return { siblings: [...before.siblings, done.task], library: done.library };
  }, start);
  const chosen = chooseOutputs(recipe.outputs, written.siblings);
  return {
    dag: { tasks: tasksOf(written.siblings), ...dagOutputs(chosen) },
    outputs: chosen.map(({ output }) => output),
    library: written.library,
    tasks: written.siblings,
  };
}

export function tasksOf(tasks: readonly WrittenTask[]): NonNullable<DagSpec["tasks"]> {
  return Object.fromEntries(tasks.map(({ name, spec }) => [name, spec]));
}

type Chosen = { readonly name: string; readonly output: Output; readonly task: string; readonly key: string };

function chooseOutputs(numbers: readonly number[], tasks: readonly WrittenTask[]): readonly Chosen[] {
  const all = tasks.flatMap((task) => task.outputs.map((output) => ({ task: task.name, output })));
  const chosen = numbers.flatMap((number) => {
    const found = pick(all, number);
    if (!found) return [];
    const { task, output } = found;
    const name = `pipelinechannel--${task}-${output.name}`;
    return [{ name, task, key: output.name, output: { ...output, name } }];
  });
  return uniqueKeys(chosen);
}

function dagOutputs(chosen: readonly Chosen[]): { readonly outputs?: DagOutputsSpec } {
  if (chosen.length === 0) return {};
  const parameters = chosen.flatMap(({ name, output, task: producerSubtask, key: outputParameterKey }) =>
    output.kind === "parameter"
      ? [[name, { valueFromParameter: { producerSubtask, outputParameterKey } }] as const]
      : [],
  );
  const artifacts = chosen.flatMap(({ name, output, task: producerSubtask, key: outputArtifactKey }) =>
    output.kind === "artifact"
      ? [[name, { artifactSelectors: [{ producerSubtask, outputArtifactKey }] }] as const]
      : [],
  );
  return {
    outputs: {
      ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
      ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) }),
    },
  };
}
