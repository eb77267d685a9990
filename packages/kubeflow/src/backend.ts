import type { Backend } from "@slipway/compiler";
import { lowerPipeline } from "./lower/pipeline.js";
import { type KubeflowOptions, readOptions } from "./options.js";
import { support } from "./support.js";
import type { Workflow } from "./workflow.js";

/**
 * The Workflow that a cluster with Kubeflow Pipelines 2.17 runs, equal in meaning to what Kubeflow's own compiler makes.
 *
 * @example
 * compile(text, kubeflow, { options: { runAsUser: 1001, caBundle: { configMap: "certificates" } } });
 */
export const kubeflow: Backend<KubeflowOptions, Workflow> = {
  name: "kubeflow",
  support,
  readOptions,
  lower: lowerPipeline,
};
