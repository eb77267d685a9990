// In what a pod that an engine made differs from what was foreseen of it. What the engine and Kubernetes add by themselves
// does not count, and a reference of the engine's stands for any text.
import type { Pod } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";
import { container, type Engine, mountsOf } from "./pod-parts.js";
import { matches } from "./pod-reference.js";

export type { Engine } from "./pod-parts.js";

/** What each engine puts into its pods. */
const OWN: Readonly<Record<Engine, readonly string[]>> = {
  argo: ["init", "wait"],
  tekton: ["prepare", "place-scripts", "working-dir-initializer"],
};

/**
 * Of several that were foreseen the real pod is to be like one.
 *
 * @param real as the API server tells it
 * @returns nothing where it is like one of them; else what is different from the one that it is most like
 */
export function differenceFromAll(planned: readonly Pod[], real: JsonObject, engine: Engine): readonly string[] {
  const all = planned.map((pod) => difference(pod, real, engine)).sort((one, other) => one.length - other.length);
  return all[0] ?? ["no pod was foreseen"];
}

export function difference(planned: Pod, real: JsonObject, engine: Engine): readonly string[] {
  const spec = objectAt(real, "spec");
  const wanted = planned.spec;
  const texts = ["labels", "annotations"].flatMap((field) =>
    Object.entries(objectAt(planned.metadata, field)).map(
      ([key, value]) => [`${field}.${key}`, value, objectAt(objectAt(real, "metadata"), field)[key]] as const,
    ),
  );
  const pairs: readonly (readonly [string, JsonValue | undefined, JsonValue | undefined])[] = [
    ...texts,
    ["restartPolicy", wanted["restartPolicy"], spec["restartPolicy"]],
    ["serviceAccountName", wanted["serviceAccountName"] ?? "default", spec["serviceAccountName"]],
    ["schedulerName", wanted["schedulerName"] ?? "default-scheduler", spec["schedulerName"]],
    ...["priorityClassName", "runtimeClassName", "automountServiceAccountToken", "nodeSelector"].map(
      (field) => [field, wanted[field], spec[field]] as const,
    ),
    ["imagePullSecrets", wanted["imagePullSecrets"] ?? [], spec["imagePullSecrets"] ?? []],
    ["securityContext", wanted["securityContext"] ?? {}, spec["securityContext"] ?? {}],
    ["affinity", wanted["affinity"], withoutAssistant(spec["affinity"])],
    ["tolerations", wanted["tolerations"] ?? [], withoutUsual(spec["tolerations"])],
  ];
  return [
    ...pairs.filter(([, one, other]) => !matches(one, other)).map(([place, one, other]) => said(place, one, other)),
    ...deadline(wanted["activeDeadlineSeconds"], spec["activeDeadlineSeconds"]),
    ...["initContainers", "containers"].flatMap((list) => containers(list, { planned: wanted, real: spec }, engine)),
  ];
}

function said(place: string, planned: unknown, real: unknown): string {
  return `${place}: ${JSON.stringify(planned)} was foreseen, and it is ${JSON.stringify(real)}`;
}

/** Argo takes off what has passed of the run. */
function deadline(planned: JsonValue | undefined, real: JsonValue | undefined): readonly string[] {
  if (planned === undefined || Number(real) <= Number(planned)) return [];
  return [said("activeDeadlineSeconds", planned, real)];
}

type Both = { readonly planned: JsonObject; readonly real: JsonObject };

function containers(list: string, { planned, real }: Both, engine: Engine): readonly string[] {
  const wanted = objectsAt(planned, list);
  const found = objectsAt(real, list).filter(({ name }) => !OWN[engine].includes(String(name)));
  const names = (all: readonly JsonObject[]) => all.map(({ name }) => String(name));
  if (names(wanted).join() !== names(found).join()) return [said(list, names(wanted), names(found))];
  return wanted.flatMap((one, index) => {
    const other = found[index] ?? {};
    const place = `${list}.${one["name"]}`;
    const [foreseen, there] = [container(one, engine), container(other, engine)];
    const fields = Object.keys({ ...foreseen, ...there }).filter((field) => !matches(foreseen[field], there[field]));
    return [
      ...fields.map((field) => said(`${place}.${field}`, foreseen[field], there[field])),
      ...missing(`${place}.env`, objectsAt(one, "env"), objectsAt(other, "env"), engine),
      ...mounts(place, mountsOf(one, planned, engine), mountsOf(other, real, engine)),
    ];
  });
}

/** All variables that were foreseen in their order, and none besides but the engine's. */
function missing(
  place: string,
  planned: readonly JsonObject[],
  real: readonly JsonObject[],
  engine: Engine,
): readonly string[] {
  const names = new Set(planned.map(({ name }) => name));
  const kept = real.filter(({ name }) => names.has(name) || engine !== "argo" || !String(name).startsWith("ARGO_"));
  return matches(planned, kept) ? [] : [said(place, planned, kept)];
}

function mounts(place: string, planned: JsonObject, real: JsonObject): readonly string[] {
  const paths = new Set([...Object.keys(planned), ...Object.keys(real)]);
  const wrong = [...paths].filter((path) => !matches(planned[path], real[path]));
  return wrong.map((path) => said(`${place}.volumeMounts ${path}`, planned[path], real[path]));
}

/** Every pod has these, unless it says otherwise itself. */
const USUAL = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

function withoutUsual(tolerations: JsonValue | undefined): JsonValue {
  const all = (tolerations ?? []) as readonly JsonObject[];
  return all.filter(({ key, tolerationSeconds }) => !(USUAL.includes(String(key)) && tolerationSeconds === 300));
}

/** Tekton puts the pods that share a claim on one node. https://tekton.dev/docs/pipelines/affinityassistants/ */
function withoutAssistant(affinity: JsonValue | undefined): JsonValue | undefined {
  if (affinity === undefined || affinity === null) return undefined;
  const { podAffinity, ...others } = affinity as JsonObject;
  const terms = JSON.stringify(podAffinity ?? {}).includes("affinity-assistant") ? undefined : podAffinity;
  const left = { ...others, ...(terms !== undefined && { podAffinity: terms }) };
  return Object.keys(left).length > 0 ? left : undefined;
}

function objectAt(value: JsonObject, field: string): JsonObject {
  return (value[field] ?? {}) as JsonObject;
}

function objectsAt(value: JsonObject, field: string): readonly JsonObject[] {
  return (value[field] ?? []) as readonly JsonObject[];
}
