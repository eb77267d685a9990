// What the versions of Argo have that differs, and that a manifest is made of. What is in no version's list is in none of the
// manifests. https://argo-workflows.readthedocs.io/en/latest/new-features/
// https://argo-workflows.readthedocs.io/en/latest/upgrading/

export const VERSIONS = ["3.5", "3.6", "3.7", "4.0", "4.1"] as const;

export type ArgoVersion = (typeof VERSIONS)[number];

/**
 * The oldest of which every later one has all: what is made for it runs on 3.6 to 4.1. On 3.5 Workflows run too, as long as
 * their templates are not too long; its CronWorkflows are written in another way.
 */
export const USUAL_VERSION: ArgoVersion = "3.6";

type Abilities = {
  /**
   * A CronWorkflow has a list of schedules. The single one that was there before is gone in 4.0.
   * Source: https://argo-workflows.readthedocs.io/en/latest/deprecations/
   */
  readonly schedules: boolean;
  /** A CronWorkflow may have a condition. Source: https://argo-workflows.readthedocs.io/en/latest/cron-workflows/ */
  readonly scheduleCondition: boolean;
  /**
   * A delay between two tries has a bound of its own.
   * Source: https://github.com/argoproj/argo-workflows/blob/v3.7.9/pkg/apis/workflow/v1alpha1/workflow_types.go (Backoff)
   */
  readonly longestDelay: boolean;
};

export const ABILITIES: Readonly<Record<ArgoVersion, Abilities>> = {
  "3.5": { schedules: false, scheduleCondition: false, longestDelay: false },
  "3.6": { schedules: true, scheduleCondition: true, longestDelay: false },
  "3.7": { schedules: true, scheduleCondition: true, longestDelay: true },
  "4.0": { schedules: true, scheduleCondition: true, longestDelay: true },
  "4.1": { schedules: true, scheduleCondition: true, longestDelay: true },
};
