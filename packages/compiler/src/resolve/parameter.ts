// The pipeline's own parameters, and the values given for a run.
import {
  type ComponentInputsSpec,
  type Diagnostic,
  describe,
  didYouMean,
  type IrPath,
  type JsonValue,
  sortedEntries,
  typeInWords,
} from "@slipway/ir";
import { literalDiagnostics } from "../check/literal.js";
import { valueFits } from "../check/type.js";
import { diagnose } from "../messages.js";
import type { PipelineParameter } from "../plan.js";

type Values = Readonly<Record<string, JsonValue>>;

/**
 * @param given values of the call
 * @param ofJob values that stand in the file, in a PipelineJob; those of the call win
 */
export function resolveParameters(
  definitions: ComponentInputsSpec["parameters"] = {},
  given: Values,
  ofJob: Values = {},
): { readonly value: ReadonlyMap<string, PipelineParameter>; readonly diagnostics: readonly Diagnostic[] } {
  const parameters = sortedEntries(definitions).map(([name, definition]): PipelineParameter => {
    const { parameterType, defaultValue, isOptional, literals, description } = definition;
    const value = Object.hasOwn(given, name) ? given[name] : Object.hasOwn(ofJob, name) ? ofJob[name] : undefined;
    return {
      name,
      type: parameterType ?? "PARAMETER_TYPE_ENUM_UNSPECIFIED",
      isOptional: isOptional ?? false,
      literals: literals ?? [],
      path: ["root", "inputDefinitions", "parameters", name],
      ...(defaultValue !== undefined && { defaultValue }),
      ...(description !== undefined && { description }),
      ...(value !== undefined && { given: value }),
    };
  });
  const known = parameters.map(({ name }) => name);
  const unknown = Object.keys({ ...ofJob, ...given })
    .filter((name) => !known.includes(name))
    .map((name) => {
      const list = known.length > 0 ? ` It has: ${known.slice(0, 20).join(", ")}.` : " It has none.";
      const path = Object.hasOwn(given, name) ? [] : pathInJob(name);
      return diagnose("unknown-parameter", path, { name, hint: didYouMean(name, known), known: list });
    });
  return {
    value: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    diagnostics: [
      ...unknown,
      ...parameters.flatMap((parameter) => checkValue(parameter, placeOfValue(parameter, given))),
    ],
  };
}

function pathInJob(name: string): IrPath {
  return ["runtimeConfig", "parameterValues", name];
}

/** Of a value in the file its own place; of one that came with the call that of the parameter. */
function placeOfValue({ name, path }: PipelineParameter, given: Values): IrPath {
  return Object.hasOwn(given, name) ? path : pathInJob(name);
}

function checkValue(
  { name, type, given, defaultValue, isOptional, literals }: PipelineParameter,
  path: IrPath,
): readonly Diagnostic[] {
  if (given !== undefined && !(given === null && isOptional)) {
    if (!valueFits(type, given)) {
      return [diagnose("bad-parameter", path, { name, wanted: typeInWords(type), found: describe(given) })];
    }
    return literalDiagnostics(`parameter "${name}"`, given, literals, path);
  }
  const hasValue = given !== undefined || defaultValue !== undefined || isOptional;
  // What is missing is missing from the call, not from the file: no place in it to show, and none to look up.
  return hasValue ? [] : [diagnose("parameter-without-value", [], { name })];
}
