// The inputs of a task: each source read, fitted to the type that the component declares, defaults where nothing came.
import type { JsonValue } from "@slipway/ir";
import type { ArtifactBinding, ParameterBinding } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { fillParameters } from "./fill-parameters.js";
import type { Found } from "./found.js";
import type { ArtifactRecord } from "./record.js";
import type { RunValues } from "./run-values.js";
import type { Scope } from "./scope.js";
import { readArtifacts, readParameter } from "./sources.js";

export type Resolved<T> = {
  /** Absent inputs are not in it. */
  readonly values: Readonly<Record<string, T>>;
  /** Names of those whose value came from the pipeline, not from a default of the component's own. */
  readonly given: ReadonlySet<string>;
  /** In the user's own names; empty when all went well. */
  readonly problems: readonly string[];
};

/** @param general what stands for the run and the task in the texts of the pipeline's author */
export async function resolveParameters(
  bindings: Readonly<Record<string, ParameterBinding>>,
  scope: Scope,
  context: RunContext,
  general: RunValues,
): Promise<Resolved<JsonValue>> {
  const raw: Record<string, Found<JsonValue>> = {};
  for (const [name, { from }] of Object.entries(bindings)) raw[name] = await readParameter(from, scope, context);
  return fillParameters(bindings, raw, { general });
}

export async function resolveArtifacts(
  bindings: Readonly<Record<string, ArtifactBinding>>,
  scope: Scope,
  context: RunContext,
): Promise<Resolved<readonly ArtifactRecord[]>> {
  const values: Record<string, readonly ArtifactRecord[]> = {};
  const problems: string[] = [];
  for (const [name, { isOptional, isList, from }] of Object.entries(bindings)) {
    const artifacts = await readArtifacts(from, scope, context);
    if (!artifacts.ok) {
      if (!isOptional) problems.push(`input "${name}": ${artifacts.reason}`);
    } else if (artifacts.value.length > 0 || isList) values[name] = artifacts.value;
    else if (!isOptional) problems.push(`input "${name}" has no artifact`);
  }
  return { values, given: new Set(Object.keys(values)), problems };
}
