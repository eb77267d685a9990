import type { Backend } from "@slipway/compiler";
import { countPods } from "./count-pods.js";
import { lowerPipeline } from "./lower/pipeline.js";
import { needsOf } from "./needs.js";
import { EXTRAS, KINDS, readOptions, type TektonOptions } from "./options.js";
import type { TektonManifest } from "./pipeline-run.js";
import { podsOf } from "./pods.js";
import { support } from "./support.js";

/**
 * The PipelineRun that a plain Tekton runs, without custom tasks and without any service of Kubeflow's: one pod a task.
 *
 * @example
 * compile(text, tekton, { options: { store: { uri: "s3://bucket/pipelines" } } });
 */
export const tekton: Backend<TektonOptions, TektonManifest> = {
  name: "tekton",
  kinds: KINDS,
  extras: EXTRAS,
  support,
  readOptions,
  lower: lowerPipeline,
  countPods,
  needsOf,
  podsOf,
};
