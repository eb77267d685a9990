// What Kubernetes takes of a pod that is known in part only: where an engine's reference stands for a value, a text may stand
// in the place of an amount, a label, a list or a mapping.
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import { isDnsSubdomain, isLabelValue, isQualifiedName } from "./name.js";
import { parseQuantity } from "./parse-quantity.js";

export type ValidPod = {
  readonly pod: JsonObject;
  /** What was left out, by its place: `spec.containers[0].resources.limits.cpu`. */
  readonly leftOut: Readonly<Record<string, JsonValue>>;
};

/**
 * Leaves out fields that Kubernetes would refuse for what stands in them. It looks at those alone that a value of a run can
 * fill: labels, amounts, names of what variables are taken from, and what chooses nodes.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 * @example
 * validPod({ spec: { nodeSelector: "{{tasks.choose.outputs.result}}", containers: [] } });
 * // { pod: { spec: { containers: [] } }, leftOut: { "spec.nodeSelector": "{{tasks.choose.outputs.result}}" } }
 */
export function validPod(pod: JsonObject): ValidPod {
  const leftOut: Record<string, JsonValue> = {};
  const visit = (value: JsonValue, place: Place): JsonValue | undefined => {
    if (!isValid(value, place)) {
      leftOut[printPlace(place)] = value;
      return undefined;
    }
    if (isJsonList(value)) {
      const kept = value.map((one, index) => visit(one, [...place, index]));
      return kept.filter((one) => one !== undefined);
    }
    if (!isJsonObject(value)) return value;
    const kept = Object.entries(value).map(([field, one]) => [field, visit(one, [...place, field])] as const);
    return Object.fromEntries(kept.filter((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined));
  };
  return { pod: (visit(pod, []) ?? {}) as JsonObject, leftOut };
}

type Place = readonly (string | number)[];

/** Fields by the end of their place; `*` is any name. */
const RULES: readonly {
  readonly place: readonly string[];
  readonly takes: (value: JsonValue, field: string) => boolean;
}[] = [
  { place: ["metadata", "labels", "*"], takes: isLabel },
  { place: ["env", "*", "valueFrom"], takes: namesObject },
  { place: ["resources", "limits", "*"], takes: isAmountOf },
  { place: ["resources", "requests", "*"], takes: isAmountOf },
  { place: ["emptyDir", "sizeLimit"], takes: isAmount },
  { place: ["spec", "nodeSelector"], takes: isJsonObject },
  { place: ["spec", "nodeSelector", "*"], takes: isLabel },
  { place: ["spec", "affinity", "*"], takes: isJsonObject },
  { place: ["spec", "tolerations", "*"], takes: isJsonObject },
];

function isValid(value: JsonValue, place: Place): boolean {
  return RULES.every(({ place: end, takes }) => {
    const own = place.slice(-end.length);
    const isHere = own.length === end.length && end.every((name, index) => name === "*" || name === own[index]);
    return !isHere || takes(value, String(place.at(-1)));
  });
}

function isLabel(value: JsonValue, key: string): boolean {
  return typeof value === "string" && isLabelValue(value) && isQualifiedName(key);
}

/** The Secret or config map of a variable; that of a volume may have any name until the pod starts. */
function namesObject(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const references = [value["secretKeyRef"], value["configMapKeyRef"]].filter(isJsonObject);
  return references.every(({ name }) => typeof name === "string" && isDnsSubdomain(name));
}

function isAmount(value: JsonValue): boolean {
  return typeof value === "number" || (typeof value === "string" && parseQuantity(value) !== undefined);
}

function isAmountOf(value: JsonValue, resource: string): boolean {
  return isAmount(value) && isQualifiedName(resource);
}

function printPlace(place: Place): string {
  return place.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
