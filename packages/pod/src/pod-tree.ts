// The pods of a run as they stand in an engine's objects: which there are for certain, which may be left out, and which come
// again with each iteration. What is counted, and what is told of each, comes from this one walk.
import type { PodCount, PodKind } from "@slipway/compiler";
import { allPods, maybePods, NO_PODS, onePod, podsOfEach, timesPods } from "./pod-count.js";

/** @typeParam Found where a pod stands, in the words of a backend */
export type PodTree<Found> =
  | FoundPod<Found>
  | { readonly kind: "all"; readonly parts: readonly PodTree<Found>[] }
  /** May be left out. */
  | { readonly kind: "maybe"; readonly part: PodTree<Found> }
  | { readonly kind: "times"; readonly times: number; readonly part: PodTree<Found> }
  /** Once for each iteration of a loop of which nobody knows how many it has. */
  | { readonly kind: "each"; readonly loop: string; readonly part: PodTree<Found> };

export type FoundPod<Found> = {
  readonly kind: "pod";
  readonly is: PodKind;
  /** At most so many further tries, each with a pod of its own. */
  readonly retries: number;
  readonly found: Found;
};

/**
 * @example
 * const pod = { kind: "pod", is: "task", retries: 0, found: "train" } as const;
 * countTree({ kind: "times", times: 3, part: pod }).most; // 3
 */
export function countTree(tree: PodTree<unknown>): PodCount {
  switch (tree.kind) {
    case "pod":
      return onePod(tree.is, tree.retries);
    case "all":
      return allPods(tree.parts.map(countTree));
    case "maybe":
      return maybePods(countTree(tree.part));
    case "times":
      return tree.times === 0 ? NO_PODS : timesPods(countTree(tree.part), tree.times);
    case "each":
      return podsOfEach(countTree(tree.part), tree.loop);
  }
}

/**
 * Every place of a pod once, however often it comes.
 *
 * @example
 * podsIn({ kind: "maybe", part: { kind: "pod", is: "task", retries: 0, found: "train" } }).length; // 1
 */
export function podsIn<Found>(tree: PodTree<Found>): readonly FoundPod<Found>[] {
  switch (tree.kind) {
    case "pod":
      return [tree];
    case "all":
      return tree.parts.flatMap(podsIn);
    case "times":
      return tree.times === 0 ? [] : podsIn(tree.part);
    case "maybe":
    case "each":
      return podsIn(tree.part);
  }
}
