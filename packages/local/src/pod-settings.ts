// A task's settings for Kubernetes → what of them this machine can do: variables, volumes, a time limit.
// Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/proto/kubernetes_executor_config.proto
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";

export type PodSettings = {
  readonly variables: readonly KeyAsVariable[];
  readonly fields: readonly { readonly name: string; readonly field: string }[];
  readonly volumes: readonly VolumeMount[];
  readonly timeoutSeconds?: number;
  readonly pullPolicy?: string;
  /** An amount such as `1Gi`. */
  readonly sharedMemory?: string;
};

/** A Secret or a config map. */
export type ObjectName = { readonly kind: "secret" | "config-map"; readonly name: string; readonly optional: boolean };

export type KeyAsVariable = ObjectName & { readonly key: string; readonly variable: string };

export type VolumeMount = { readonly path: string } & (
  | ObjectName
  | { readonly kind: "claim"; readonly name: string; readonly subPath: string }
  | { readonly kind: "empty"; readonly name: string; readonly inMemory: boolean }
);

/**
 * @param settings of the executor, in canonical form
 * @param values by JSON pointer in the settings, what was found for names that are inputs
 */
export function readPodSettings(settings: JsonObject, values: Readonly<Record<string, JsonValue>>): PodSettings {
  const nameOf = (item: JsonObject, pointer: string, field: string): string =>
    text(values[`${pointer}/${field}Parameter`]) || text(item[field]);
  const objects = (list: string, kind: ObjectName["kind"]) =>
    itemsOf(settings[list]).flatMap((item, index) => {
      const field = kind === "secret" ? "secretName" : "configMapName";
      const name = nameOf(item, `/${list}/${index}`, field);
      // A name that turns out to be null means that there is nothing to mount.
      return name === "" ? [] : [{ item, object: { kind, name, optional: item["optional"] === true } }];
    });
  const variables = [...objects("secretAsEnv", "secret"), ...objects("configMapAsEnv", "config-map")].flatMap(
    ({ item, object }) =>
      itemsOf(item["keyToEnv"]).map((pair) => {
        const key = text(pair[object.kind === "secret" ? "secretKey" : "configMapKey"]);
        return { ...object, key, variable: text(pair["envVar"]) };
      }),
  );
  const files = [...objects("secretAsVolume", "secret"), ...objects("configMapAsVolume", "config-map")].map(
    ({ item, object }) => ({ ...object, path: text(item["mountPath"]) }),
  );
  const claims = itemsOf(settings["pvcMount"]).map((item, index) => ({
    kind: "claim" as const,
    name: claimOf(item, `/pvcMount/${index}`, values),
    path: text(item["mountPath"]),
    subPath: text(item["subPath"]),
  }));
  const empty = ["emptyDirMounts", "genericEphemeralVolume"].flatMap((list) =>
    itemsOf(settings[list]).map((item) => ({
      kind: "empty" as const,
      name: text(item["volumeName"]),
      path: text(item["mountPath"]),
      inMemory: item["medium"] === "Memory",
    })),
  );
  const timeout = Number(settings["activeDeadlineSeconds"] ?? 0);
  const pullPolicy = text(settings["imagePullPolicy"]);
  const sharedMemory = isJsonObject(settings["enabledSharedMemory"]) && text(settings["enabledSharedMemory"]["size"]);
  return {
    variables,
    fields: itemsOf(settings["fieldPathAsEnv"]).map(({ name, fieldPath }) => ({
      name: text(name),
      field: text(fieldPath),
    })),
    volumes: [...files, ...claims, ...empty],
    ...(timeout > 0 && { timeoutSeconds: timeout }),
    ...(pullPolicy !== "" && { pullPolicy }),
    ...(sharedMemory && { sharedMemory }),
  };
}

/** The name of a claim has stood in three places. */
function claimOf(item: JsonObject, pointer: string, values: Readonly<Record<string, JsonValue>>): string {
  return text(values[`${pointer}/pvcNameParameter`]) || text(values[pointer]) || text(item["constant"]);
}

function itemsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
