// Names of the Secrets, config maps and volume claims that a task sees: its outputs may depend on what is in them.
// Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/proto/kubernetes_executor_config.proto
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import type { Invocation } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { type Found, found, missing } from "./found.js";
import { resolveParameters } from "./inputs.js";
import type { RunValues } from "./run-values.js";
import type { Scope } from "./scope.js";

/** Lists of settings that name an object, and the fields that do. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pvcMount: ["", "pvcNameParameter"],
  secretAsVolume: ["secretNameParameter"],
  secretAsEnv: ["secretNameParameter"],
  configMapAsVolume: ["configMapNameParameter"],
  configMapAsEnv: ["configMapNameParameter"],
};

/** Literal names in older IR. */
const NAMES = ["secretName", "configMapName", "constant"];

export type Mounts = {
  /** Each with its kind, for the cache's key. */
  readonly names: readonly string[];
  /** By JSON pointer in the settings, what inputs there came to. */
  readonly values: Readonly<Record<string, JsonValue>>;
};

export async function mountsOf(
  { kubernetes = {}, kubernetesInputs = {} }: Invocation,
  scope: Scope,
  context: RunContext,
  general: RunValues,
): Promise<Found<Mounts>> {
  const wanted = Object.entries(FIELDS).flatMap(([list, fields]) =>
    itemsOf(kubernetes[list]).flatMap((item, index) => fields.map((field) => ({ list, index, item, field }))),
  );
  const pointers = wanted.map(({ list, index, field }) => `/${list}/${index}${field === "" ? "" : `/${field}`}`);
  const bindings = Object.entries(kubernetesInputs).filter(([pointer]) => pointers.includes(pointer));
  const resolved = await resolveParameters(Object.fromEntries(bindings), scope, context, general);
  if (resolved.problems.length > 0) return missing(resolved.problems.join("; "));
  const given = Object.entries(resolved.values).map(([pointer, name]) => `${pointer.split("/")[1]}: ${String(name)}`);
  const literal = wanted.flatMap(({ list, item }) =>
    NAMES.flatMap((name) => (typeof item[name] === "string" ? [`${list}: ${item[name]}`] : [])),
  );
  return found({ names: [...new Set([...given, ...literal])], values: resolved.values });
}

function itemsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
