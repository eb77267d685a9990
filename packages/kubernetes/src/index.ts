// @slipway/kubernetes: facts about Kubernetes that know nothing of pipelines.

export { constant } from "./constant.js";
export type { JsonObject, JsonValue } from "./json.js";
export { lifetime, type TtlStrategy } from "./lifetime.js";
export { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName, toDnsLabel, toLabelValue } from "./name.js";
export type { Labels, Metadata, VolumeClaim } from "./object.js";
export { parseQuantity } from "./parse-quantity.js";
export type { MergeKeys, PatchPath } from "./patch-directive.js";
export type { PatchProblem } from "./patch-problem.js";
export { POD_MERGE_KEYS } from "./pod-merge-keys.js";
export { printManifest, printManifests } from "./print.js";
export { canonicalQuantity, printQuantity } from "./print-quantity.js";
export { compareQuantities, type Quantity } from "./quantity.js";
export type { QuantityFormat } from "./quantity-unit.js";
export { type MergeResult, strategicMerge } from "./strategic-merge.js";
export { type ValidPod, validPod } from "./valid-pod.js";
