// A task with an input and an output of each kind, as the driver has it when it writes the command line.
import type { JsonValue, ParameterType } from "@slipway/ir";
import type { ParameterBinding } from "@slipway/pod";
import type { ArtifactRecord, Found, TaskValues, Texts } from "@slipway/runtime";

export const work: Texts = { image: "alpine", command: [], args: [], env: [] };

export function record(name: string, uri: string, more: Partial<ArtifactRecord> = {}): ArtifactRecord {
  return { name, uri, type: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" }, metadata: {}, ...more };
}

export const data = record("data", "s3://bucket/data", { metadata: { rows: 3, kind: "csv", tags: ["a"], odd: null } });

export type Given = {
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** Names of inputs that are not given. */
  readonly absent?: readonly string[];
  /** Values that are the component's own. */
  readonly defaults?: Readonly<Record<string, JsonValue>>;
  readonly artifacts?: Readonly<Record<string, readonly ArtifactRecord[]>>;
};

export function task({ parameters = {}, absent = [], defaults = {}, artifacts = {} }: Given = {}): TaskValues {
  const names = [...Object.keys(parameters), ...Object.keys(defaults), ...absent];
  const type: ParameterType = "STRING";
  const inputs = Object.keys(artifacts);
  return {
    invocation: {
      inputs: {
        parameters: Object.fromEntries(names.map((name) => [name, { type, from: { kind: "absent" } }])),
        artifacts: Object.fromEntries(
          inputs.map((name) => [name, { type: {}, isList: true, isOptional: true, from: { kind: "absent" } }]),
        ),
      },
      outputs: {
        parameters: { Output: "STRING" },
        artifacts: {
          model: {
            type: { schemaTitle: "system.Model", schemaVersion: "0.0.1" },
            isList: false,
            metadata: { by: "us" },
          },
        },
      },
    },
    parameters: Object.fromEntries([...Object.entries(defaults), ...Object.entries(parameters)]),
    given: new Set(Object.keys(parameters)),
    artifacts,
    seen: {
      inputs: Object.fromEntries(
        inputs.map((name) => [
          name,
          (artifacts[name] ?? []).map(({ uri }) => ({ uri, path: uri.replace("s3://", "/s3/") })),
        ]),
      ),
      artifacts: { model: { uri: "gs://bucket/model", path: "/gcs/bucket/model" } },
      parameters: { Output: { path: "/slipway/parameters/Output" } },
      outputFile: { path: "/slipway/executor_output.json" },
    },
    general: {
      pipeline_job_name: "my run",
      pipeline_job_resource_name: "run-x7",
      pipeline_job_uuid: "0-1-2",
      pipeline_job_create_time_utc: "2026-01-02T03:04:05Z",
      pipeline_job_schedule_time_utc: "2026-01-02T00:00:00Z",
      pipeline_task_name: "train",
      pipeline_task_uuid: "0-1-2/train",
      pipeline_root: "gs://bucket",
      workspace_path: "/kfp-workspace",
    },
  };
}

/** Bindings whose values the pipeline's author wrote. */
export function constants(values: Readonly<Record<string, JsonValue>>): Readonly<Record<string, ParameterBinding>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { from: { kind: "constant", value } }]),
  );
}

export function raw(values: Readonly<Record<string, JsonValue>>): Readonly<Record<string, Found<JsonValue>>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { ok: true, value }]));
}
