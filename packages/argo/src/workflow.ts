// The part of an Argo Workflow that this backend writes: only fields that it emits.
// https://argo-workflows.readthedocs.io/en/latest/fields/
import type { JsonObject } from "@slipway/ir";
import type { Metadata, TtlStrategy, VolumeClaim } from "@slipway/kubernetes";
import type { ContainerMount, KubernetesContainer, UpkeepObject } from "@slipway/pod";

/** What this backend makes. */
export type ArgoManifest = Workflow | TemplateRun | WorkflowTemplate | CronWorkflow | UpkeepObject | ConfigMap;

export type Workflow = {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "Workflow";
  readonly metadata: Metadata & { readonly generateName: string; readonly namespace?: string };
  readonly spec: WorkflowSpec;
};

/** What pods are told, where it does not stand in the Workflow itself. */
export type ConfigMap = {
  readonly apiVersion: "v1";
  readonly kind: "ConfigMap";
  readonly metadata: NamedMetadata;
  readonly immutable: true;
  readonly data: Readonly<Record<string, string>>;
};

/** A run of what a WorkflowTemplate holds. */
export type TemplateRun = {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "Workflow";
  readonly metadata: Workflow["metadata"];
  readonly spec: {
    readonly workflowTemplateRef: { readonly name: string };
    readonly arguments?: { readonly parameters: readonly Parameter[] };
  };
};

export type WorkflowTemplate = {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "WorkflowTemplate";
  readonly metadata: NamedMetadata;
  readonly spec: WorkflowSpec;
};

export type CronWorkflow = {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "CronWorkflow";
  readonly metadata: NamedMetadata;
  readonly spec: {
    /** Argo 3.5. */
    readonly schedule?: string;
    /** Argo 3.6 and later. */
    readonly schedules?: readonly string[];
    readonly when?: string;
    readonly timezone?: string;
    readonly concurrencyPolicy: "Allow" | "Forbid" | "Replace";
    readonly suspend?: true;
    readonly startingDeadlineSeconds?: number;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly workflowSpec: WorkflowSpec;
  };
};

export type NamedMetadata = Metadata & { readonly name: string; readonly namespace?: string };

export type WorkflowSpec = {
  readonly entrypoint: string;
  readonly onExit?: string;
  readonly metrics?: Metrics;
  readonly serviceAccountName?: string;
  readonly arguments?: { readonly parameters: readonly Parameter[] };
  /** What every Workflow made of a template or by a schedule has. */
  readonly workflowMetadata?: Metadata;
  readonly podMetadata?: Metadata;
  readonly podPriorityClassName?: string;
  readonly schedulerName?: string;
  readonly securityContext?: JsonObject;
  readonly podSpecPatch?: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly activeDeadlineSeconds?: number;
  readonly ttlStrategy?: TtlStrategy;
  readonly podGC?: { readonly strategy: string };
  readonly volumeClaimTemplates?: readonly VolumeClaim[];
  readonly templates: readonly Template[];
};

export type Parameter = {
  readonly name: string;
  readonly description?: string;
  readonly value?: string;
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly valueFrom?: {
    readonly path?: string;
    readonly parameter?: string;
    readonly expression?: string;
    readonly default?: string;
  };
};

export type Template = {
  readonly name: string;
  readonly metadata?: Metadata;
  readonly inputs?: { readonly parameters: readonly Parameter[] };
  readonly outputs?: { readonly parameters: readonly Parameter[] };
  readonly parallelism?: number;
  readonly dag?: { readonly target?: string; readonly failFast: false; readonly tasks: readonly DagTask[] };
  readonly steps?: readonly (readonly Step[])[];
  readonly suspend?: { readonly duration: string };
  readonly retryStrategy?: RetryStrategy;
  readonly metrics?: Metrics;
  readonly timeout?: string;
  readonly activeDeadlineSeconds?: number;
  readonly podSpecPatch?: string;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: JsonObject;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly JsonObject[];
  readonly affinity?: JsonObject;
  readonly initContainers?: readonly Container[];
  readonly containerSet?: {
    readonly volumeMounts?: readonly ContainerMount[];
    readonly containers: readonly (Container & { readonly dependencies?: readonly string[] })[];
  };
  readonly container?: Omit<Container, "name">;
  readonly volumes?: readonly JsonObject[];
};

export type RetryStrategy = {
  readonly limit: string;
  readonly retryPolicy: "Always";
  readonly backoff?: { readonly duration: string; readonly factor?: string; readonly cap?: string };
};

export type Metrics = {
  readonly prometheus: readonly {
    readonly name: string;
    readonly help: string;
    readonly labels: readonly { readonly key: string; readonly value: string }[];
    readonly histogram: { readonly value: string; readonly buckets: readonly number[] };
  }[];
};

export type Step = {
  readonly name: string;
  readonly template: string;
  readonly when?: string;
  readonly continueOn?: { readonly failed: true; readonly error: true };
};

export type DagTask = {
  readonly name: string;
  readonly template: string;
  readonly depends?: string;
  readonly when?: string;
  readonly withSequence?: { readonly count: string };
  readonly arguments?: { readonly parameters: readonly Parameter[] };
};

export type Container = KubernetesContainer;
