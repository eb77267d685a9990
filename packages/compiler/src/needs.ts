// What a cluster must have and allow before manifests work, as backends tell it of what they made: for people who review.

export type EngineNeeds = {
  /** Versions and switches of the engine, the most important first. */
  readonly things: readonly Need[];
  /** What the run's own pods ask of the API server, granted or not. */
  readonly rules: readonly AccessRule[];
  /** Bytes that an object may have, by its kind: those that have a limit of their own. */
  readonly limits: Readonly<Record<string, number>>;
};

/** @example { kind: "version", text: "Argo Workflows 3.6 or later" } */
export type Need = {
  readonly kind: "version" | "flag";
  readonly text: string;
  /** Why, where that is not plain. */
  readonly reason?: string;
};

/** Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export type AccessRule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};
