// The Secrets, config maps and volume claims that a task sees: its outputs may depend on what is in them, which of their
// keys it sees, and where.
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
const LITERALS = ["secretName", "configMapName", "constant"];

/** Fields that only say where the name comes from. */
const NAMES = [...LITERALS, ...Object.values(FIELDS).flat(), "taskOutputParameter", "componentInputParameter"];

export type Mounts = {
  /** Each as JSON, with its kind, its name and how it is seen, for the cache's key. */
  readonly seen: readonly string[];
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
    itemsOf(kubernetes[list]).map((item, index) => ({ list, item, pointers: pointersOf(list, index, fields) })),
  );
  const named = new Set(wanted.flatMap(({ pointers }) => pointers));
  const bindings = Object.entries(kubernetesInputs).filter(([pointer]) => named.has(pointer));
  const { values, problems } = await resolveParameters(Object.fromEntries(bindings), scope, context, general);
  if (problems.length > 0) return missing(problems.join("; "));
  const seen = wanted.flatMap(({ list, item, pointers }) => {
    const [name] = [...pointers.map((pointer) => values[pointer]), ...LITERALS.map((field) => item[field])].filter(
      (one) => one !== undefined,
    );
    const how = Object.entries(item).filter(([field]) => !NAMES.includes(field));
    return name === undefined ? [] : [JSON.stringify([list, name, Object.fromEntries(how)])];
  });
  return found({ seen, values });
}

function pointersOf(list: string, index: number, fields: readonly string[]): readonly string[] {
  return fields.map((field) => `/${list}/${index}${field === "" ? "" : `/${field}`}`);
}

function itemsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
