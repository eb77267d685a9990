// How the lists of a pod's spec are merged by a strategic merge patch. Lists that are not here are replaced.
// https://github.com/kubernetes/api/blob/v0.35.4/core/v1/types.go (patchMergeKey, patchStrategy)
import type { MergeKeys } from "./patch-directive.js";

function ofContainers(list: string): MergeKeys {
  return {
    [list]: "name",
    [`${list}.env`]: "name",
    [`${list}.ports`]: "containerPort",
    [`${list}.volumeMounts`]: "mountPath",
    [`${list}.volumeDevices`]: "devicePath",
  };
}

/**
 * @example
 * strategicMerge(pod.spec, { containers: [{ name: "main", tty: true }] }, POD_MERGE_KEYS);
 */
export const POD_MERGE_KEYS: MergeKeys = {
  ...ofContainers("containers"),
  ...ofContainers("initContainers"),
  ...ofContainers("ephemeralContainers"),
  volumes: "name",
  hostAliases: "ip",
  imagePullSecrets: "name",
  resourceClaims: "name",
  schedulingGates: "name",
  topologySpreadConstraints: "topologyKey",
};
