import type { Backend } from "@slipway/compiler";
import { lowerPipeline } from "./lower/pipeline.js";
import { type ArgoOptions, readOptions } from "./options.js";
import { support } from "./support.js";
import type { ConfigMap, Workflow } from "./workflow.js";

/**
 * The Workflow that a plain Argo Workflows runs, without any service of Kubeflow's: one pod a task.
 *
 * @example
 * compile(text, argo, { options: { store: { uri: "s3://bucket/pipelines" } } });
 */
export const argo: Backend<ArgoOptions, ConfigMap | Workflow> = {
  name: "argo",
  support,
  readOptions,
  lower: lowerPipeline,
};
