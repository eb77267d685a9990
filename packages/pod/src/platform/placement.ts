// Which nodes a pod may run on: node selectors and tolerations. Affinities are in affinity.ts.
// Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
import { type Diagnostic, type IrPath, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { checkKey, checkLabels, checkLabelValue, checkOneOf } from "./check-text.js";
import type { Toleration } from "./fragment.js";
import { inputAt, itemsOf, labelsIn, type Piece, type Reading, textIn, wrong } from "./reading.js";

export function readNodeSelector(reading: Reading, setting: JsonObject): Piece {
  const path = [...reading.path, "nodeSelector"];
  const json = inputAt(reading, "/nodeSelector/nodeSelectorJson", "labels", "leave-out");
  if (json?.kind === "slot") return { nodeSelector: { labels: {}, json } };
  // Null means no selector, and an input of either kind wins over the labels beside it.
  const value = json === undefined ? setting["labels"] : json.value;
  if (value === undefined || value === null) return {};
  const isMapping = isJsonObject(value) && Object.values(value).every((one) => typeof one === "string");
  if (!isMapping) return { problems: [wrong(reading, path, value, "a mapping of labels to texts")] };
  const labels = labelsIn(value);
  const at = [...path, json === undefined ? "labels" : "nodeSelectorJson"];
  return { nodeSelector: { labels }, problems: checkLabels(reading, at, labels) };
}

export function readTolerations(reading: Reading): Piece {
  const pieces = itemsOf(reading, "tolerations").map(({ value, pointer, path }): Piece => {
    const json = inputAt(reading, `${pointer}/tolerationJson`, "tolerations", "leave-out");
    if (json?.kind === "slot") return { tolerations: [json] };
    const given = json === undefined ? [value] : tolerationsIn(json.value);
    if (given === undefined) return { problems: [wrong(reading, path, json?.value ?? null, "a toleration or a list")] };
    const tolerations = given.map(tolerationOf);
    return { tolerations, problems: tolerations.flatMap((one) => checkToleration(reading, path, one)) };
  });
  return {
    tolerations: pieces.flatMap(({ tolerations = [] }) => tolerations),
    problems: pieces.flatMap(({ problems = [] }) => problems),
  };
}

/** Null, an empty mapping and an empty list mean none, as in Kubeflow. */
function tolerationsIn(value: JsonValue): readonly JsonObject[] | undefined {
  if (value === null) return [];
  if (isJsonObject(value)) return Object.keys(value).length === 0 ? [] : [value];
  return Array.isArray(value) && value.every(isJsonObject) ? value : undefined;
}

function tolerationOf(value: JsonObject): Toleration {
  const { tolerationSeconds: seconds } = value;
  const text = (field: string) => (textIn(value[field]) === "" ? {} : { [field]: textIn(value[field]) });
  return {
    ...text("key"),
    ...text("operator"),
    ...text("value"),
    ...text("effect"),
    ...(seconds !== undefined && seconds !== null && { tolerationSeconds: Number(seconds) }),
  };
}

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling */
export function checkToleration(
  reading: Pick<Reading, "component">,
  path: IrPath,
  { key, operator = "Equal", value = "", effect, tolerationSeconds: seconds }: Toleration,
): readonly Diagnostic[] {
  const anyKey = "Exists where it has no key, which means any";
  return [
    ...(key === undefined ? [] : checkKey(reading, [...path, "key"], key)),
    ...checkOneOf(reading, [...path, "operator"], operator, ["Equal", "Exists"]),
    ...(key === undefined && operator === "Equal" ? [wrong(reading, [...path, "operator"], operator, anyKey)] : []),
    ...(operator === "Exists" && value !== ""
      ? [wrong(reading, [...path, "value"], value, "empty where the operator is Exists")]
      : checkLabelValue(reading, [...path, "value"], value)),
    ...(effect === undefined ? [] : checkOneOf(reading, [...path, "effect"], effect, EFFECTS)),
    ...(seconds === undefined || Number.isSafeInteger(seconds)
      ? []
      : [wrong(reading, [...path, "tolerationSeconds"], seconds, "a whole number")]),
    ...(seconds !== undefined && effect !== "NoExecute"
      ? [wrong(reading, [...path, "effect"], effect ?? "", "NoExecute where tolerationSeconds is given")]
      : []),
  ];
}
