// The backends, one line each.
import { type ArgoOptions, type Workflow as ArgoWorkflow, argo } from "@slipway/argo";
import type { Backend } from "@slipway/compiler";
import { type KubeflowOptions, type Workflow as KubeflowWorkflow, kubeflow } from "@slipway/kubeflow";
import { type PipelineRun, type TektonOptions, tekton } from "@slipway/tekton";

/** What any backend makes. */
export type Manifest = ArgoWorkflow | KubeflowWorkflow | PipelineRun;

/** The command line hands a backend's options on as they are and prints its manifests: it need not know either. */
export type AnyBackend = Backend<ArgoOptions & KubeflowOptions & TektonOptions, Manifest>;

export const BACKENDS: Readonly<Record<string, AnyBackend>> = { argo, kubeflow, tekton };
