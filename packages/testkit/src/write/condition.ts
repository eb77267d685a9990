// Conditions in CEL over what a task is given, as dsl.If, dsl.Elif and dsl.Else make them.
// https://github.com/google/cel-spec/blob/master/doc/langdef.md
import type { ParameterType } from "@slipway/ir";
import type { ParameterRecipe } from "../recipe/input.js";
import { pick } from "./around.js";

/** A CEL expression that is made of as many terms as there are numbers. */
export function conditionOf(numbers: readonly number[], parameters: readonly ParameterRecipe[]): string {
  return numbers.reduce((left, number) => {
    const right = term(number, parameters);
    if (left === "") return right;
    return number % 3 === 0 ? `(${left}) || ${right}` : `!(${left}) && ${right}`;
  }, "");
}

function term(number: number, parameters: readonly ParameterRecipe[]): string {
  const parameter = pick(parameters, number);
  if (!parameter) return pick(["1 < 2", "true", "'a' in ['a', 'b']"], number) ?? "true";
  const value = `inputs.parameter_values[${text(parameter.name, number)}]`;
  const comparison = COMPARISONS[parameter.type] ?? ((operand: string) => `${operand} != null`);
  return comparison(value, number, parameter.constant);
}

type Comparison = (operand: string, number: number, constant: ParameterRecipe["constant"]) => string;

const COMPARISONS: Readonly<Partial<Record<ParameterType, Comparison>>> = {
  STRING: (value, number, constant) => `${value} ${number % 2 ? "==" : "!="} ${text(String(constant), number)}`,
  NUMBER_INTEGER: (value, number) => `int(${value}) ${pick([">", ">=", "<", "<=", "=="], number)} ${number}`,
  NUMBER_DOUBLE: (value, number) => `double(${value}) <= ${number}.5`,
  BOOLEAN: (value, number) => (number % 2 ? `${value} == true` : `${value} ? true : false`),
  LIST: (value, number) => (number % 2 ? `size(${value}) > 0` : `${value}[0] == 'a'`),
  STRUCT: (value) => `${value}["a"].b == -1`,
};

/** The SDK writes single quotes; a text that it would break goes into double ones, with the escapes of JSON. */
function text(value: string, number: number): string {
  return number % 2 && /^[\w -]*$/.test(value) ? `'${value}'` : JSON.stringify(value);
}
