// Secrets and config maps, as a file gives them in place of a cluster.
import type { Found } from "@slipway/runtime";
import type { KeyAsVariable, ObjectName, PodSettings } from "./pod-settings.js";

/** By name of the object, its keys and their values. */
export type ClusterObjects = {
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly configMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export const NO_OBJECTS: ClusterObjects = { secrets: {}, configMaps: {} };

const WORDS = { secret: "Secret", "config-map": "config map" } as const;

/** The keys of an object; undefined for one that nobody gave and that need not be. */
export function keysOf(
  { kind, name, optional }: ObjectName,
  { secrets, configMaps }: ClusterObjects,
): Found<Readonly<Record<string, string>> | undefined> {
  const objects = kind === "secret" ? secrets : configMaps;
  if (Object.hasOwn(objects, name)) return { ok: true, value: objects[name] };
  return optional ? { ok: true, value: undefined } : { ok: false, reason: missingObject({ kind, name }) };
}

/** What to say of an object that a task needs. Never more than its name. */
export function missingObject({ kind, name }: Pick<ObjectName, "kind" | "name">): string {
  const list = kind === "secret" ? "secrets" : "configMaps";
  return `the ${WORDS[kind]} "${name}" is not given; put it under "${list}" in the file that --secrets names`;
}

/** The variables that settings ask for. A later one wins over an earlier one of its name, as in Kubernetes. */
export function variablesOf(
  { variables }: Pick<PodSettings, "variables">,
  objects: ClusterObjects,
): Found<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const variable of variables) {
    const keys = keysOf(variable, objects);
    if (!keys.ok) return keys;
    const value = keys.value && Object.hasOwn(keys.value, variable.key) ? keys.value[variable.key] : undefined;
    if (value !== undefined) found[variable.variable] = value;
    else if (!variable.optional) return { ok: false, reason: missingKey(variable) };
  }
  return { ok: true, value: found };
}

function missingKey({ kind, name, key }: KeyAsVariable): string {
  return `the ${WORDS[kind]} "${name}" has no key "${key}" in the file that --secrets names`;
}
