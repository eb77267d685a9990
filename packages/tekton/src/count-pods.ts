// How many pods a PipelineRun takes, counted in its tasks.
import type { PodCount } from "@slipway/compiler";
import { countTree } from "@slipway/pod";
import type { TektonManifest } from "./pipeline-run.js";
import { podTree } from "./pod-tree.js";

/**
 * Of one run of what was made.
 *
 * @example
 * countPods([run]).most; // 3
 */
export function countPods(manifests: readonly TektonManifest[]): PodCount {
  return countTree(podTree(manifests));
}
