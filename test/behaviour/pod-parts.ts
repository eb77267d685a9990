// A container as it is compared: without what its engine wraps its command in, and with what Kubernetes would fill in.
import type { JsonObject, JsonValue } from "@slipway/ir";
import { parseQuantity, printQuantity } from "@slipway/kubernetes";

export type Engine = "argo" | "tekton";

/** Without variables and mounts. */
export function container(one: JsonObject, engine: Engine): JsonObject {
  const { image, imagePullPolicy, securityContext, restartPolicy } = one;
  const words = wordsOf(one, engine);
  return {
    ...(image !== undefined && { image }),
    // What the cluster chooses was not foreseen.
    ...(imagePullPolicy !== undefined && imagePullPolicy !== usualPolicy(String(image)) && { imagePullPolicy }),
    ...(restartPolicy !== undefined && { restartPolicy }),
    words,
    securityContext: securityContext ?? {},
    resources: amounts(one["resources"] as JsonObject | undefined),
  };
}

function usualPolicy(image: string): string {
  return /:latest$|^[^:@]*$/.test(image.split("/").at(-1) ?? "") ? "Always" : "IfNotPresent";
}

function wordsOf({ command = [], args = [] }: JsonObject, engine: Engine): JsonValue {
  const [own, more] = [command as readonly string[], args as readonly string[]];
  if (engine === "argo" && own[0]?.endsWith("/argoexec")) return [...own.slice(own.indexOf("--") + 1), ...more];
  const start = more.indexOf("-entrypoint");
  if (engine === "tekton" && own[0]?.startsWith("/tekton/") && start !== -1) {
    return [more[start + 1] ?? "", ...more.slice(more.indexOf("--", start) + 1)];
  }
  return [...own, ...more];
}

/** What is limited is asked for, if nothing else is. */
function amounts({ limits = {}, requests = {} }: JsonObject = {}): JsonObject {
  const most = canonical(limits as JsonObject);
  return { limits: most, requests: { ...most, ...canonical(requests as JsonObject) } };
}

function canonical(all: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(all).map(([resource, amount]) => {
      const quantity = parseQuantity(String(amount));
      return [resource, quantity ? printQuantity(quantity) : amount];
    }),
  );
}

/** Where what only the engine and Kubernetes mount lies. */
const OWN_PATHS: Readonly<Record<Engine, RegExp>> = {
  argo: /^\/var\/run\/argo$|^\/argo\//,
  tekton: /^\/tekton\//,
};
const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

/** By path: what is mounted there, whatever the volume is called. */
export function mountsOf(one: JsonObject, { volumes = [] }: JsonObject, engine: Engine): JsonObject {
  const sources = new Map((volumes as readonly JsonObject[]).map(({ name, ...source }) => [name, source]));
  const all = ((one["volumeMounts"] ?? []) as readonly JsonObject[]).flatMap(
    ({ name, mountPath, readOnly = false, subPath = "" }) => {
      const source = sources.get(name as string) ?? {};
      const isToken = mountPath === TOKEN && JSON.stringify(source).includes("kube-root-ca.crt");
      if (isToken || OWN_PATHS[engine].test(String(mountPath))) return [];
      return [[String(mountPath), { source: withoutDefaults(source), readOnly, subPath }] as const];
    },
  );
  return Object.fromEntries(all);
}

/** Fields that Kubernetes fills in. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  defaultMode: 420,
  apiVersion: "v1",
  volumeMode: "Filesystem",
  type: "",
};

export function withoutDefaults(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([field, one]) => DEFAULTS[field] !== one);
  return Object.fromEntries(kept.map(([field, one]) => [field, withoutDefaults(one as JsonValue)]));
}
