// The pipeline's own parameters, and the values given for a run.
import {
  type ComponentInputsSpec,
  type Diagnostic,
  describe,
  didYouMean,
  type JsonValue,
  sortedEntries,
} from "@slipway/ir";
import { literalDiagnostics } from "../check/literal.js";
import { typeInWords, valueFits } from "../check/type.js";
import { diagnose } from "../messages.js";
import type { PipelineParameter } from "../plan.js";

export function resolveParameters(
  definitions: ComponentInputsSpec["parameters"] = {},
  given: Readonly<Record<string, JsonValue>>,
): { readonly value: ReadonlyMap<string, PipelineParameter>; readonly diagnostics: readonly Diagnostic[] } {
  const parameters = sortedEntries(definitions).map(([name, definition]): PipelineParameter => {
    const { parameterType, defaultValue, isOptional, literals, description } = definition;
    return {
      name,
      type: parameterType ?? "PARAMETER_TYPE_ENUM_UNSPECIFIED",
      isOptional: isOptional ?? false,
      literals: literals ?? [],
      path: ["root", "inputDefinitions", "parameters", name],
      ...(defaultValue !== undefined && { defaultValue }),
      ...(description !== undefined && { description }),
      ...(Object.hasOwn(given, name) && { given: given[name] as JsonValue }),
    };
  });
  const known = parameters.map(({ name }) => name);
  const unknown = Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const list = known.length > 0 ? ` It has: ${known.slice(0, 20).join(", ")}.` : " It has none.";
      return diagnose("unknown-parameter", [], { name, hint: didYouMean(name, known), known: list });
    });
  return {
    value: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    diagnostics: [...unknown, ...parameters.flatMap(checkValue)],
  };
}

function checkValue({
  name,
  type,
  given,
  defaultValue,
  isOptional,
  literals,
  path,
}: PipelineParameter): readonly Diagnostic[] {
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
