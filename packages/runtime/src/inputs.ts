// The inputs of a task: each source read, fitted to the type that the component declares, defaults where nothing came.
import type { JsonValue } from "@slipway/ir";
import type { ArtifactBinding, ParameterBinding } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { fitParameter } from "./parameter-text.js";
import type { ArtifactRecord } from "./record.js";
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

export async function resolveParameters(
  bindings: Readonly<Record<string, ParameterBinding>>,
  scope: Scope,
  context: RunContext,
): Promise<Resolved<JsonValue>> {
  const values: Record<string, JsonValue> = {};
  const given = new Set<string>();
  const problems: string[] = [];
  for (const [name, binding] of Object.entries(bindings)) {
    // Filled by the backend, which alone knows what the task was given of the engine.
    if (binding.type === "TASK_CONFIG") continue;
    const from = await readParameter(binding.from, scope, context);
    if (!from.ok) {
      if (!binding.isOptional) problems.push(`input "${name}": ${from.reason}`);
      else if (binding.defaultValue !== undefined) values[name] = binding.defaultValue;
      continue;
    }
    const value = from.value ?? binding.defaultValue ?? null;
    if (value === null) {
      if (binding.type !== undefined && !binding.isOptional) problems.push(`input "${name}" has no value`);
      continue;
    }
    const fitted = fitParameter(name, binding, value);
    if (!fitted.ok) problems.push(fitted.reason);
    else values[name] = fitted.value;
    if (from.value !== null) given.add(name);
  }
  return { values, given, problems };
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
