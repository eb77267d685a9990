// A recipe → the documents of a pipeline.
import type { JsonObject, JsonValue, PipelineConfig, PipelineJob, PipelineSpec, SinglePlatformSpec } from "@slipway/ir";
import type { PipelineRecipe } from "../recipe/pipeline.js";
import type { Made } from "./around.js";
import { parametersOf } from "./binding.js";
import { writeDag } from "./dag.js";
import { inputDefinitions, outputDefinitions } from "./definitions.js";
import { uniqueKeys } from "./unique.js";

/** A pipeline before it is text: what a file of IR holds. */
export type Pipeline = {
  readonly spec: PipelineSpec;
  /** Wraps the spec when there is one. */
  readonly job?: Omit<PipelineJob, "pipelineSpec">;
  readonly platform?: SinglePlatformSpec;
};

export function writePipeline(recipe: PipelineRecipe): Pipeline {
  const { name, displayName, description, sdkVersion, pipelineRoot, config, job } = recipe;
  const inputs = uniqueKeys(recipe.inputs);
  const { dag, outputs, library } = writeDag(recipe.dag, inputs, []);
  const executors = library.flatMap(({ executor }) => (executor ? [[executor.label, executor.spec] as const] : []));
  const spec: PipelineSpec = {
    pipelineInfo: { name, ...(displayName && { displayName }), ...(description && { description }) },
    schemaVersion: "2.1.0",
    ...(sdkVersion && { sdkVersion }),
    ...(pipelineRoot && { defaultPipelineRoot: pipelineRoot }),
    ...(library.length > 0 && { components: Object.fromEntries(library.map((made) => [made.name, made.spec])) }),
    ...(executors.length > 0 && { deploymentSpec: { executors: Object.fromEntries(executors) } }),
    root: { dag, ...inputDefinitions(inputs), ...outputDefinitions(outputs) },
  };
  const values = Object.fromEntries(parametersOf(inputs).map((input) => [input.name, input.constant]));
  return { spec, ...platformOf(library, config), ...(job && { job: { ...job, ...runtimeConfig(values) } }) };
}

function runtimeConfig(parameterValues: JsonObject): Pick<PipelineJob, "runtimeConfig"> {
  return { runtimeConfig: { gcsOutputDirectory: "gs://bucket/run", parameterValues } };
}

function platformOf(library: readonly Made[], config: PipelineConfig | undefined): Pick<Pipeline, "platform"> {
  const settings = library.flatMap(({ executor }) =>
    executor?.kubernetes ? [[executor.label, executor.kubernetes] as const] : [],
  );
  if (settings.length === 0 && !config) return {};
  return {
    platform: {
      ...(settings.length > 0 && { deploymentSpec: { executors: Object.fromEntries(settings) } }),
      ...(config && { pipelineConfig: config }),
    },
  };
}

/** The documents of a file, in the order in which the SDK writes them. */
export function documentsOf({ spec, job, platform }: Pipeline): readonly JsonValue[] {
  const first = job ? { ...job, pipelineSpec: spec } : spec;
  const documents = [first, ...(platform ? [{ platforms: { kubernetes: platform } }] : [])];
  return documents as readonly unknown[] as readonly JsonValue[];
}
