import type { Backend } from "@slipway/compiler";
import { countPods } from "./count-pods.js";
import { lowerPipeline } from "./lower/pipeline.js";
import { needsOf } from "./needs.js";
import { type ArgoOptions, EXTRAS, KINDS, readOptions } from "./options.js";
import { podsOf } from "./pods.js";
import { support } from "./support.js";
import type { ArgoManifest } from "./workflow.js";

/**
 * The Workflow that a plain Argo Workflows runs, without any service of Kubeflow's: one pod a task.
 *
 * @example
 * compile(text, argo, { options: { store: { uri: "s3://bucket/pipelines" } } });
 */
export const argo: Backend<ArgoOptions, ArgoManifest> = {
  name: "argo",
  kinds: KINDS,
  extras: EXTRAS,
  support,
  readOptions,
  lower: lowerPipeline,
  countPods,
  needsOf,
  podsOf,
};
