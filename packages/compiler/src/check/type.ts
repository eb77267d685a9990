// Parameter types: which value fits, and which type flows into which.
// Source: backend/src/v2/driver/resolve.go of https://github.com/kubeflow/pipelines (validateNonRoot…, convert…)
import { isJsonObject, type JsonValue, type ParameterType } from "@slipway/ir";

const FITS: Readonly<Record<ParameterType, (value: JsonValue) => boolean>> = {
  PARAMETER_TYPE_ENUM_UNSPECIFIED: () => true,
  STRING: (value) => typeof value === "string",
  NUMBER_INTEGER: (value) => Number.isInteger(value),
  NUMBER_DOUBLE: (value) => typeof value === "number",
  BOOLEAN: (value) => typeof value === "boolean",
  LIST: (value) => Array.isArray(value),
  STRUCT: (value) => isJsonObject(value),
  TASK_FINAL_STATUS: () => true,
  TASK_CONFIG: () => true,
};

/** Whether a value given by hand is of the type; null never is, nor what holds a number that JSON has not. */
export function valueFits(type: ParameterType, value: JsonValue): boolean {
  return FITS[type](value) && isJson(value);
}

function isJson(value: JsonValue): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isJson);
}

/** Whether a value in the IR is one that a task with an input of the type can take: a text input takes anything. */
export function constantFits(type: ParameterType, value: JsonValue): boolean {
  if (value === null || type === "STRING") return true;
  return type === "NUMBER_INTEGER" ? typeof value === "number" : valueFits(type, value);
}

const NUMBERS: readonly ParameterType[] = ["NUMBER_INTEGER", "NUMBER_DOUBLE"];
const UNCHECKED: readonly ParameterType[] = ["PARAMETER_TYPE_ENUM_UNSPECIFIED", "TASK_FINAL_STATUS", "TASK_CONFIG"];

/** Whether an output of one type may flow into an input of another. */
export function typeFlows(given: ParameterType, wanted: ParameterType): boolean {
  if (given === wanted || wanted === "STRING") return true;
  if (UNCHECKED.includes(given) || UNCHECKED.includes(wanted)) return true;
  return NUMBERS.includes(given) && NUMBERS.includes(wanted);
}
