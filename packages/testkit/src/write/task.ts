// One task: the component it runs, made for it or used again, and what it says of its own.

import type { ArtifactIteratorSpec, ParameterIteratorSpec, PipelineTaskSpec, TaskInputsSpec } from "@slipway/ir";
import type { InputRecipe } from "../recipe/input.js";
import type { LoopRecipe, TaskRecipe } from "../recipe/task.js";
import { type Around, type Made, type Output, pick, type WrittenTask } from "./around.js";
import { artifactSources, bindArtifact, bindParameter, parametersOf, settled } from "./binding.js";
import { type NewComponentRecipe, ownInputs, parameter, RESULT_CONTAINER, writeComponent } from "./component.js";
import { conditionOf } from "./condition.js";
import { unique, uniqueKeys } from "./unique.js";

export function writeTask(
  recipe: TaskRecipe,
  around: Around,
): { readonly task: WrittenTask; readonly library: readonly Made[] } {
  const loop = recipe.component.kind === "again" ? undefined : writeLoop(recipe, around);
  const exit = exitOf(recipe, around);
  const used = useComponent(recipe, [...(loop?.inputs ?? []), ...(exit?.inputs ?? [])], around);
  const { made, library } = used;
  const name = unique(
    recipe.name,
    around.siblings.map((task) => task.name),
  );
  const inputs = writeInputs({ made, recipe, item: loop?.item, status: exit?.producer }, around);
  const dependentTasks = waitsFor(recipe, inputs, around, exit?.producer);
  const isPlainImporter = made.executor?.spec.importer !== undefined && !recipe.rare;
  const condition = recipe.condition && !isPlainImporter ? conditionOn(recipe.condition, made, inputs) : undefined;
  const spec: PipelineTaskSpec = {
    componentRef: { name: made.name },
    taskInfo: { name: recipe.displayName || name },
    ...(inputs && { inputs }),
    ...(dependentTasks.length > 0 && { dependentTasks }),
    ...(recipe.cache && { cachingOptions: recipe.cache }),
    ...(recipe.retry && { retryPolicy: recipe.retry }),
    ...loop?.fields,
    ...((condition ?? exit) && {
      triggerPolicy: {
        ...(condition !== undefined && { condition }),
        ...(exit && { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" as const }),
      },
    }),
  };
  const outputs = loop ? made.outputs.map(collected) : made.outputs;
  return { task: { name, spec, outputs, isExit: exit !== undefined }, library };
}

function collected(output: Output): Output {
  return output.kind === "parameter" ? { ...output, type: "LIST" } : { ...output, isList: true };
}

/** A component made before, where that can be; else a new one. */
function useComponent(
  { component, name: task }: TaskRecipe,
  extra: readonly InputRecipe[],
  around: Around,
): { readonly made: Made; readonly library: readonly Made[] } {
  if (component.kind === "again") {
    const hasArtifacts = artifactSources(around).length > 0;
    const fitting = around.library.filter(({ inputs }) =>
      inputs.every((input) => input.kind === "parameter" || input.isOptional || hasArtifacts),
    );
    const made = pick(fitting, component.pick);
    if (made) return { made, library: around.library };
  }
  const plain: NewComponentRecipe = { kind: "container", inputs: [], outputs: [], container: RESULT_CONTAINER };
  const recipe = component.kind === "again" ? plain : component;
  const inputs = uniqueKeys([...settled(ownInputs(recipe), around), ...extra]);
  return writeComponent({ recipe, task, inputs }, around);
}

type Loop = {
  readonly item: string;
  readonly inputs: readonly InputRecipe[];
  readonly fields: Pick<PipelineTaskSpec, "parameterIterator" | "artifactIterator" | "iteratorPolicy">;
};

function writeLoop({ loop, name }: TaskRecipe, around: Around): Loop | undefined {
  if (!loop) return undefined;
  const item = `pipelinechannel--${name}-loop-item`;
  const list = `pipelinechannel--${name}-items`;
  const policy = loop.parallelism === undefined ? {} : { iteratorPolicy: { parallelismLimit: loop.parallelism } };
  if (loop.over === "artifacts") {
    if (artifactSources(around).length === 0) return undefined;
    const artifactIterator: ArtifactIteratorSpec = { itemInput: item, items: { inputArtifact: list } };
    return { item, inputs: artifactInputs(item, list, loop.source), fields: { artifactIterator, ...policy } };
  }
  const one = parameter(item, loop.itemType, loop.items[0] ?? null);
  const parameterIterator = loopOver(loop, item, list);
  const inputs =
    loop.over === "values" ? [one] : [one, { ...parameter(list, "LIST", loop.items), source: loop.source }];
  return { item, inputs, fields: { parameterIterator, ...policy } };
}

function loopOver({ over, items }: LoopRecipe, itemInput: string, list: string): ParameterIteratorSpec {
  return { itemInput, items: over === "values" ? { raw: JSON.stringify(items) } : { inputParameter: list } };
}

function artifactInputs(item: string, list: string, source: number): readonly InputRecipe[] {
  const schema = { schemaTitle: "system.Artifact" };
  return [
    { kind: "artifact", name: item, schema, source },
    { kind: "artifact", name: list, schema, source, isList: true },
  ];
}

const STATUS = "status";

/** An exit task has something to wait for, or it is a rarity. */
function exitOf(
  { exit, after, rare }: TaskRecipe,
  { siblings }: Around,
): { readonly producer?: string; readonly inputs: readonly InputRecipe[] } | undefined {
  const producer = pick(
    siblings.filter(({ isExit }) => !isExit),
    after[0] ?? 0,
  )?.name;
  if (!exit || (producer === undefined && !rare)) return undefined;
  if (producer === undefined) return { inputs: [] };
  return { producer, inputs: exit.withStatus ? [parameter(STATUS, "TASK_FINAL_STATUS", null)] : [] };
}

type Binding = {
  readonly made: Made;
  readonly recipe: TaskRecipe;
  /** The input that the loop fills. */
  readonly item: string | undefined;
  /** The task whose end the input `status` is told. */
  readonly status: string | undefined;
};

function writeInputs({ made, recipe, item, status }: Binding, around: Around): TaskInputsSpec | undefined {
  const parameters = parametersOf(made.inputs).flatMap((input) => {
    if (input.name === item) return [];
    if (input.type === "TASK_FINAL_STATUS") {
      return status === undefined ? [] : [[input.name, { taskFinalStatus: { producerTask: status } }] as const];
    }
    const bound = bindParameter(input, around);
    return bound ? [[input.name, bound] as const] : [];
  });
  const channel = recipe.channel
    ? [["pipelinechannel--channel", { runtimeValue: { constant: CHANNEL } }] as const]
    : [];
  const artifacts = made.inputs.flatMap((input) => {
    if (input.kind !== "artifact" || input.name === item) return [];
    const bound = bindArtifact(input, around);
    return bound ? [[input.name, bound] as const] : [];
  });
  const all = [...parameters, ...channel];
  if (all.length + artifacts.length === 0) return undefined;
  return {
    ...(all.length > 0 && { parameters: Object.fromEntries(all) }),
    ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) }),
  };
}

const CHANNEL = "{{$.inputs.parameters['pipelinechannel--channel']}} of {{$.pipeline_job_name}}";

/** Conditions read what the task is given, or what its component declares. */
function conditionOn(numbers: readonly number[], made: Made, inputs: TaskInputsSpec | undefined): string {
  const known = parametersOf(made.inputs);
  const given = known.filter(({ name }) => Object.hasOwn(inputs?.parameters ?? {}, name));
  return conditionOf(numbers, given.length > 0 ? given : known);
}

function waitsFor(
  recipe: TaskRecipe,
  inputs: TaskInputsSpec | undefined,
  { siblings }: Around,
  exitAfter: string | undefined,
): readonly string[] {
  const before = siblings.filter(({ isExit }) => !isExit).map(({ name }) => name);
  const picked = recipe.after.flatMap((number) => pick(before, number) ?? []);
  const exits = siblings.filter(({ isExit }) => isExit).map(({ name }) => name);
  const producers = recipe.namesProducers ? producersOf(inputs) : [];
  return [
    ...new Set([
      ...(exitAfter === undefined ? [] : [exitAfter]),
      ...picked,
      ...producers,
      ...(recipe.waitsForExit ? exits.slice(0, 1) : []),
    ]),
  ];
}

function producersOf({ parameters = {}, artifacts = {} }: TaskInputsSpec = {}): readonly string[] {
  const names = [
    ...Object.values(parameters).map(({ taskOutputParameter }) => taskOutputParameter?.producerTask),
    ...Object.values(artifacts).map(({ taskOutputArtifact }) => taskOutputArtifact?.producerTask),
  ];
  return names.flatMap((name) => name ?? []);
}
