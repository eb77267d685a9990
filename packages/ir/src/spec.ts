// The IR as the file says it: types that mirror its canonical JSON one to one. No behaviour.
// Source: https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto
import type { JsonObject, JsonValue } from "./json.js";

export type Named<T> = { readonly [name: string]: T };

/** A whole pipeline. Everything is optional, as in proto3; `@slipway/compiler` says what must be there. */
export type PipelineSpec = {
  readonly pipelineInfo?: { readonly name?: string; readonly displayName?: string; readonly description?: string };
  readonly deploymentSpec?: PipelineDeploymentConfig;
  readonly sdkVersion?: string;
  readonly schemaVersion?: string;
  readonly components?: Named<ComponentSpec>;
  readonly root?: ComponentSpec;
  readonly defaultPipelineRoot?: string;
};

/** What wraps a {@link PipelineSpec} when it comes with its run: https://www.kubeflow.org/docs/components/pipelines */
export type PipelineJob = {
  readonly name?: string;
  readonly displayName?: string;
  readonly pipelineSpec?: PipelineSpec;
  readonly labels?: Named<string>;
  readonly runtimeConfig?: RuntimeConfig;
};

export type RuntimeConfig = {
  readonly gcsOutputDirectory?: string;
  readonly parameterValues?: JsonObject;
};

export type ComponentSpec = {
  readonly inputDefinitions?: ComponentInputsSpec;
  readonly outputDefinitions?: ComponentOutputsSpec;
  readonly dag?: DagSpec;
  readonly executorLabel?: string;
  readonly singlePlatformSpecs?: readonly SinglePlatformSpec[];
  readonly taskConfigPassthroughs?: readonly TaskConfigPassthrough[];
};

export type TaskConfigField =
  | "NONE"
  | "RESOURCES"
  | "ENV"
  | "KUBERNETES_AFFINITY"
  | "KUBERNETES_TOLERATIONS"
  | "KUBERNETES_NODE_SELECTOR"
  | "KUBERNETES_VOLUMES";

export type TaskConfigPassthrough = { readonly field?: TaskConfigField; readonly applyToTask?: boolean };

export type ParameterType =
  | "PARAMETER_TYPE_ENUM_UNSPECIFIED"
  | "NUMBER_DOUBLE"
  | "NUMBER_INTEGER"
  | "STRING"
  | "BOOLEAN"
  | "LIST"
  | "STRUCT"
  | "TASK_FINAL_STATUS"
  | "TASK_CONFIG";

export type ArtifactTypeSchema = {
  readonly schemaTitle?: string;
  readonly schemaUri?: string;
  readonly instanceSchema?: string;
  readonly schemaVersion?: string;
};

export type ComponentInputsSpec = {
  readonly artifacts?: Named<{
    readonly artifactType?: ArtifactTypeSchema;
    readonly isArtifactList?: boolean;
    readonly isOptional?: boolean;
    readonly description?: string;
  }>;
  readonly parameters?: Named<{
    /** Written by SDKs before 2.0; `parameterType` counts. */
    readonly type?: "PRIMITIVE_TYPE_UNSPECIFIED" | "INT" | "DOUBLE" | "STRING";
    readonly parameterType?: ParameterType;
    readonly defaultValue?: JsonValue;
    readonly isOptional?: boolean;
    readonly description?: string;
    readonly literals?: readonly JsonValue[];
  }>;
};

export type ComponentOutputsSpec = {
  readonly artifacts?: Named<{
    readonly artifactType?: ArtifactTypeSchema;
    readonly metadata?: JsonObject;
    readonly isArtifactList?: boolean;
    readonly description?: string;
  }>;
  readonly parameters?: Named<{ readonly parameterType?: ParameterType; readonly description?: string }>;
};

export type DagSpec = { readonly tasks?: Named<PipelineTaskSpec>; readonly outputs?: DagOutputsSpec };

export type ArtifactSelectorSpec = { readonly producerSubtask?: string; readonly outputArtifactKey?: string };
export type ParameterSelectorSpec = { readonly producerSubtask?: string; readonly outputParameterKey?: string };

export type DagOutputsSpec = {
  readonly artifacts?: Named<{ readonly artifactSelectors?: readonly ArtifactSelectorSpec[] }>;
  readonly parameters?: Named<{
    readonly valueFromParameter?: ParameterSelectorSpec;
    readonly valueFromOneof?: { readonly parameterSelectors?: readonly ParameterSelectorSpec[] };
  }>;
};

export type PipelineTaskSpec = {
  readonly taskInfo?: { readonly name?: string };
  readonly inputs?: TaskInputsSpec;
  readonly dependentTasks?: readonly string[];
  readonly cachingOptions?: { readonly enableCache?: boolean; readonly cacheKey?: string };
  readonly componentRef?: { readonly name?: string };
  readonly triggerPolicy?: { readonly condition?: string; readonly strategy?: TriggerStrategy };
  readonly artifactIterator?: ArtifactIteratorSpec;
  readonly parameterIterator?: ParameterIteratorSpec;
  readonly retryPolicy?: RetryPolicy;
  readonly iteratorPolicy?: { readonly parallelismLimit?: number };
};

export type TriggerStrategy =
  | "TRIGGER_STRATEGY_UNSPECIFIED"
  | "ALL_UPSTREAM_TASKS_SUCCEEDED"
  | "ALL_UPSTREAM_TASKS_COMPLETED";

export type ArtifactIteratorSpec = {
  readonly items?: { readonly inputArtifact?: string };
  readonly itemInput?: string;
};

export type ParameterIteratorSpec = {
  /** `raw` is a JSON list as text. */
  readonly items?: { readonly raw?: string; readonly inputParameter?: string };
  readonly itemInput?: string;
};

/** Durations are text: seconds with up to nine decimals and an `s`, as in `"60s"`. */
export type RetryPolicy = {
  readonly maxRetryCount?: number;
  readonly backoffDuration?: string;
  readonly backoffFactor?: number;
  readonly backoffMaxDuration?: string;
};

export type TaskInputsSpec = {
  readonly parameters?: Named<InputParameterSpec>;
  readonly artifacts?: Named<InputArtifactSpec>;
};

export type InputParameterSpec = {
  readonly taskOutputParameter?: { readonly producerTask?: string; readonly outputParameterKey?: string };
  readonly runtimeValue?: ValueOrRuntimeParameter;
  readonly componentInputParameter?: string;
  readonly taskFinalStatus?: { readonly producerTask?: string };
  readonly parameterExpressionSelector?: string;
};

export type InputArtifactSpec = {
  readonly taskOutputArtifact?: { readonly producerTask?: string; readonly outputArtifactKey?: string };
  readonly componentInputArtifact?: string;
};

export type ValueOrRuntimeParameter = {
  readonly constantValue?: { readonly intValue?: string; readonly doubleValue?: number; readonly stringValue?: string };
  readonly runtimeParameter?: string;
  readonly constant?: JsonValue;
};

export type PipelineDeploymentConfig = { readonly executors?: Named<ExecutorSpec> };

export type ExecutorSpec = {
  readonly container?: PipelineContainerSpec;
  readonly importer?: ImporterSpec;
  readonly resolver?: JsonObject;
  readonly customJob?: JsonObject;
};

export type PipelineContainerSpec = {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly lifecycle?: {
    readonly preCacheCheck?: { readonly command?: readonly string[]; readonly args?: readonly string[] };
  };
  readonly resources?: ResourceSpec;
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
};

/** The `resource…` texts are Kubernetes quantities and win; the numbers are cores and gigabytes (10^9), from old SDKs. */
export type ResourceSpec = {
  readonly cpuLimit?: number;
  readonly memoryLimit?: number;
  readonly cpuRequest?: number;
  readonly memoryRequest?: number;
  readonly resourceCpuLimit?: string;
  readonly resourceMemoryLimit?: string;
  readonly resourceCpuRequest?: string;
  readonly resourceMemoryRequest?: string;
  readonly accelerator?: {
    readonly type?: string;
    /** A whole number as text, as protojson writes 64-bit integers. */
    readonly count?: string;
    readonly resourceType?: string;
    readonly resourceCount?: string;
  };
};

export type ImporterSpec = {
  readonly artifactUri?: ValueOrRuntimeParameter;
  readonly typeSchema?: ArtifactTypeSchema;
  readonly reimport?: boolean;
  readonly metadata?: JsonObject;
  readonly downloadToWorkspace?: boolean;
};

/** Settings of one platform; Slipway reads the platform `kubernetes`. */
export type SinglePlatformSpec = {
  readonly deploymentSpec?: { readonly executors?: Named<KubernetesExecutorConfig> };
  readonly platform?: string;
  readonly config?: JsonObject;
  readonly pipelineConfig?: PipelineConfig;
};

/** Durations are whole seconds; 0 means not set. */
export type PipelineConfig = {
  readonly resourceTtlOnCompletion?: number;
  readonly resourceTtlOnSuccess?: number;
  readonly resourceTtlOnFailure?: number;
  readonly activeDeadlineSeconds?: number;
  readonly workspace?: {
    readonly size?: string;
    readonly kubernetes?: { readonly pvcSpecPatch?: JsonObject };
  };
};

/** Fields of the settings of one executor for Kubernetes. */
export type KubernetesField =
  | "secretAsVolume"
  | "secretAsEnv"
  | "pvcMount"
  | "nodeSelector"
  | "podMetadata"
  | "imagePullSecret"
  | "imagePullPolicy"
  | "configMapAsVolume"
  | "configMapAsEnv"
  | "activeDeadlineSeconds"
  | "fieldPathAsEnv"
  | "tolerations"
  | "genericEphemeralVolume"
  | "nodeAffinity"
  | "podAffinity"
  | "enabledSharedMemory"
  | "emptyDirMounts"
  | "securityContext"
  | "initContainers";

/**
 * What `kfp-kubernetes` says of one executor; the fields are in schemas/platform-spec.schema.json.
 * Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/proto/kubernetes_executor_config.proto
 */
export type KubernetesExecutorConfig = JsonObject & { readonly [Field in KubernetesField]?: JsonValue } & {
  readonly podMetadata?: { readonly labels?: Named<string>; readonly annotations?: Named<string> };
  readonly securityContext?: {
    readonly runAsUser?: string;
    readonly runAsGroup?: string;
    readonly runAsNonRoot?: boolean;
  };
};
