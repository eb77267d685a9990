// Parameters of the pipeline → parameters of the PipelineRun, so that Tekton's own tools show them and can change them.
import type { PipelineParameter, Plan } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import { PARAM_NAME, paramText, withoutReferences } from "../expression.js";
import type { Param, ParamSpec } from "../pipeline-run.js";

/** Tekton copies a value into each of a run's tasks, so what is larger goes with what all pods are told. */
const LONGEST = 2048;

export type Params = {
  /** Tekton's name of each parameter that Tekton carries, by the pipeline's. */
  readonly names: ReadonlyMap<string, string>;
  readonly specs: readonly ParamSpec[];
  readonly values: readonly Param[];
  /** Those that are too large. */
  readonly told: Readonly<Record<string, JsonValue>>;
};

/** A parameter without a value is left to whoever creates the run: Tekton asks for it. */
export function pipelineParams({ parameters }: Pick<Plan, "parameters">): Params {
  const all = [...parameters.values()].map((parameter, index) => {
    const value = valueAtStart(parameter);
    const text = value === undefined ? undefined : paramText(value, parameter.type === "STRING");
    const name = PARAM_NAME.test(parameter.name) ? parameter.name : `parameter_${index + 1}`;
    return { parameter, name, value, text };
  });
  const isLarge = ({ text = "" }: { readonly text: string | undefined }) => text.length > LONGEST;
  const carried = all.filter((one) => !isLarge(one));
  return {
    names: new Map(carried.map(({ parameter, name }) => [parameter.name, name])),
    specs: carried.map(({ parameter, name }) => spec(parameter, name)),
    values: carried.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, value: text }])),
    told: Object.fromEntries(all.filter(isLarge).map(({ parameter, value }) => [parameter.name, value ?? null])),
  };
}

function valueAtStart({ given, defaultValue, isOptional }: PipelineParameter): JsonValue | undefined {
  return given ?? defaultValue ?? (isOptional ? null : undefined);
}

function spec({ description }: PipelineParameter, name: string): ParamSpec {
  const told = description !== undefined && description !== "" && { description: withoutReferences(description) };
  return { name, type: "string", ...(told || {}) };
}
