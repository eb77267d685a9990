// The part of a PipelineRun that this backend writes: only fields that it emits.
// https://tekton.dev/docs/pipelines/pipeline-api/
import type { JsonObject } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import type { CronJob, KubernetesContainer, UpkeepObject } from "@slipway/pod";

/** What this backend makes. */
export type TektonManifest = PipelineRun | Pipeline | ReferringRun | CronJob | UpkeepObject;

type RunMetadata = Metadata & { readonly generateName: string; readonly namespace?: string };
type NamedMetadata = Metadata & { readonly name: string; readonly namespace?: string };

export type PipelineRun = {
  readonly apiVersion: "tekton.dev/v1";
  readonly kind: "PipelineRun";
  readonly metadata: RunMetadata;
  readonly spec: RunSpec & { readonly pipelineSpec: PipelineSpec };
};

export type Pipeline = {
  readonly apiVersion: "tekton.dev/v1";
  readonly kind: "Pipeline";
  readonly metadata: NamedMetadata;
  readonly spec: PipelineSpec;
};

/** A run of a Pipeline that is in the cluster. */
export type ReferringRun = {
  readonly apiVersion: "tekton.dev/v1";
  readonly kind: "PipelineRun";
  readonly metadata: RunMetadata;
  readonly spec: RunSpec & { readonly pipelineRef: { readonly name: string } };
};

type RunSpec = {
  readonly params?: readonly Param[];
  readonly timeouts: { readonly pipeline: string; readonly tasks: string; readonly finally?: string };
  readonly taskRunTemplate: { readonly serviceAccountName?: string; readonly podTemplate: PodTemplate };
  readonly taskRunSpecs?: readonly TaskRunSpec[];
  readonly workspaces?: readonly { readonly name: string; readonly volumeClaimTemplate: JsonObject }[];
};

export type PipelineSpec = {
  readonly params?: readonly ParamSpec[];
  readonly workspaces?: readonly { readonly name: string }[];
  readonly tasks: readonly PipelineTask[];
  readonly finally?: readonly PipelineTask[];
};

export type Param = { readonly name: string; readonly value: string };

export type ParamSpec = {
  readonly name: string;
  readonly type: "string";
  readonly description?: string;
  readonly default?: string;
  readonly enum?: readonly string[];
};

export type PodTemplate = {
  readonly automountServiceAccountToken: boolean;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly JsonObject[];
  readonly affinity?: JsonObject;
  readonly runtimeClassName?: string;
  readonly priorityClassName?: string;
  readonly schedulerName?: string;
  readonly securityContext?: JsonObject;
};

export type TaskRunSpec = {
  readonly pipelineTaskName: string;
  readonly serviceAccountName?: string;
  readonly podTemplate: PodTemplate;
};

export type When = { readonly input: string; readonly operator: "in" | "notin"; readonly values: readonly string[] };

export type PipelineTask = {
  readonly name: string;
  readonly displayName?: string;
  readonly runAfter?: readonly string[];
  readonly when?: readonly When[];
  readonly matrix?: {
    readonly params: readonly { readonly name: string; readonly value: string | readonly string[] }[];
  };
  readonly params?: readonly Param[];
  readonly retries?: number;
  readonly timeout?: string;
  readonly onError?: "continue";
  readonly workspaces?: readonly { readonly name: string; readonly workspace: string }[];
  readonly taskSpec: TaskSpec;
};

export type TaskSpec = {
  readonly metadata: Metadata;
  readonly params?: readonly ParamSpec[];
  readonly results?: readonly { readonly name: string; readonly type: "string" | "array" }[];
  readonly workspaces?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly volumes: readonly JsonObject[];
  readonly steps: readonly Step[];
  readonly sidecars?: readonly Step[];
};

/** A container, with another word for what it asks for. */
export type Step = Omit<KubernetesContainer, "resources" | "command"> & {
  readonly command?: readonly string[];
  readonly computeResources?: JsonObject;
  readonly onError?: "continue";
};
