// Arbitraries of whole pipelines.
import type fc from "fast-check";
import { type PipelineOptions, pipelineRecipes } from "./recipe/pipeline.js";
import { type Pipeline, writePipeline } from "./write/pipeline.js";

/**
 * Valid pipelines, small and large, of everything that the IR can say. fast-check shrinks them to what matters.
 *
 * @example
 * fc.assert(fc.property(pipelines(), (pipeline) => planPipeline(printYaml(pipeline)).ok));
 */
export function pipelines(options: PipelineOptions = {}): fc.Arbitrary<Pipeline> {
  return pipelineRecipes(options).map(writePipeline);
}

export type { PipelineOptions };
