// What the SDK's code in the user's image reads, `{{$}}`: inputs, and where outputs go.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/executor.py
import { type JsonObject, type JsonValue, sortedEntries } from "@slipway/ir";
import type { ArtifactRecord } from "./record.js";
import type { SeenArtifact, TaskValues } from "./task-values.js";

/** As https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto (ExecutorInput) has it in JSON. */
export type ExecutorInput = {
  readonly inputs: {
    readonly parameterValues?: Readonly<Record<string, JsonValue>>;
    readonly artifacts?: Readonly<Record<string, ArtifactList>>;
  };
  readonly outputs: {
    readonly parameters?: Readonly<Record<string, { readonly outputFile: string }>>;
    readonly artifacts?: Readonly<Record<string, ArtifactList>>;
    readonly outputFile: string;
  };
};

export type ArtifactList = { readonly artifacts: readonly RuntimeArtifact[] };

export type RuntimeArtifact = {
  readonly name: string;
  readonly type: JsonObject;
  readonly uri: string;
  readonly metadata: JsonObject;
};

/**
 * Absent inputs are left out. Keys are in order.
 *
 * @example
 * JSON.stringify(executorInput(values));
 * // {"inputs":{"parameterValues":{"n":3}},"outputs":{"parameters":{"Output":{"outputFile":"/…/Output"}},"outputFile":"/…"}}
 */
export function executorInput({ invocation, parameters, artifacts, seen }: TaskValues): ExecutorInput {
  const { outputs } = invocation;
  const parameterValues = inOrder(parameters, (value) => value);
  const inputs = inOrder(artifacts, (list, name) => ({
    artifacts: list.map((artifact, index) => inputArtifact(artifact, seen.inputs[name]?.[index])),
  }));
  const files = inOrder(outputs.parameters, (_type, name) => ({ outputFile: seen.parameters[name]?.path ?? "" }));
  const made = inOrder(outputs.artifacts, ({ type, metadata = {} }, name) => ({
    artifacts: [{ name, type, uri: seen.artifacts[name]?.uri ?? "", metadata }],
  }));
  return {
    inputs: { ...(inputs && { artifacts: inputs }), ...(parameterValues && { parameterValues }) },
    outputs: {
      ...(files && { parameters: files }),
      ...(made && { artifacts: made }),
      outputFile: seen.outputFile.path,
    },
  };
}

function inOrder<T, U>(
  values: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Readonly<Record<string, U>> | undefined {
  const entries = sortedEntries(values).map(([name, value]) => [name, change(value, name)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Kubeflow tells consumers the name of the output that it was; user code shows it. */
function inputArtifact({ name, type, uri, metadata }: ArtifactRecord, spot: SeenArtifact | undefined): RuntimeArtifact {
  return { name, type, uri: spot?.uri ?? uri, metadata: { display_name: name, ...withoutWorkspace(metadata) } };
}

/** With this the SDK would look below /kfp-workspace. The uri says already where the artifact is. */
function withoutWorkspace({ _kfp_workspace: _, ...metadata }: JsonObject): JsonObject {
  return metadata;
}

/**
 * The path that the SDK's `Artifact.path` has for a uri.
 * Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/types/artifact_types.py
 *
 * @param schemaTitle of the artifact's type: models in images lie in a folder of their own
 */
export function sdkPath(uri: string, schemaTitle?: string): string {
  const [, scheme, rest = ""] = /^(gs|s3|minio|oci):\/\/(.*)$/s.exec(uri) ?? [];
  switch (scheme) {
    case undefined:
      return uri;
    case "gs":
      return `/gcs/${rest}`;
    case "oci":
      return `/oci/${rest.replaceAll("/", "_")}${schemaTitle === "system.Model" ? "/models" : ""}`;
    default:
      return `/${scheme}/${rest}`;
  }
}
