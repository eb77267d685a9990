// The backends, one line each.
import type { Backend } from "@slipway/compiler";
import { type KubeflowOptions, kubeflow, type Workflow } from "@slipway/kubeflow";

/** The command line hands a backend's options on as they are and prints its manifests: it need not know either. */
export type AnyBackend = Backend<KubeflowOptions, Workflow>;

export const BACKENDS: Readonly<Record<string, AnyBackend>> = { kubeflow };
