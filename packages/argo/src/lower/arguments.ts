// Parameters of the pipeline → arguments of the Workflow, so that `argo submit -p` and Argo's form work as usual.
import type { PipelineParameter, Plan } from "@slipway/compiler";
import type { Diagnostic, JsonValue } from "@slipway/ir";
import { argumentText } from "../expression.js";
import { diagnose } from "../messages.js";
import type { Parameter } from "../workflow.js";

export function workflowArguments({ parameters }: Plan): {
  readonly value: readonly Parameter[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const all = [...parameters.values()];
  const missing = all.filter((parameter) => valueAtStart(parameter) === undefined);
  return {
    value: all.map(toArgument),
    diagnostics: missing.map(({ name, path }) => diagnose("no-value", path, { parameter: name })),
  };
}

function valueAtStart({ given, defaultValue, isOptional }: PipelineParameter): JsonValue | undefined {
  return given ?? defaultValue ?? (isOptional ? null : undefined);
}

function toArgument(parameter: PipelineParameter): Parameter {
  const { name, type, description, literals } = parameter;
  const textOf = (value: JsonValue) => argumentText(value, type === "STRING");
  const value = valueAtStart(parameter);
  return {
    name,
    ...(description !== undefined && description !== "" && { description }),
    ...(value !== undefined && { value: textOf(value) }),
    ...(literals.length > 0 && { enum: literals.map(textOf) }),
  };
}
