// The pods of a run, as backends tell them of what they made: for people and tools that judge pods.
import type { JsonObject } from "@slipway/ir";
import type { PodKind } from "./pod-count.js";

/**
 * A pod that a run may have. Iterations of a loop have the same one, so it stands here once; where they differ by more than
 * their number, each stands for itself.
 *
 * What is known only in a run stands in the pod as the engine's own reference to it, also where a list or a mapping belongs.
 */
export type PlannedPod = {
  /** "upkeep" is of no run: it is started by the clock, and sees to the namespace. */
  readonly kind: PodKind | "upkeep";
  /** Id of the leaf task that it is for, such as `for-loop-1/train`; absent for a pod of the run as a whole. */
  readonly task?: string;
  /**
   * A Pod without what the engine adds to every pod: its own containers, its labels, where its files lie.
   * Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
   */
  readonly pod: Pod;
};

export type Pod = {
  readonly apiVersion: "v1";
  readonly kind: "Pod";
  readonly metadata: JsonObject & { readonly name: string };
  readonly spec: JsonObject;
};
