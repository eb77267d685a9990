// The backends, one line each.
import { type ArgoManifest, argo } from "@slipway/argo";
import type { Backend } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { type Workflow as KubeflowWorkflow, kubeflow } from "@slipway/kubeflow";
import { type TektonManifest, tekton } from "@slipway/tekton";

/** What any backend makes. */
export type Manifest = ArgoManifest | KubeflowWorkflow | TektonManifest;

/** The command line hands a backend's options on as they are and prints its manifests: it need not know either. */
export type AnyBackend = Backend<JsonObject, Manifest>;

export const BACKENDS: Readonly<Record<string, AnyBackend>> = { argo, kubeflow, tekton };
