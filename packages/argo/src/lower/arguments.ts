// Parameters of the pipeline → arguments of the Workflow, so that `argo submit -p` and Argo's form work as usual.
import type { PipelineParameter, Plan } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import { argumentText, withoutReferences } from "../expression.js";
import type { Parameter } from "../workflow.js";

/** One that has no value is left to whoever submits the Workflow: Argo asks for it. */
export function workflowArguments({ parameters }: Plan): readonly Parameter[] {
  return [...parameters.values()].map(toArgument);
}

/** Those of a template: what is given goes for a run, and the next one starts from the pipeline's own defaults. */
export function templateArguments({ parameters }: Plan): readonly Parameter[] {
  return [...parameters.values()].map(({ given: _, ...parameter }) => toArgument(parameter));
}

/** What a run says to its template: the values that are given. */
export function givenArguments({ parameters }: Plan): readonly Parameter[] {
  const given = [...parameters.values()].filter((parameter) => parameter.given !== undefined);
  return given.map(toArgument).map(({ name, value }) => ({ name, ...(value !== undefined && { value }) }));
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
    ...(description !== undefined && description !== "" && { description: withoutReferences(description) }),
    ...(value !== undefined && { value: textOf(value) }),
    ...(literals.length > 0 && { enum: literals.map(textOf) }),
  };
}
