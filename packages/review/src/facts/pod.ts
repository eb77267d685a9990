// What is known of one pod, as the engine will make it: what it runs, what it may touch, how it is held.
import type { PodKind } from "@slipway/compiler";
import type { ImageFacts } from "./image.js";

/** Strictest last. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type SecurityLevel = "privileged" | "baseline" | "restricted";

export type PodFacts = {
  readonly name: string;
  /** "upkeep" is of no run: it is started by the clock, and sees to the namespace. */
  readonly kind: PodKind | "upkeep";
  /** Id of the task that it is for; absent for a pod of the run as a whole. */
  readonly task?: string;
  readonly containers: readonly PodContainerFacts[];
  readonly serviceAccount?: string;
  /** A container sees the token of the service account. */
  readonly hasToken: boolean;
  readonly secrets: readonly Reference[];
  readonly configMaps: readonly Reference[];
  readonly volumes: readonly VolumeFacts[];
  readonly security: SecurityFacts;
};

export type PodContainerFacts = {
  readonly name: string;
  readonly isInit: boolean;
  /** Of the user's own; the others are Slipway's. */
  readonly isUsers: boolean;
  readonly image: ImageFacts;
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly mayRunAsRoot: boolean;
  /** It sees a token of the pod's service account. */
  readonly hasToken: boolean;
};

/** A Secret or ConfigMap and how it is read. */
export type Reference = {
  readonly kind: "secret" | "config-map";
  /** Words where the name is known only in a run. */
  readonly name: string;
  readonly isKnown: boolean;
  /** `image-pull`: the kubelet reads it, no container does. */
  readonly as: "env" | "volume" | "image-pull";
  /** Absent: all that it holds. */
  readonly key?: string;
  /** The variable, or the folder. */
  readonly at?: string;
};

export type VolumeFacts = {
  readonly kind:
    | "claim"
    | "secret"
    | "config-map"
    | "empty"
    | "ephemeral"
    | "downward-api"
    | "host-path"
    | "projected"
    | "other";
  readonly name: string;
  /** Of the claim, Secret, ConfigMap or folder of the node. */
  readonly of?: string;
  readonly mountPaths: readonly string[];
  readonly isReadOnly: boolean;
  /** `1Gi` */
  readonly size?: string;
};

export type SecurityFacts = {
  readonly level: SecurityLevel;
  /** What keeps it from a stricter level. */
  readonly broken: readonly BrokenControl[];
};

/** @example { control: "Running as Non-root", level: "restricted", container: "main", field: "securityContext.runAsNonRoot" } */
export type BrokenControl = {
  /** As the standard calls it. */
  readonly control: string;
  /** The level that asks for it. */
  readonly level: "baseline" | "restricted";
  /** Absent where it is a field of the pod itself. */
  readonly container?: string;
  /** From the pod's spec, or the container, down. */
  readonly field: string;
  /** What stands there, as JSON; absent where nothing does and something must. */
  readonly value?: string;
};
