// A container of a pod, in Kubernetes' words: only fields that Slipway's own containers and the users' have.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
import type { JsonObject } from "@slipway/ir";

export type KubernetesContainer = {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly ContainerVariable[];
  readonly resources?: JsonObject;
  readonly securityContext?: JsonObject;
  readonly volumeMounts?: readonly ContainerMount[];
};

export type ContainerVariable = { readonly name: string; readonly value?: string; readonly valueFrom?: JsonObject };

export type ContainerMount = {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: true;
};
