// What stands in the place of placeholders. A text is gone through once, from left to right: what was put in is never
// looked at again, so a value may hold anything, placeholders too.
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { jsonText, type Placeholder, scanPlaceholders, textOf } from "@slipway/pod";
import { type Found, found, missing } from "./found.js";

/** What placeholders can stand for. Those of a group that is not here have no value yet, which is a reason. */
export type PlaceholderValues = {
  /** Of the run and the task, by the placeholder's name: `pipeline_job_name`, `workspace_path`. */
  readonly general: Readonly<Record<string, string>>;
  /** Every input parameter by name; null where it has no value. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Every input artifact by name, none where it is absent. */
  readonly artifacts?: Readonly<Record<string, readonly ArtifactValue[]>>;
  /** By name of an input artifact, what its file holds. */
  readonly contents?: Readonly<Record<string, string>>;
  readonly outputs?: {
    readonly artifacts: Readonly<Record<string, readonly ArtifactValue[]>>;
    /** By output parameter, the file that is to hold it. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly outputFile: string;
  };
  /** The whole executor input, as JSON. */
  readonly executorInput?: () => string;
};

/** An artifact as the user's code sees it. */
export type ArtifactValue = {
  readonly name: string;
  readonly uri: string;
  readonly path: string;
  readonly metadata: JsonObject;
  /** As the executor input has it. */
  readonly json: JsonObject;
};

/**
 * A text with the placeholders in it replaced, or the first reason why that cannot be.
 *
 * @example
 * expandText("--name={{$.inputs.parameters['name']}}", { general: {}, parameters: { name: "x" } }); // --name=x
 */
export function expandText(text: string, values: PlaceholderValues): Found<string> {
  const parts = gather(
    scanPlaceholders(text).map((part) => (typeof part === "string" ? found(part) : standsFor(part, values))),
  );
  return parts.ok ? found(parts.value.join("")) : parts;
}

/** The same in every text of a value, keys included. A value without placeholders comes back as it is. */
export function expandJson(value: JsonObject, values: PlaceholderValues): Found<JsonObject>;
export function expandJson(value: JsonValue, values: PlaceholderValues): Found<JsonValue>;
export function expandJson(value: JsonValue, values: PlaceholderValues): Found<JsonValue> {
  if (typeof value === "string") return expandText(value, values);
  if (Array.isArray(value)) return gather(value.map((item) => expandJson(item, values)));
  if (!isJsonObject(value)) return found(value);
  const entries = gather(
    Object.entries(value).map(([key, inner]) => {
      const pair = gather([expandText(key, values), expandJson(inner, values)]);
      return pair.ok ? found([String(pair.value[0]), pair.value[1] ?? null] as const) : pair;
    }),
  );
  return entries.ok ? found(Object.fromEntries(entries.value)) : entries;
}

/** All of them, or the first reason. */
export function gather<T>(parts: readonly Found<T>[]): Found<readonly T[]> {
  const values: T[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    values.push(part.value);
  }
  return found(values);
}

function standsFor(placeholder: Placeholder, values: PlaceholderValues): Found<string> {
  const { text } = placeholder;
  switch (placeholder.kind) {
    case "executor-input":
      return values.executorInput ? found(values.executorInput()) : tooEarly(text);
    case "general":
      return generalValue(placeholder.name, text, values);
    case "input-parameter": {
      const value = valueAt(values.parameters, placeholder.name);
      return value === undefined ? unknown(text, `input parameter "${placeholder.name}"`) : found(textOf(value));
    }
    case "output-parameter": {
      if (!values.outputs) return tooEarly(text);
      const file = valueAt(values.outputs.parameters, placeholder.name);
      return file === undefined ? unknown(text, `output parameter "${placeholder.name}"`) : found(file);
    }
    case "output-file":
      return values.outputs ? found(values.outputs.outputFile) : tooEarly(text);
    case "artifact":
      return artifactValue(placeholder, values);
  }
}

function generalValue(name: string, text: string, { general }: PlaceholderValues): Found<string> {
  const value = valueAt(general, name);
  if (value !== undefined) return found(value);
  return missing(
    name === "workspace_path"
      ? `${text} stands for the workspace, and the pipeline has none: give it one in its PipelineConfig`
      : `${text} has no value here`,
  );
}

function artifactValue(placeholder: Extract<Placeholder, { readonly kind: "artifact" }>, values: PlaceholderValues) {
  const { side, name, field, text } = placeholder;
  const artifacts = side === "inputs" ? values.artifacts : values.outputs?.artifacts;
  if (!artifacts) return tooEarly(text);
  const list = valueAt(artifacts, name);
  if (!list) return unknown(text, `${side === "inputs" ? "input" : "output"} artifact "${name}"`);
  if (field.kind === "list") return found(jsonText(list.map(({ json }) => json)));
  // Of several the first, as in Kubeflow; of none nothing, as with a parameter.
  const [artifact] = list;
  if (!artifact) return found("");
  switch (field.kind) {
    case "metadata":
      return found(jsonText(artifact.metadata));
    case "metadata-entry": {
      const entry = valueAt(artifact.metadata, field.key);
      return entry === undefined
        ? unknown(text, `entry "${field.key}" in the metadata of "${name}"`)
        : found(textOf(entry));
    }
    case "value": {
      const content = valueAt(values.contents ?? {}, name);
      return content === undefined ? missing(`${text}: nothing can be read from ${artifact.uri}`) : found(content);
    }
    default:
      return found(artifact[field.kind]);
  }
}

/** What an object has of its own: an input may be called `constructor`. */
export function valueAt<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function unknown(text: string, what: string): Found<never> {
  return missing(`${text}: there is no ${what}`);
}

function tooEarly(text: string): Found<never> {
  return missing(`${text} cannot stand here: it has no value before the task's inputs are known`);
}
