// CEL, evaluated: the conditions of tasks, and selectors that pick a part of a value. Variables and functions are those
// of Kubeflow's driver. The evaluator is @marcbachmann/cel-js.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/expression/expression.go
import { Environment, EvaluationError } from "@marcbachmann/cel-js";
import { describe, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { textOf } from "@slipway/pod";
import { gather } from "./expand.js";
import { explainEvaluation } from "./explain-evaluation.js";
import { type Found, found, missing } from "./found.js";
import { parseJson } from "./parse-json.js";
import type { ArtifactRecord } from "./record.js";

export type ConditionInputs = {
  /** By name; null where an input has no value, which a condition can compare with `null`. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
};

const BASE = new Environment({ homogeneousAggregateLiterals: false }).registerFunction(
  "parseJson(string): dyn",
  (text: string) => {
    const parsed = parseJson(text);
    if (parsed.ok) return toCel(parsed.value);
    // The evaluator knows no other way out.
    throw new EvaluationError({ code: "not_json", message: `parseJson cannot read its text: ${parsed.reason}` });
  },
);
const CONDITION = BASE.clone().registerVariable("inputs", "dyn");

/**
 * Whether a condition holds. Parameters are doubles where they are numbers.
 *
 * @example
 * evaluateCondition("int(inputs.parameter_values['n']) > 2", { parameters: { n: 3 }, artifacts: {} });
 * // { ok: true, value: true }
 */
export function evaluateCondition(condition: string, { parameters, artifacts }: ConditionInputs): Found<boolean> {
  const lists = Object.entries(artifacts).map(([name, list]) => [name, { artifacts: list.map(inSnakeCase) }] as const);
  const inputs = toCel({ parameter_values: parameters, artifacts: Object.fromEntries(lists) });
  const value = evaluate(CONDITION, condition, { inputs });
  if (!value.ok) return value;
  return typeof value.value === "boolean"
    ? found(value.value)
    : missing(`it gives ${describe(value.value)}, and a condition is true or false`);
}

/** The fields that expressions know have protobuf's names. */
function inSnakeCase({ name, uri, metadata, type }: ArtifactRecord): JsonObject {
  const { schemaTitle, schemaVersion, instanceSchema } = type;
  return {
    name,
    uri,
    metadata,
    type: {
      schema_title: schemaTitle ?? "",
      schema_version: schemaVersion ?? "",
      instance_schema: instanceSchema ?? "",
    },
  };
}

/**
 * A part of a value. The value is `string_value` as text, whatever it is, and one of `number_value`, `bool_value`,
 * `list_value`, `struct_value` and `null_value` by its kind.
 *
 * @example
 * select('parseJson(string_value)["a"]', { a: 1 }); // { ok: true, value: 1 }
 */
export function select(selector: string, value: JsonValue): Found<JsonValue> {
  const variables = { [VARIABLES[kindOf(value)]]: toCel(value), string_value: textOf(value) };
  const environment = Object.keys(variables).reduce((one, name) => one.registerVariable(name, "dyn"), BASE.clone());
  return evaluate(environment, selector, variables);
}

const VARIABLES = {
  text: "string_value",
  number: "number_value",
  boolean: "bool_value",
  list: "list_value",
  mapping: "struct_value",
  nothing: "null_value",
} as const;

function kindOf(value: JsonValue): keyof typeof VARIABLES {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "mapping";
}

function evaluate(
  environment: Environment,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Found<JsonValue> {
  try {
    return toJson(environment.evaluate(text, { ...variables }));
  } catch (error) {
    if (error instanceof EvaluationError) return missing(explainEvaluation(error));
    // A text that is no CEL, or whatever else the library finds in it.
    return missing(`it cannot be evaluated: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
}

/** The evaluator asks an object for its constructor, which a mapping may have as a key. */
function toCel(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(toCel);
  return isJsonObject(value) ? new Map(Object.entries(value).map(([key, inner]) => [key, toCel(inner)])) : value;
}

/** Whole numbers of CEL are 64 bits wide, and some of its values are none of JSON's. */
function toJson(value: unknown): Found<JsonValue> {
  if (value === null || typeof value === "string" || typeof value === "boolean") return found(value);
  if (typeof value === "number" || typeof value === "bigint") {
    const number = Number(value);
    return Number.isFinite(number) ? found(number) : missing(`it gives ${number}, a number that JSON does not have`);
  }
  if (Array.isArray(value)) return gather(value.map(toJson));
  if (!isPlain(value)) return missing("it gives a value that JSON does not have");
  const entries = gather(
    [...(value instanceof Map ? value : Object.entries(value))].map(([key, inner]) => {
      const read = toJson(inner);
      return read.ok ? found([key, read.value] as const) : read;
    }),
  );
  return entries.ok ? found(Object.fromEntries(entries.value)) : entries;
}

/** A mapping of the values that were handed in, or one that the expression made. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Map || Object.getPrototypeOf(value) === Object.prototype;
}
