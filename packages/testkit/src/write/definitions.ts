// What a component declares of its inputs and outputs.
import type { ComponentInputsSpec, ComponentOutputsSpec } from "@slipway/ir";
import type { ArtifactRecipe, InputRecipe, ParameterRecipe } from "../recipe/input.js";
import type { OutputRecipe } from "../recipe/output.js";
import type { Output } from "./around.js";

type ParameterDefinition = NonNullable<ComponentInputsSpec["parameters"]>[string];
type ArtifactDefinition = NonNullable<ComponentInputsSpec["artifacts"]>[string];

export function inputDefinitions(inputs: readonly InputRecipe[]): { readonly inputDefinitions?: ComponentInputsSpec } {
  if (inputs.length === 0) return {};
  const parameters = inputs.flatMap((input) =>
    input.kind === "parameter" ? [[input.name, parameterDefinition(input)] as const] : [],
  );
  const artifacts = inputs.flatMap((input) =>
    input.kind === "artifact" ? [[input.name, artifactDefinition(input)] as const] : [],
  );
  return {
    inputDefinitions: {
      ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
      ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) }),
    },
  };
}

function parameterDefinition(input: ParameterRecipe): ParameterDefinition {
  const { type: parameterType, defaultValue, isOptional, isClosed, constant, description } = input;
  const literals = [constant, ...(defaultValue === undefined ? [] : [defaultValue])];
  return {
    parameterType,
    ...(defaultValue !== undefined && { defaultValue }),
    ...(isOptional && { isOptional }),
    ...(isClosed && { literals }),
    ...(description && { description }),
  };
}

function artifactDefinition({ schema, isList, isOptional }: ArtifactRecipe): ArtifactDefinition {
  return { artifactType: schema, ...(isList && { isArtifactList: isList }), ...(isOptional && { isOptional }) };
}

/** @param outputs as a recipe says them, or as a DAG gives them */
export function outputDefinitions(outputs: readonly (OutputRecipe | Output)[]): {
  readonly outputDefinitions?: ComponentOutputsSpec;
} {
  if (outputs.length === 0) return {};
  const parameters = outputs.flatMap((output) => {
    if (output.kind !== "parameter") return [];
    const description = "description" in output && output.description ? { description: output.description } : {};
    return [[output.name, { parameterType: output.type, ...description }] as const];
  });
  const artifacts = outputs.flatMap((output) => {
    if (output.kind !== "artifact") return [];
    const { name, schema, isList } = output;
    const metadata = "metadata" in output && output.metadata ? { metadata: output.metadata } : {};
    return [[name, { artifactType: schema, ...(isList && { isArtifactList: isList }), ...metadata }] as const];
  });
  return {
    outputDefinitions: {
      ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
      ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) }),
    },
  };
}

export function asSeen(outputs: readonly OutputRecipe[]): readonly Output[] {
  return outputs.map((output) =>
    output.kind === "parameter"
      ? { kind: "parameter", name: output.name, type: output.type }
      : { kind: "artifact", name: output.name, schema: output.schema, isList: output.isList ?? false },
  );
}
