// Images by which the SDK marks what is done to a volume claim. Nobody pulls them.
// Source: https://github.com/kubeflow/pipelines/tree/master/kubernetes_platform
import type { VolumeComponent } from "./plan.js";

export const VOLUME_KINDS: ReadonlyMap<string, VolumeComponent["kind"]> = new Map([
  ["argostub/createpvc", "create-pvc"],
  ["argostub/deletepvc", "delete-pvc"],
]);
