// Which nodes a pod may run on, as Kubernetes has it.
// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { Placement } from "./fragment.js";

/**
 * The `affinity` of a pod, without what is known only at run time; undefined where there is none.
 *
 * @example
 * affinityOf(fragment.placement)?.["nodeAffinity"];
 */
export function affinityOf({ nodeAffinity, podAffinity, podAntiAffinity }: Placement): JsonObject | undefined {
  const { required, preferred } = nodeAffinity;
  const nodes = {
    ...(required.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: asJson(required) },
    }),
    ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: asJson(preferred) }),
  };
  const parts = Object.entries({
    nodeAffinity: nodes,
    podAffinity: pods(podAffinity),
    podAntiAffinity: pods(podAntiAffinity),
  });
  const there = parts.filter(([, part]) => Object.keys(part).length > 0);
  return there.length > 0 ? Object.fromEntries(there) : undefined;
}

function pods({ required, preferred }: Placement["podAffinity"]): JsonObject {
  return {
    ...(required.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: asJson(required) }),
    ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: asJson(preferred) }),
  };
}

/** What is read-only all the way down is JSON. */
function asJson(value: readonly object[]): JsonValue {
  return value as unknown as JsonValue;
}
