// How many pods a Workflow takes, counted in its templates.
import type { PodCount } from "@slipway/compiler";
import { countTree } from "@slipway/pod";
import { podTree } from "./pod-tree.js";
import type { ArgoManifest } from "./workflow.js";

/**
 * Of one run of what was made. What a cached task with a separate driver takes counts as what may be left out.
 *
 * @example
 * countPods([workflow]).most; // 3
 */
export function countPods(manifests: readonly ArgoManifest[]): PodCount {
  return countTree(podTree(manifests)?.tree ?? { kind: "all", parts: [] });
}
