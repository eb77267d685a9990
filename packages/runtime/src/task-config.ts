// dsl.TaskConfig: settings of a task that its own code hands on, say to a job that it starts. Those that the component
// lists are told to the code as Kubernetes' JSON; on the task itself they count only where the list says so.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/task_config.py
import { isJsonObject, type JsonObject, type JsonValue, type TaskConfigField } from "@slipway/ir";
import type { Invocation } from "@slipway/pod";
import type { Texts } from "./arguments.js";
import { expandJson, type PlaceholderValues } from "./expand.js";
import { type Found, found, missing } from "./found.js";

/** Settings whose names come from the pipeline, by JSON pointer. */
type Named = Readonly<Record<string, JsonValue>>;

/** By parameter of the type TASK_CONFIG, what it is told. */
export function toldSettings(
  invocation: Invocation,
  { env, resources = {} }: Pick<Texts, "env" | "resources">,
  values: PlaceholderValues,
  named: Named,
): Found<Readonly<Record<string, JsonValue>>> {
  const names = Object.entries(invocation.inputs.parameters).flatMap(([name, { type }]) =>
    type === "TASK_CONFIG" ? [name] : [],
  );
  if (names.length === 0) return found({});
  const texts = expandJson({ env, resources }, values);
  if (!texts.ok) return missing(`the settings of the task: ${texts.reason}`);
  const told = taskConfigOf(invocation, texts.value as unknown as Pick<Texts, "env" | "resources">, named);
  return found(Object.fromEntries(names.map((name) => [name, told])));
}

/** What parameters of the type TASK_CONFIG hold; null stands for what is not handed on, or not set. */
function taskConfigOf(
  { kubernetes = {}, taskConfig = [] }: Pick<Invocation, "kubernetes" | "taskConfig">,
  { env, resources }: Pick<Texts, "env" | "resources">,
  named: Named,
): JsonObject {
  const fields = new Set(taskConfig.map(({ field }) => field));
  const told = (field: TaskConfigField, value: JsonValue) => (fields.has(field) && !isEmpty(value) ? value : null);
  const volumes = volumesOf(kubernetes, named);
  return {
    affinity: told("KUBERNETES_AFFINITY", affinityOf(kubernetes)),
    tolerations: told("KUBERNETES_TOLERATIONS", tolerationsOf(kubernetes, named)),
    nodeSelector: told("KUBERNETES_NODE_SELECTOR", nodeSelectorOf(kubernetes, named)),
    env: told("ENV", [...env, ...envOf(kubernetes, named)]),
    volumes: told(
      "KUBERNETES_VOLUMES",
      volumes.map(({ volume }) => volume),
    ),
    volumeMounts: told(
      "KUBERNETES_VOLUMES",
      volumes.map(({ mount }) => mount),
    ),
    resources: told("RESOURCES", resourcesOf(resources ?? {})),
  };
}

function isEmpty(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

type Item = { readonly at: string; readonly value: JsonObject };

function itemsOf(settings: JsonObject, list: string): readonly Item[] {
  const items = settings[list];
  if (!Array.isArray(items)) return [];
  return items.flatMap((value: JsonValue, index) => (isJsonObject(value) ? [{ at: `/${list}/${index}`, value }] : []));
}

/** A name that stands in the settings, or comes from the pipeline. */
function nameOf({ at, value }: Item, literal: string, parameter: string, named: Named): string {
  return String(named[`${at}/${parameter}`] ?? named[at] ?? value[literal] ?? "");
}

function envOf(settings: JsonObject, named: Named): readonly JsonObject[] {
  const kinds = [
    { list: "secretAsEnv", keys: "keyToEnv", key: "secretKey", literal: "secretName", reference: "secretKeyRef" },
    {
      list: "configMapAsEnv",
      keys: "keyToEnv",
      key: "configMapKey",
      literal: "configMapName",
      reference: "configMapKeyRef",
    },
  ];
  const fromObjects = kinds.flatMap(({ list, keys, key, literal, reference }) =>
    itemsOf(settings, list).flatMap((item) => {
      const name = nameOf(item, literal, `${literal}Parameter`, named);
      const { optional } = item.value;
      return itemsOf(item.value, keys).map(({ value }) => ({
        name: value["envVar"] ?? "",
        valueFrom: { [reference]: { name, key: value[key] ?? "", ...(optional === true && { optional }) } },
      }));
    }),
  );
  const fields = itemsOf(settings, "fieldPathAsEnv").map(({ value }) => ({
    name: value["name"] ?? "",
    valueFrom: { fieldRef: { fieldPath: value["fieldPath"] ?? "" } },
  }));
  return [...fromObjects, ...fields];
}

function volumesOf(settings: JsonObject, named: Named): readonly { volume: JsonObject; mount: JsonObject }[] {
  const claims = itemsOf(settings, "pvcMount").map((item) => {
    const name = nameOf(item, "constant", "pvcNameParameter", named);
    return { item, name, volume: { name, persistentVolumeClaim: { claimName: name } } };
  });
  const secrets = itemsOf(settings, "secretAsVolume").map((item) => {
    const name = nameOf(item, "secretName", "secretNameParameter", named);
    return { item, name, volume: { name, secret: { secretName: name, optional: item.value["optional"] === true } } };
  });
  const maps = itemsOf(settings, "configMapAsVolume").map((item) => {
    const name = nameOf(item, "configMapName", "configMapNameParameter", named);
    return { item, name, volume: { name, configMap: { name, optional: item.value["optional"] === true } } };
  });
  return [...claims, ...secrets, ...maps].map(({ item, name, volume }) => {
    const { mountPath = "", subPath } = item.value;
    return { volume, mount: { name, mountPath, ...(typeof subPath === "string" && subPath !== "" && { subPath }) } };
  });
}

function nodeSelectorOf(settings: JsonObject, named: Named): JsonValue {
  const selector = settings["nodeSelector"];
  if (!isJsonObject(selector)) return {};
  return named["/nodeSelector/nodeSelectorJson"] ?? selector["labels"] ?? {};
}

function tolerationsOf(settings: JsonObject, named: Named): readonly JsonValue[] {
  return itemsOf(settings, "tolerations").flatMap(({ at, value }): readonly JsonValue[] => {
    const given = named[`${at}/tolerationJson`];
    if (given !== undefined) return Array.isArray(given) ? given : [given];
    return "tolerationJson" in value ? [] : [withNumber(value)];
  });
}

/** The IR has 64-bit integers as texts, Kubernetes as numbers. */
function withNumber(toleration: JsonObject): JsonObject {
  const { tolerationSeconds: seconds } = toleration;
  return seconds === undefined ? toleration : { ...toleration, tolerationSeconds: Number(seconds) };
}

function affinityOf(settings: JsonObject): JsonObject {
  const terms = itemsOf(settings, "nodeAffinity").map(({ value: { weight, ...term } }) => ({ weight, term }));
  const required = terms.filter(({ weight }) => weight === undefined).map(({ term }) => term);
  const preferred = terms.flatMap(({ weight, term }) => (weight === undefined ? [] : [{ weight, preference: term }]));
  if (terms.length === 0) return {};
  return {
    nodeAffinity: {
      ...(required.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: required } }),
      ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
    },
  };
}

/** The texts of new SDKs; the numbers of old ones are cores and gigabytes. */
function resourcesOf(resources: JsonObject): JsonObject {
  const amount = (text: string, number: string, unit: string) =>
    resources[text] ?? (typeof resources[number] === "number" ? `${resources[number]}${unit}` : undefined);
  const accelerator = isJsonObject(resources["accelerator"]) ? resources["accelerator"] : {};
  const { resourceType = accelerator["type"], resourceCount = accelerator["count"] } = accelerator;
  const devices = resourceType && resourceCount ? { [String(resourceType)]: String(resourceCount) } : {};
  const limits = {
    ...given("cpu", amount("resourceCpuLimit", "cpuLimit", "")),
    ...given("memory", amount("resourceMemoryLimit", "memoryLimit", "G")),
    ...devices,
  };
  const requests = {
    ...given("cpu", amount("resourceCpuRequest", "cpuRequest", "")),
    ...given("memory", amount("resourceMemoryRequest", "memoryRequest", "G")),
  };
  return { ...(!isEmpty(limits) && { limits }), ...(!isEmpty(requests) && { requests }) };
}

function given(name: string, amount: JsonValue | undefined): JsonObject {
  return amount === undefined || amount === "" ? {} : { [name]: amount };
}
