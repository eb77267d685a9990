// How long a Workflow of Argo's may run, and when what is left of it is deleted.
// https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec

export type TtlStrategy = {
  readonly secondsAfterCompletion?: number;
  readonly secondsAfterSuccess?: number;
  readonly secondsAfterFailure?: number;
};

/** Seconds; 0 and less mean not set. */
export type LifetimeSettings = {
  readonly activeDeadlineSeconds?: number;
  readonly resourceTtlOnCompletion?: number;
  readonly resourceTtlOnSuccess?: number;
  readonly resourceTtlOnFailure?: number;
};

/** Fields of a Workflow's spec. */
export type Lifetime = { readonly activeDeadlineSeconds?: number; readonly ttlStrategy?: TtlStrategy };

/**
 * @example
 * lifetime({ activeDeadlineSeconds: 3600, resourceTtlOnSuccess: 0 }); // { activeDeadlineSeconds: 3600 }
 */
export function lifetime(settings: LifetimeSettings): Lifetime {
  const { activeDeadlineSeconds = 0 } = settings;
  const ttl = [
    ["secondsAfterCompletion", settings.resourceTtlOnCompletion ?? 0],
    ["secondsAfterSuccess", settings.resourceTtlOnSuccess ?? 0],
    ["secondsAfterFailure", settings.resourceTtlOnFailure ?? 0],
  ] as const;
  const set = ttl.filter(([, seconds]) => seconds > 0);
  const ttlStrategy: TtlStrategy = Object.fromEntries(set);
  return {
    ...(activeDeadlineSeconds > 0 && { activeDeadlineSeconds }),
    ...(set.length > 0 && { ttlStrategy }),
  };
}
