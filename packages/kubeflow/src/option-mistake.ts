// What is wrong with an option: the validator's errors turned into sentences.
import { type Diagnostic, describe, didYouMean, isJsonObject, type JsonValue } from "@slipway/ir";
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
  const expected = EXPECTED[keyword]?.(params) ?? "another value";
  return diagnose("bad-option", path, { option: path.join("."), expected, found });
}

function valueAt(value: JsonValue, key: string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)] ?? null;
  return isJsonObject(value) ? (value[key] ?? null) : null;
}

type Params = ValidationError["params"];

const EXPECTED: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => KINDS[String(type)] ?? "of another kind",
  pattern: ({ pattern }) => PATTERNS.find(([part]) => String(pattern).includes(part))?.[1] ?? "in another form",
  minimum: ({ limit }) => `at least ${limit}`,
  maximum: ({ limit }) => `at most ${limit}`,
};

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  object: "a mapping",
  array: "a list",
};

/** By a part of the pattern, what it asks for. */
const PATTERNS: readonly (readonly [string, string])[] = [
  ["[-a-z0-9.]", "a name of lower-case letters, digits, dots and dashes"],
  ["[-a-z0-9]", "a name of lower-case letters, digits and dashes"],
  ["[-._a-zA-Z0-9]", "a name of letters, digits, dots, dashes and underscores"],
  ["[0-9]", "a whole number as a text"],
  ["\\S", "a text without blanks"],
];

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
