// Parameter types, as messages call them.
import type { ParameterType } from "./spec.js";

const WORDS: Readonly<Record<ParameterType, string>> = {
  PARAMETER_TYPE_ENUM_UNSPECIFIED: "any value",
  STRING: "a text (STRING)",
  NUMBER_INTEGER: "a whole number (NUMBER_INTEGER)",
  NUMBER_DOUBLE: "a number (NUMBER_DOUBLE)",
  BOOLEAN: "true or false (BOOLEAN)",
  LIST: "a list (LIST)",
  STRUCT: "a mapping (STRUCT)",
  TASK_FINAL_STATUS: "the final status of a task (TASK_FINAL_STATUS)",
  TASK_CONFIG: "the settings of a task (TASK_CONFIG)",
};

/**
 * What a value of a type is, for a sentence.
 *
 * @example
 * typeInWords("LIST"); // "a list (LIST)"
 */
export function typeInWords(type: ParameterType): string {
  return WORDS[type];
}
