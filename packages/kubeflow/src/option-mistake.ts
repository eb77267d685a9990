// What is wrong with an option: the validator's errors turned into sentences.
import { type Diagnostic, describe, didYouMean, expectationOf, isJsonObject, type JsonValue } from "@slipway/ir";
import type { validateKubeflowOptions } from "./gen/validators.js";
import { diagnose } from "./messages.js";
import type { KubeflowOptions } from "./options.js";

type ValidationError = NonNullable<typeof validateKubeflowOptions.errors>[number];

export function explainOption({ instancePath, keyword, params }: ValidationError, options: JsonValue): Diagnostic {
  const inside = instancePath.split("/").slice(1);
  const path = ["kubeflow", ...inside];
  if (keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]);
    const hint = didYouMean(name, OPTIONS[inside.join(".")] ?? []);
    return diagnose("unknown-option", [...path, name], { option: [...path, name].join("."), hint });
  }
  const found = describe(inside.reduce<JsonValue>(valueAt, options));
  return diagnose("bad-option", path, { option: path.join("."), expected: expectationOf({ keyword, params }), found });
}

function valueAt(value: JsonValue, key: string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)] ?? null;
  return isJsonObject(value) ? (value[key] ?? null) : null;
}

/** Names of options, by the option that holds them. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  "": [
    "namespace",
    "serviceAccount",
    "pipelineRoot",
    "cacheDisabled",
    "logLevel",
    "publishLogs",
    "runAsUser",
    "taskSecurity",
    "driver",
    "launcher",
    "caBundle",
    "proxy",
    "mlPipelineServer",
    "metadataServer",
    "workspace",
    "specPatch",
  ] satisfies (keyof KubeflowOptions)[],
  taskSecurity: ["runAsUser", "runAsGroup", "runAsNonRoot", "hostUsers"],
  driver: ["image", "command", "labels", "annotations"],
  launcher: ["image", "command"],
  caBundle: ["configMap", "secret", "key"],
  proxy: ["http", "https", "noProxy"],
  mlPipelineServer: ["address", "port", "tls"],
  metadataServer: ["address", "port", "tls"],
};
