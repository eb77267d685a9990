// What a task's settings add to its pod, in Kubernetes' words, with settings where a name or an amount may be a slot. Only
// fields that Kubeflow's settings can set; containers, identities and security defaults are the backend's.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { Labels, Metadata } from "@slipway/kubernetes";
import type { Setting, Slot } from "./setting.js";
import type { SlotSource } from "./slots.js";

/** JSON but for `slots`: two tasks whose fragments are equal without them can share one template. */
export type PodFragment = {
  /** Of the user's container alone. */
  readonly main: MainFragment;
  /** Which nodes the pod may run on. A pod without main, such as a driver of its own, takes none of it. */
  readonly placement: Placement;
  readonly pod: PodPart;
  /** It asks for an accelerator, or may turn out to: its driver should not wait for one. */
  readonly asksForAccelerator: boolean;
  /** What fills each slot that stands above, by its name. */
  readonly slots: ReadonlyMap<string, SlotSource>;
};

export type MainFragment = {
  readonly image: Setting;
  /** The container's own first, each name once: of several for one name the last, as in Kubernetes. */
  readonly env: readonly EnvVar[];
  readonly volumeMounts: readonly VolumeMount[];
  readonly resources: Resources;
  readonly imagePullPolicy?: string;
  readonly securityContext?: UserSettings;
  /** Seconds that its command may take. */
  readonly timeLimit?: number;
};

/** The user and group that the container runs as. Capabilities are the backend's: Kubeflow drops all of them. */
export type UserSettings = {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
};

/** `Text` is what stands for a setting: {@link Setting} here, a string when an engine has put its words there. */
export type EnvVar<Text = Setting> =
  | { readonly name: string; readonly value: Text }
  | { readonly name: string; readonly valueFrom: VariableSource<Text> };

export type VariableSource<Text = Setting> =
  | { readonly secretKeyRef: KeyReference<Text> }
  | { readonly configMapKeyRef: KeyReference<Text> }
  | { readonly fieldRef: { readonly fieldPath: string } };

/** `optional` stands only where it is true. */
export type KeyReference<Text = Setting> = { readonly name: Text; readonly key: string; readonly optional?: true };

export type VolumeMount = { readonly name: string; readonly mountPath: string; readonly subPath?: string };

/** Names begin with `task-`, so that a backend's own cannot be the same. */
export type Volume<Text = Setting> = { readonly name: string } & (
  | { readonly persistentVolumeClaim: { readonly claimName: Text } }
  | { readonly secret: { readonly secretName: Text; readonly optional?: true } }
  | { readonly configMap: { readonly name: Text; readonly optional?: true } }
  | { readonly emptyDir: { readonly medium?: string; readonly sizeLimit?: string } }
  | { readonly ephemeral: { readonly volumeClaimTemplate: ClaimTemplate } }
);

export type ClaimTemplate = {
  readonly metadata?: Metadata;
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
    /** Absent means the cluster's default, an empty text none. */
    readonly storageClassName?: string;
  };
};

/** Lists, because the name of a resource may be a slot. */
export type Resources = { readonly limits: readonly Amount[]; readonly requests: readonly Amount[] };

/** An entry with a slot that comes to nothing is left out. Where both are known, the amount is one that Kubernetes takes. */
export type Amount = { readonly resource: Setting; readonly amount: Setting };

export type Placement = {
  /** `json`'s entries, where there is such a slot, win over those of `labels`. */
  readonly nodeSelector: { readonly labels: Labels; readonly json?: Slot };
  /** Each slot of `json` adds one or several. */
  readonly tolerations: { readonly list: readonly Toleration[]; readonly json: readonly Slot[] };
  readonly nodeAffinity: {
    /** A node has to fit one of them. */
    readonly required: readonly NodeSelectorTerm[];
    readonly preferred: readonly { readonly weight: number; readonly preference: NodeSelectorTerm }[];
    /** Whole NodeAffinities, of which both lists are added to those above. */
    readonly json: readonly Slot[];
  };
  readonly podAffinity: PodAffinity;
  readonly podAntiAffinity: PodAffinity;
  readonly runtimeClassName?: string;
};

export type Toleration = {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
};

export type NodeSelectorTerm = {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
};

export type Requirement = { readonly key: string; readonly operator: string; readonly values?: readonly string[] };

export type PodAffinity = {
  readonly required: readonly PodAffinityTerm[];
  readonly preferred: readonly { readonly weight: number; readonly podAffinityTerm: PodAffinityTerm }[];
};

export type PodAffinityTerm = {
  readonly labelSelector?: LabelSelector;
  readonly topologyKey: string;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
};

export type LabelSelector = { readonly matchLabels?: Labels; readonly matchExpressions?: readonly Requirement[] };

export type PodPart = {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly volumes: readonly Volume[];
  readonly imagePullSecrets: readonly { readonly name: Setting }[];
  readonly initContainers: readonly InitContainer[];
};

/**
 * A container that runs to its end before main, or beside it where it restarts always. Its texts are Kubernetes' own: what
 * looks like a reference to one of its variables is one.
 */
export type InitContainer = {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly restartPolicy?: "Always";
  readonly resources?: { readonly limits?: Labels; readonly requests?: Labels };
};
