// All that the texts of a task can speak of, and the same as placeholders see it.
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { Invocation } from "@slipway/pod";
import { executorInput } from "./executor-input.js";
import type { ArtifactValue, PlaceholderValues } from "./expand.js";
import type { ArtifactRecord } from "./record.js";

export type TaskValues = {
  readonly invocation: Pick<Invocation, "inputs" | "outputs">;
  /** Of the inputs, defaults filled in; absent ones are not in it. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Parameters that the pipeline gave, whose value is not the component's own default: what IfPresent asks for. */
  readonly given: ReadonlySet<string>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly seen: Seen;
  /** Of the run and the task, by the placeholder's name: `pipeline_job_name`, `workspace_path`. */
  readonly general: Readonly<Record<string, string>>;
  /** By name of an input artifact, what its file holds, where a text asks for it (contentsReadIn). */
  readonly contents?: Readonly<Record<string, string>>;
};

/** Where the user's code sees things: on this machine where they are, in a pod where they are mounted. */
export type Seen = {
  /** By input artifact, one for each of its list. */
  readonly inputs: Readonly<Record<string, readonly SeenArtifact[]>>;
  readonly artifacts: Readonly<Record<string, SeenArtifact>>;
  readonly parameters: Readonly<Record<string, SeenFile>>;
  readonly outputFile: SeenFile;
  /** A folder for texts that are too long to be arguments. Without it they are refused. */
  readonly longTexts?: SeenFile;
};

export type SeenFile = { readonly path: string };
/** `uri` is one for which the SDK's `Artifact.path` is `path`: see sdkPath. */
export type SeenArtifact = SeenFile & { readonly uri: string };

export function placeholderValues(values: TaskValues): PlaceholderValues {
  const { invocation, parameters, seen, general, contents } = values;
  const { inputs = {}, outputs } = executorInput(values);
  const absent = Object.keys(invocation.inputs.parameters).map((name) => [name, null] as const);
  const noArtifacts = Object.keys(invocation.inputs.artifacts).map((name) => [name, []] as const);
  return {
    general,
    parameters: Object.fromEntries([...absent, ...Object.entries(parameters)]),
    artifacts: Object.fromEntries([
      ...noArtifacts,
      ...Object.entries(inputs.artifacts ?? {}).map(
        ([name, { artifacts }]) => [name, toValues(artifacts, seen.inputs[name] ?? [])] as const,
      ),
    ]),
    ...(contents && { contents }),
    outputs: {
      artifacts: Object.fromEntries(
        Object.entries(outputs.artifacts ?? {}).map(([name, { artifacts }]) => {
          const spot = seen.artifacts[name];
          return [name, toValues(artifacts, spot ? [spot] : [])] as const;
        }),
      ),
      parameters: Object.fromEntries(Object.entries(seen.parameters).map(([name, { path }]) => [name, path])),
      outputFile: seen.outputFile.path,
    },
    executorInput: () => JSON.stringify({ inputs, outputs }),
  };
}

function toValues(
  artifacts: readonly (JsonObject & { readonly name: string; readonly uri: string; readonly metadata: JsonObject })[],
  spots: readonly SeenArtifact[],
): readonly ArtifactValue[] {
  return artifacts.map((json, index) => {
    const { name, uri, metadata } = json;
    return { name, uri, path: spots[index]?.path ?? uri, metadata, json };
  });
}
