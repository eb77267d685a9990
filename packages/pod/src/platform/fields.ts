// Every setting for Kubernetes, with what reads it. A setting that is new in the IR does not compile until it stands here.
// Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/proto/kubernetes_executor_config.proto
import { isJsonObject, type JsonObject, type JsonValue, type KubernetesField, type TaskConfigField } from "@slipway/ir";
import { readNodeAffinity, readPodAffinity } from "./affinity.js";
import { readDeadline, readMetadata, readPullPolicy, readSecurity } from "./container-settings.js";
import { readFields, readKeys } from "./environment.js";
import { readPullSecrets } from "./object-name.js";
import { readNodeSelector, readTolerations } from "./placement.js";
import type { Piece, Reading } from "./reading.js";
import { readClaims, readEmptyFolders, readEphemeral, readFiles, readSharedMemory } from "./volumes.js";

export type FieldReader = {
  /** The kind of setting that a component can keep from its own pod (dsl.TaskConfig). */
  readonly handedOn?: TaskConfigField;
  readonly read: (reading: Reading, value: JsonValue) => Piece;
};

export const FIELDS: Readonly<Record<KubernetesField, FieldReader>> = {
  pvcMount: { handedOn: "KUBERNETES_VOLUMES", read: readClaims },
  secretAsVolume: { handedOn: "KUBERNETES_VOLUMES", read: (reading) => readFiles(reading, "secretAsVolume") },
  configMapAsVolume: { handedOn: "KUBERNETES_VOLUMES", read: (reading) => readFiles(reading, "configMapAsVolume") },
  emptyDirMounts: { read: readEmptyFolders },
  genericEphemeralVolume: { read: readEphemeral },
  enabledSharedMemory: { read: ofObject(readSharedMemory) },
  secretAsEnv: { handedOn: "ENV", read: (reading) => readKeys(reading, "secretAsEnv") },
  configMapAsEnv: { handedOn: "ENV", read: (reading) => readKeys(reading, "configMapAsEnv") },
  fieldPathAsEnv: { handedOn: "ENV", read: readFields },
  nodeSelector: { handedOn: "KUBERNETES_NODE_SELECTOR", read: ofObject(readNodeSelector) },
  tolerations: { handedOn: "KUBERNETES_TOLERATIONS", read: readTolerations },
  nodeAffinity: { handedOn: "KUBERNETES_AFFINITY", read: readNodeAffinity },
  podAffinity: { handedOn: "KUBERNETES_AFFINITY", read: readPodAffinity },
  podMetadata: { read: ofObject(readMetadata) },
  imagePullSecret: { read: readPullSecrets },
  imagePullPolicy: { read: readPullPolicy },
  activeDeadlineSeconds: { read: readDeadline },
  securityContext: { read: readSecurity },
  // They mount volumes of other settings, and are read after all of them.
  initContainers: { read: () => ({}) },
};

function ofObject(read: (reading: Reading, value: JsonObject) => Piece): FieldReader["read"] {
  return (reading, value) => read(reading, isJsonObject(value) ? value : {});
}
