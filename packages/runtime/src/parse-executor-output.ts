// The file that the SDK writes when a function has ended, read with patience: what is unknown is told, not refused.
// Source: https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto (ExecutorOutput)
import { describe, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { valueAt } from "./expand.js";
import { type Found, found, missing } from "./found.js";
import { type OddNumber, parseLenient } from "./parse-json.js";

export type ExecutorOutput = {
  readonly parameters: JsonObject;
  /** By parameter, a number in it that JSON does not have. */
  readonly oddParameters: ReadonlyMap<string, string>;
  readonly artifacts: Readonly<Record<string, readonly ReportedArtifact[]>>;
  readonly warnings: readonly string[];
};

/** What the user's code says of an artifact. */
export type ReportedArtifact = {
  readonly uri?: string;
  readonly metadata: JsonObject;
  readonly customPath?: string;
};

/** An empty file says nothing, as does `{}`. */
export function parseExecutorOutput(text: string): Found<ExecutorOutput> {
  const parsed = parseLenient(text.trim() === "" ? "{}" : text);
  if (!parsed.ok) return missing(`the executor output cannot be read: ${parsed.reason}`);
  const { value, numbers } = parsed.value;
  if (!isJsonObject(value)) return missing(`the executor output must be a mapping, not ${describe(value)}`);
  const parameters = fieldOf(value, "parameterValues");
  const artifacts = fieldOf(value, "artifacts");
  if (!isJsonObject(parameters)) return missing(`its parameterValues must be a mapping, not ${describe(parameters)}`);
  if (!isJsonObject(artifacts)) return missing(`its artifacts must be a mapping, not ${describe(artifacts)}`);
  const lists = Object.entries(artifacts).map(([name, list]) => [name, readList(name, list)] as const);
  const broken = lists.flatMap(([, list]) => (list.ok ? [] : [list.reason]));
  if (broken.length > 0) return missing(broken.join("; "));
  return found({
    parameters,
    oddParameters: new Map(numbers.filter(isInParameter).map(({ number, path }) => [path[1] ?? "", number])),
    artifacts: Object.fromEntries(lists.map(([name, list]) => [name, list.ok ? list.value : []])),
    warnings: [
      ...unknownFields(value),
      ...numbers.filter((one) => !isInParameter(one)).map(({ number, path }) => oddMetadata(number, path)),
    ],
  });
}

/** Canonical, or as protobuf names it: both are written. Null is absent. */
function fieldOf(object: JsonObject, name: string): JsonValue {
  return valueAt(object, name) ?? valueAt(object, snakeCase(name)) ?? {};
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isInParameter({ path }: OddNumber): boolean {
  return path[0] === "parameterValues" || path[0] === "parameter_values";
}

const KNOWN: readonly string[] = ["parameterValues", "parameter_values", "artifacts"];

function unknownFields(value: JsonObject): readonly string[] {
  const unknown = Object.keys(value).filter((field) => !KNOWN.includes(field));
  return unknown.map((field) => `the executor output has a field "${field}", which means nothing`);
}

/** A metric that is NaN is no reason to lose a model. */
function oddMetadata(number: string, path: readonly string[]): string {
  const [, name = "", , , , key = ""] = path;
  return `metadata "${key}" of artifact "${name}" is ${number}, which JSON does not have: it is kept as a text`;
}

function readList(name: string, list: JsonValue): Found<readonly ReportedArtifact[]> {
  const items = isJsonObject(list) ? (valueAt(list, "artifacts") ?? []) : undefined;
  if (!Array.isArray(items) || !items.every(isJsonObject)) {
    return missing(`the executor output says of artifact "${name}" what is no list of artifacts`);
  }
  return found(items.map(readArtifact));
}

function readArtifact(item: JsonObject): ReportedArtifact {
  const metadata = fieldOf(item, "metadata");
  const uri = valueAt(item, "uri");
  const customPath = fieldOf(item, "customPath");
  return {
    metadata: isJsonObject(metadata) ? metadata : {},
    ...(typeof uri === "string" && uri !== "" && { uri }),
    ...(typeof customPath === "string" && customPath !== "" && { customPath }),
  };
}
