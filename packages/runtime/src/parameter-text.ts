// The text of a parameter → its value, and a value → the declared type of an input. Text forms are those of Kubeflow's
// launcher; the way from a value to its text is in packages/pod.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/metadata/converter.go (PbValueToText, TextToPbValue)
import { describe, isJsonObject, type JsonValue, type ParameterType, typeInWords } from "@slipway/ir";
import { jsonText, type ParameterBinding, textOf } from "@slipway/pod";
import { type Found, found, missing } from "./found.js";
import { parseJson } from "./parse-json.js";

/**
 * What a program wrote into the file of an output parameter → its value. A text is kept to its last line break; anything
 * else may have white space around it.
 *
 * @example
 * parseText("NUMBER_INTEGER", "42\n"); // { ok: true, value: 42 }
 * parseText("BOOLEAN", "yes"); // { ok: false, reason: '…' }
 */
export function parseText(type: ParameterType, text: string): Found<JsonValue> {
  switch (type) {
    case "STRING":
    case "PARAMETER_TYPE_ENUM_UNSPECIFIED":
      return found(text);
    case "NUMBER_INTEGER":
      return parseInteger(text.trim());
    case "NUMBER_DOUBLE":
      return parseDouble(text.trim());
    case "BOOLEAN":
      return parseBoolean(text.trim());
    case "LIST":
    case "STRUCT":
    case "TASK_FINAL_STATUS":
    case "TASK_CONFIG":
      return parseCollection(type, text);
  }
}

function parseInteger(text: string): Found<JsonValue> {
  if (!/^[+-]?\d+$/.test(text)) return missing(`${describe(text)} is not ${typeInWords("NUMBER_INTEGER")}`);
  const value = Number(text);
  // Kubeflow would hand on another number than was written.
  if (!Number.isFinite(value) || BigInt(value) !== BigInt(text.replace("+", ""))) {
    return missing(`${text} is larger than a number can be and still be exact; declare it as STRING to keep it`);
  }
  return found(value);
}

function parseDouble(text: string): Found<JsonValue> {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) {
    return missing(`${text} is a number that JSON does not have; declare it as STRING to keep it`);
  }
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    return missing(`${describe(text)} is not ${typeInWords("NUMBER_DOUBLE")}`);
  }
  const value = Number(text);
  return Number.isFinite(value) ? found(value) : missing(`${text} is larger than any number can be`);
}

const TRUE = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE = new Set(["0", "f", "F", "FALSE", "false", "False"]);

function parseBoolean(text: string): Found<JsonValue> {
  if (TRUE.has(text)) return found(true);
  return FALSE.has(text) ? found(false) : missing(`${describe(text)} is neither true nor false`);
}

function parseCollection(type: ParameterType, text: string): Found<JsonValue> {
  const parsed = parseJson(text);
  if (!parsed.ok) return missing(`${describe(text)} is not ${typeInWords(type)}: ${parsed.reason}`);
  return fits(type, parsed.value) ? parsed : missing(`${describe(parsed.value)} is not ${typeInWords(type)}`);
}

function fits(type: ParameterType, value: JsonValue): boolean {
  switch (type) {
    case "PARAMETER_TYPE_ENUM_UNSPECIFIED":
      return true;
    case "STRING":
      return typeof value === "string";
    case "NUMBER_INTEGER":
      return Number.isInteger(value);
    case "NUMBER_DOUBLE":
      return Number.isFinite(value);
    case "BOOLEAN":
      return typeof value === "boolean";
    case "LIST":
      return Array.isArray(value);
    case "STRUCT":
    case "TASK_FINAL_STATUS":
    case "TASK_CONFIG":
      return isJsonObject(value);
  }
}

/**
 * A value that reaches an input → what the input is given. A text input takes anything, as text; others take their own
 * type and nothing else, as in Kubeflow, but that a whole number has to be whole: 1.0 is, 1.5 is not. Null is absent, and
 * fits everywhere.
 *
 * @param name of the input, for the reason
 */
export function fitParameter(
  name: string,
  { type = "PARAMETER_TYPE_ENUM_UNSPECIFIED", literals = [] }: Pick<ParameterBinding, "type" | "literals">,
  value: JsonValue,
): Found<JsonValue> {
  if (value === null) return found(null);
  const fitted = type === "STRING" ? textOf(value) : value;
  if (!fits(type, fitted)) return missing(`input "${name}" takes ${typeInWords(type)}, not ${describe(value)}`);
  if (literals.length === 0 || literals.some((literal) => jsonText(literal) === jsonText(fitted))) return found(fitted);
  const allowed = literals.map((literal) => jsonText(literal)).join(", ");
  return missing(`input "${name}" must be one of ${allowed}, not ${describe(value)}`);
}

/**
 * A value that user code gave for an output → one of the declared type. Python calls True a number, and other programs
 * may put a text into quotes where they have a number: both are taken for what they mean.
 */
export function fitOutput(type: ParameterType, value: JsonValue): Found<JsonValue> {
  if (value === null || fits(type, value)) return found(value);
  if (type === "STRING") return found(textOf(value));
  if (typeof value === "boolean" && (type === "NUMBER_INTEGER" || type === "NUMBER_DOUBLE"))
    return found(Number(value));
  if (typeof value === "string") return parseText(type, value);
  return missing(`${describe(value)} is not ${typeInWords(type)}`);
}
