// The outputs of a pipeline, gathered from the records of its tasks.
import type { JsonValue } from "@slipway/ir";
import type { Outline } from "@slipway/pod";
import type { RunContext } from "./context.js";
import type { ArtifactRecord } from "./record.js";
import { readArtifacts, readParameter } from "./sources.js";

export type RunOutputs = {
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
};

/** Those that are there: an output of a task that was skipped, failed or has not run yet is left out. */
export async function readOutputsOfRun(
  { outputs, loops, importers }: Outline,
  context: RunContext,
): Promise<RunOutputs> {
  const scope = { loops, importers, iterations: {} };
  const parameters: [name: string, value: JsonValue][] = [];
  const artifacts: [name: string, list: readonly ArtifactRecord[]][] = [];
  for (const [name, { from }] of Object.entries(outputs.parameters)) {
    const value = await readParameter(from, scope, context);
    if (value.ok) parameters.push([name, value.value]);
  }
  for (const [name, { from }] of Object.entries(outputs.artifacts)) {
    const list = await readArtifacts(from, scope, context);
    if (list.ok) artifacts.push([name, list.value]);
  }
  return { parameters: Object.fromEntries(parameters), artifacts: Object.fromEntries(artifacts) };
}
