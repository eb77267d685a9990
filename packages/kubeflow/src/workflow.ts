// The part of an Argo Workflow that this backend writes: only fields that it emits.
// https://argo-workflows.readthedocs.io/en/latest/fields/
import type { Metadata, TtlStrategy, VolumeClaim } from "@slipway/kubernetes";

export type Workflow = {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "Workflow";
  readonly metadata: { readonly generateName: string; readonly namespace?: string };
  readonly spec: WorkflowSpec;
};

export type WorkflowSpec = {
  readonly entrypoint: string;
  readonly serviceAccountName: string;
  readonly arguments: { readonly parameters: readonly Parameter[] };
  readonly podMetadata: Metadata;
  readonly securityContext: PodSecurityContext;
  readonly activeDeadlineSeconds?: number;
  readonly ttlStrategy?: TtlStrategy;
  readonly volumeClaimTemplates?: readonly VolumeClaim[];
  readonly templates: readonly Template[];
};

export type Parameter = {
  readonly name: string;
  readonly value?: string;
  readonly default?: string;
  readonly valueFrom?: { readonly path: string; readonly default?: string };
};

export type Template = {
  readonly name: string;
  readonly metadata?: Metadata;
  readonly inputs?: { readonly parameters: readonly Parameter[] };
  readonly outputs?: { readonly parameters: readonly Parameter[] };
  readonly parallelism?: number;
  readonly dag?: { readonly tasks: readonly DagTask[] };
  readonly retryStrategy?: RetryStrategy;
  readonly podSpecPatch?: string;
  readonly securityContext?: PodSecurityContext;
  readonly initContainers?: readonly Container[];
  readonly container?: Container;
  readonly volumes?: readonly Volume[];
};

export type RetryStrategy = {
  readonly limit: string;
  readonly backoff: { readonly duration: string; readonly factor: string; readonly maxDuration: string };
};

export type DagTask = {
  readonly name: string;
  readonly template: string;
  readonly depends?: string;
  readonly when?: string;
  readonly withSequence?: { readonly count: string };
  readonly arguments: { readonly parameters: readonly Parameter[] };
  readonly hooks?: {
    readonly exit: { readonly template: string; readonly arguments: { readonly parameters: readonly Parameter[] } };
  };
};

export type Container = {
  readonly name?: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string; readonly optional: boolean } }[];
  readonly resources?: {
    readonly limits?: Readonly<Record<string, string>>;
    readonly requests?: Readonly<Record<string, string>>;
  };
  readonly securityContext: SecurityContext;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
};

export type EnvVar = {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
};

export type SeccompProfile = { readonly type: "RuntimeDefault" };

export type PodSecurityContext = {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seccompProfile: SeccompProfile;
};

export type SecurityContext = {
  readonly allowPrivilegeEscalation: false;
  readonly capabilities: { readonly drop: readonly ["ALL"] };
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly seccompProfile: SeccompProfile;
};

type Items = readonly { readonly key: string; readonly path: string }[];

export type Volume = {
  readonly name: string;
  readonly emptyDir?: Readonly<Record<string, never>>;
  readonly secret?: { readonly secretName: string; readonly items: Items };
  readonly configMap?: { readonly name: string; readonly items: Items };
  readonly persistentVolumeClaim?: { readonly claimName: string };
};
