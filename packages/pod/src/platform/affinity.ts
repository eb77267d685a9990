// Which nodes a pod must or should run on, by labels of the nodes and of the pods on them.
// Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity
import { type Diagnostic, type IrPath, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { diagnose } from "../messages.js";
import { checkLabels } from "./check-text.js";
import type { LabelSelector, NodeSelectorTerm, Placement, PodAffinity, PodAffinityTerm } from "./fragment.js";
import {
  type Item,
  inputAt,
  itemsOf,
  labelsIn,
  missing,
  objectsIn,
  type Piece,
  type Reading,
  settingName,
  textIn,
  textsIn,
  wrong,
} from "./reading.js";
import { readRequirements } from "./requirement.js";

type NodeAffinity = Placement["nodeAffinity"];
type Read<T> = { readonly value: T; readonly problems: readonly Diagnostic[] };

const NO_NODES: NodeAffinity = { required: [], preferred: [], json: [] };

export function readNodeAffinity(reading: Reading): Piece {
  const read = itemsOf(reading, "nodeAffinity").map((item): Read<NodeAffinity> => {
    const json = inputAt(reading, `${item.pointer}/nodeAffinityJson`, "node-affinity", "leave-out");
    if (json?.kind === "slot") return { value: { ...NO_NODES, json: [json] }, problems: [] };
    return json === undefined ? readTerm(reading, item) : readObject(reading, item, json.value);
  });
  return {
    nodeAffinity: {
      required: read.flatMap(({ value }) => value.required),
      preferred: read.flatMap(({ value }) => value.preferred),
      json: read.flatMap(({ value }) => value.json),
    },
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** One term: with a weight a wish, without one of several ways to meet what is required. */
function readTerm(reading: Reading, { value, path }: Item): Read<NodeAffinity> {
  const { value: term, problems } = readNodeTerm(reading, path, value);
  if (Object.keys(term).length === 0) return { value: NO_NODES, problems: [emptyTerm(reading, path)] };
  const { weight } = value;
  return typeof weight === "number"
    ? {
        value: { ...NO_NODES, preferred: [{ weight, preference: term }] },
        problems: [...problems, ...checkWeight(reading, path, weight)],
      }
    : { value: { ...NO_NODES, required: [term] }, problems };
}

function emptyTerm({ component }: Reading, path: IrPath): Diagnostic {
  return diagnose("empty-setting", path, { component, setting: settingName(path) });
}

function checkWeight(reading: Reading, path: IrPath, weight: number): readonly Diagnostic[] {
  const isWeight = Number.isInteger(weight) && weight >= 1 && weight <= 100;
  return isWeight ? [] : [wrong(reading, [...path, "weight"], weight, "a whole number from 1 to 100")];
}

function readNodeTerm(reading: Reading, path: IrPath, value: JsonObject): Read<NodeSelectorTerm> {
  const labels = readRequirements(reading, [...path, "matchExpressions"], value["matchExpressions"], "labels-of-nodes");
  const fields = readRequirements(reading, [...path, "matchFields"], value["matchFields"], "fields-of-nodes");
  return {
    value: {
      ...(labels.requirements.length > 0 && { matchExpressions: labels.requirements }),
      ...(fields.requirements.length > 0 && { matchFields: fields.requirements }),
    },
    problems: [...labels.problems, ...fields.problems],
  };
}

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** A whole NodeAffinity of Kubernetes, known now. Null means none. */
function readObject(reading: Reading, { path: at }: Item, value: JsonValue): Read<NodeAffinity> {
  const path = [...at, "nodeAffinityJson"];
  if (value === null) return { value: NO_NODES, problems: [] };
  const isAffinity = isJsonObject(value) && Object.keys(value).every((key) => key === REQUIRED || key === PREFERRED);
  if (!isAffinity)
    return { value: NO_NODES, problems: [wrong(reading, at, value, `a mapping with ${REQUIRED} or ${PREFERRED}`)] };
  const { [REQUIRED]: required, [PREFERRED]: preferred } = value;
  const terms = objectsIn(isJsonObject(required) ? required["nodeSelectorTerms"] : undefined).map((term, index) =>
    readNodeTerm(reading, [...path, REQUIRED, "nodeSelectorTerms", index], term),
  );
  const wishes = objectsIn(preferred).map(({ weight, preference }, index) => {
    const place = [...path, PREFERRED, index];
    const number = typeof weight === "number" ? weight : 0;
    const term = readNodeTerm(reading, [...place, "preference"], isJsonObject(preference) ? preference : {});
    return {
      value: { weight: number, preference: term.value },
      problems: [...checkWeight(reading, place, number), ...term.problems],
    };
  });
  return {
    value: { ...NO_NODES, required: terms.map(({ value: term }) => term), preferred: wishes.map((one) => one.value) },
    problems: [...terms, ...wishes].flatMap(({ problems }) => problems),
  };
}

/** Pods to be near to, or away from. Kubeflow reads this setting and forgets it. */
export function readPodAffinity(reading: Reading): Piece {
  const read = itemsOf(reading, "podAffinity").map(({ value, path }) => {
    const { value: term, problems } = readPodTerm(reading, path, value);
    const { weight, anti } = value;
    const wrongWeight = typeof weight === "number" ? checkWeight(reading, path, weight) : [];
    return { term, weight, isAnti: anti === true, problems: [...problems, ...wrongWeight] };
  });
  const affinityOf = (isAnti: boolean): PodAffinity => {
    const own = read.filter((one) => one.isAnti === isAnti);
    return {
      required: own.flatMap(({ term, weight }) => (typeof weight === "number" ? [] : [term])),
      preferred: own.flatMap(({ term, weight }) =>
        typeof weight === "number" ? [{ weight, podAffinityTerm: term }] : [],
      ),
    };
  };
  return {
    podAffinity: affinityOf(false),
    podAntiAffinity: affinityOf(true),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPodTerm(reading: Reading, path: IrPath, value: JsonObject): Read<PodAffinityTerm> {
  const topologyKey = textIn(value["topologyKey"]);
  const namespaces = textsIn(value["namespaces"]);
  const pods = readSelector(reading, path, value, ["matchPodLabels", "matchPodExpressions"]);
  const inNamespaces = readSelector(reading, path, value, ["matchNamespaceLabels", "matchNamespaceExpressions"]);
  return {
    value: {
      ...(pods.value && { labelSelector: pods.value }),
      topologyKey,
      ...(namespaces.length > 0 && { namespaces }),
      ...(inNamespaces.value && { namespaceSelector: inNamespaces.value }),
    },
    problems: [
      ...(topologyKey === "" ? [missing(reading, path, "topologyKey")] : []),
      ...pods.problems,
      ...inNamespaces.problems,
    ],
  };
}

function readSelector(
  reading: Reading,
  path: IrPath,
  value: JsonObject,
  [labelsField, expressionsField]: readonly [string, string],
): Read<LabelSelector | undefined> {
  const labels = labelsIn(value[labelsField]);
  const at = [...path, expressionsField];
  const { requirements, problems } = readRequirements(reading, at, value[expressionsField], "labels");
  const selector = {
    ...(Object.keys(labels).length > 0 && { matchLabels: labels }),
    ...(requirements.length > 0 && { matchExpressions: requirements }),
  };
  return {
    value: Object.keys(selector).length > 0 ? selector : undefined,
    problems: [...checkLabels(reading, [...path, labelsField], labels), ...problems],
  };
}
