// What a pod is told that starts a run when it is time, for an engine that has no schedules of its own.
import type { JsonObject } from "@slipway/ir";

export type StartDescription = {
  /** What is made: an object of Kubernetes, in a namespace. Its name is that of the job that makes it. */
  readonly run: JsonObject;
  /** Where its like are, in the API: `/apis/tekton.dev/v1/namespaces/ml/pipelineruns`. */
  readonly path: string;
  /** Name of the schedule, in the label {@link SCHEDULE} of all runs that it starts. */
  readonly schedule: string;
  /** RFC 3339, in UTC: nothing runs before, and nothing from then on. */
  readonly start?: string;
  readonly end?: string;
  /** While a run of the schedule goes on: another starts beside it, none does, or the one that goes on is ended. */
  readonly concurrency: "allow" | "forbid" | "replace";
  /** A merge patch by which the engine ends a run. */
  readonly ending: JsonObject;
  /** How many ended runs of the schedule stay; all unless set. */
  readonly keepSucceeded?: number;
  readonly keepFailed?: number;
};

/** Label of a run that a schedule has started. */
export const SCHEDULE = "slipway/schedule";
