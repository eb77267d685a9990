// Fields of a pod as variables: here a task has no pod, but something stands for most of them.
// Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields
import { isJsonObject, type JsonObject } from "@slipway/ir";

export type Fields = {
  /** Stands for the pod's name and uid. */
  readonly attempt: string;
  readonly host: string;
  /** `podMetadata` of the settings for Kubernetes. */
  readonly metadata: JsonObject;
};

/** The value of a field; empty for one that has none here, as Kubernetes does it with labels that are not there. */
export function fieldValue(field: string, { attempt, host, metadata }: Fields): string {
  const [, kind, key = ""] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(field) ?? [];
  if (kind) {
    const map = metadata[kind];
    return isJsonObject(map) && Object.hasOwn(map, key) ? String(map[key]) : "";
  }
  return FIELDS[field]?.({ attempt, host }) ?? "";
}

const FIELDS: Readonly<Record<string, (fields: Pick<Fields, "attempt" | "host">) => string>> = {
  "metadata.name": ({ attempt }) => attempt,
  "metadata.uid": ({ attempt }) => attempt,
  "metadata.namespace": () => "default",
  "spec.serviceAccountName": () => "default",
  "spec.nodeName": ({ host }) => host,
  "status.hostIP": () => "127.0.0.1",
  "status.podIP": () => "127.0.0.1",
  "status.podIPs": () => "127.0.0.1",
};
