// The volume that the containers of a task's pod share.
// Source: https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/
import type { JsonObject } from "@slipway/ir";

/** Amounts as Kubernetes writes them, such as 20Gi. */
export type SharedFolder = {
  /** A pod that has more in it is evicted. */
  readonly sizeLimit?: string;
  /** A volume of its own for each pod, that goes with it, instead of the node's disk. */
  readonly claim?: { readonly size: string; readonly storageClass?: string };
};

/**
 * Where it lies, in Kubernetes' words.
 *
 * @example
 * sharedVolume({ sizeLimit: "20Gi" }); // { emptyDir: { sizeLimit: "20Gi" } }
 */
export function sharedVolume({ sizeLimit, claim }: SharedFolder): JsonObject {
  if (!claim) return { emptyDir: { ...(sizeLimit !== undefined && { sizeLimit }) } };
  const { size, storageClass } = claim;
  const spec = {
    accessModes: ["ReadWriteOnce"],
    ...(storageClass !== undefined && { storageClassName: storageClass }),
    resources: { requests: { storage: size } },
  };
  return { ephemeral: { volumeClaimTemplate: { spec } } };
}
