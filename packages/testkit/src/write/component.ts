// One component from its recipe, with what it is made of.
import type { ComponentSpec, ExecutorSpec } from "@slipway/ir";
import type { ContainerRecipe } from "../recipe/container.js";
import type { InputRecipe, ParameterRecipe } from "../recipe/input.js";
import type { ComponentRecipe } from "../recipe/task.js";
import type { Around, Made, Output } from "./around.js";
import { writeBranches } from "./branches.js";
import { writeContainer } from "./container.js";
import { writeDag } from "./dag.js";
import { asSeen, inputDefinitions, outputDefinitions } from "./definitions.js";
import { unique, uniqueKeys } from "./unique.js";

export type NewComponentRecipe = Exclude<ComponentRecipe, { readonly kind: "again" }>;

/** What a component is asked to be beyond its recipe. */
export type Request = {
  readonly recipe: NewComponentRecipe;
  /** The task for which it is made. */
  readonly task: string;
  readonly inputs: readonly InputRecipe[];
};

/** @returns the component, and the library with it and with those that it uses */
export function writeComponent(
  { recipe, task, inputs }: Request,
  around: Around,
): { readonly made: Made; readonly library: readonly Made[] } {
  if (recipe.kind === "dag") {
    const { dag, outputs, library } = writeDag(recipe.dag, inputs, around.library);
    return add({ inputs, outputs, spec: { dag }, task }, library);
  }
  if (recipe.kind === "branches") {
    const { dag, outputs, library } = writeBranches(recipe, inputs, around.library);
    return add({ inputs, outputs, spec: { dag }, task }, library);
  }
  const executor = writeExecutor(recipe, inputs);
  return add({ ...executor, inputs, task }, around.library);
}

type Draft = {
  readonly task: string;
  readonly inputs: readonly InputRecipe[];
  readonly outputs: Made["outputs"];
  readonly declared?: Parameters<typeof outputDefinitions>[0];
  readonly spec?: ComponentSpec;
  readonly executor?: Omit<NonNullable<Made["executor"]>, "label">;
  readonly label?: string;
};

function add(draft: Draft, library: readonly Made[]): { readonly made: Made; readonly library: readonly Made[] } {
  const { task, inputs, outputs, declared = outputs, spec = {}, executor, label: prefix = "" } = draft;
  const name = unique(
    `comp-${task}`,
    library.map((made) => made.name),
  );
  const label = `${prefix}exec-${name.replace(/^comp-/, "")}`;
  const made: Made = {
    name,
    inputs,
    outputs,
    spec: {
      ...(executor && { executorLabel: label }),
      ...spec,
      ...inputDefinitions(inputs),
      ...outputDefinitions(declared),
    },
    ...(executor && { executor: { label, ...executor } }),
  };
  return { made, library: [...library, made] };
}

type LeafRecipe = Exclude<NewComponentRecipe, { readonly kind: "dag" | "branches" }>;

function writeExecutor(recipe: LeafRecipe, inputs: readonly InputRecipe[]): Omit<Draft, "inputs" | "task"> {
  switch (recipe.kind) {
    case "container": {
      const { container, kubernetes, passthroughs: taskConfigPassthroughs } = recipe;
      const declared = uniqueKeys(recipe.outputs);
      const spec = { container: writeContainer(container, { inputs, outputs: declared }) };
      return {
        executor: { spec, ...(kubernetes && { kubernetes }) },
        outputs: asSeen(declared),
        declared,
        label: container.label,
        ...(taskConfigPassthroughs && { spec: { taskConfigPassthroughs } }),
      };
    }
    case "importer":
      return { executor: { spec: { importer: importer(recipe) } }, outputs: [artifact(recipe.output)] };
    case "volume":
      return {
        executor: { spec: { container: { image: `argostub/${recipe.action}pvc` } } },
        outputs: volumeOutputs(recipe),
      };
    case "vertex":
      return { executor: { spec: { [recipe.executor]: {} } }, outputs: [artifact({})] };
  }
}

function artifact(schema: Extract<Output, { kind: "artifact" }>["schema"]): Output {
  return { kind: "artifact", name: "artifact", schema, isList: false };
}

function importer(recipe: Extract<LeafRecipe, { kind: "importer" }>): NonNullable<ExecutorSpec["importer"]> {
  const { uri, fromInput, output: typeSchema, metadata, reimport, downloadToWorkspace } = recipe;
  return {
    artifactUri: fromInput ? { runtimeParameter: "uri" } : { constant: uri },
    typeSchema,
    ...(metadata && { metadata }),
    ...(reimport && { reimport }),
    ...(downloadToWorkspace && { downloadToWorkspace }),
  };
}

function volumeOutputs({ action }: Extract<LeafRecipe, { kind: "volume" }>): readonly Output[] {
  return action === "create" ? [{ kind: "parameter", name: "name", type: "STRING" }] : [];
}

/** The inputs that a component has by its kind. */
export function ownInputs(recipe: NewComponentRecipe): readonly InputRecipe[] {
  switch (recipe.kind) {
    case "container":
      return [...recipe.inputs, ...(recipe.passthroughs ? [parameter("settings", "TASK_CONFIG", null)] : [])];
    case "importer":
      return [parameter("uri", "STRING", recipe.uri)];
    case "volume":
      return recipe.action === "create"
        ? [parameter("pvc_name_suffix", "STRING", "-data"), parameter("size", "STRING", "5Gi")]
        : [parameter("pvc_name", "STRING", "data")];
    case "dag":
    case "branches":
      return recipe.inputs;
    case "vertex":
      return [];
  }
}

export function parameter(
  name: string,
  type: ParameterRecipe["type"],
  constant: ParameterRecipe["constant"],
): ParameterRecipe {
  return { kind: "parameter", name, type, constant, source: 0 };
}

/** A component that needs nothing and gives one output. */
export const RESULT_CONTAINER: ContainerRecipe = { image: "busybox", command: [], args: [], env: [], label: "" };
