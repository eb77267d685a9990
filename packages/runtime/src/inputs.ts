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
  return fillParameters(bindings, await readParameters(bindings, scope, context), { general });
}

/**
 * As `resolveParameters`, for what a condition reads: null is a value that it can ask for, but what could not be read is
 * not, unless a default stands for it.
 */
export async function resolveNullable(
  bindings: Readonly<Record<string, ParameterBinding>>,
  scope: Scope,
  context: RunContext,
  general: RunValues,
): Promise<Resolved<JsonValue>> {
  return fillNullable(bindings, await readParameters(bindings, scope, context), general);
}

/** @param raw by input, what its source gave */
export function fillNullable(
  bindings: Readonly<Record<string, ParameterBinding>>,
  raw: Readonly<Record<string, Found<JsonValue>>>,
  general: RunValues,
): Resolved<JsonValue> {
  const nullable = Object.entries(bindings).map(
    ([name, binding]) =>
      [name, { ...binding, isOptional: raw[name]?.ok === true || binding.defaultValue !== undefined }] as const,
  );
  return fillParameters(Object.fromEntries(nullable), raw, { general });
}

async function readParameters(
  bindings: Readonly<Record<string, ParameterBinding>>,
  scope: Scope,
  context: RunContext,
): Promise<Readonly<Record<string, Found<JsonValue>>>> {
  const raw: [name: string, value: Found<JsonValue>][] = [];
  for (const [name, { from }] of Object.entries(bindings)) raw.push([name, await readParameter(from, scope, context)]);
  return Object.fromEntries(raw);
}

/** Every parameter by name, null where it is absent, for texts that may speak of any. */
export function withNulls(
  bindings: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries([...Object.keys(bindings).map((name) => [name, null]), ...Object.entries(values)]);
}

export async function resolveArtifacts(
  bindings: Readonly<Record<string, ArtifactBinding>>,
  scope: Scope,
  context: RunContext,
): Promise<Resolved<readonly ArtifactRecord[]>> {
  const values: [name: string, artifacts: readonly ArtifactRecord[]][] = [];
  const problems: string[] = [];
  for (const [name, { isOptional, isList, from }] of Object.entries(bindings)) {
    const artifacts = await readArtifacts(from, scope, context);
    if (!artifacts.ok) {
      if (!isOptional) problems.push(`input "${name}": ${artifacts.reason}`);
    } else if (artifacts.value.length > 0 || isList) values.push([name, artifacts.value]);
    else if (!isOptional) problems.push(`input "${name}" has no artifact`);
  }
  return { values: Object.fromEntries(values), given: new Set(values.map(([name]) => name)), problems };
}
