// A run as people look at it: its outline, and what its records say of each task. packages/runs makes it from a store.
import type { JsonValue } from "@slipway/ir";
import type { OutlineTask } from "@slipway/pod";
import type { ArtifactRecord, ErrorRecord, RunRecord, TaskRecord } from "./record.js";

export type RunState = "SUCCEEDED" | "FAILED" | "CANCELLED" | "RUNNING";

export type RunView = {
  readonly run: RunRecord;
  readonly state: RunState;
  /** RFC 3339, UTC. Absent while the run goes on. */
  readonly end?: string;
  readonly outputs: {
    readonly parameters: Readonly<Record<string, JsonValue>>;
    readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  };
  readonly tasks: readonly TaskView[];
};

/** States in the order in which counts are listed: what went wrong first. */
export const TASK_STATES = ["FAILED", "CANCELLED", "RUNNING", "SUCCEEDED", "CACHED", "SKIPPED", "NOT_RUN"] as const;

export type TaskView = {
  /** Place in the run: `for-loop-1/3/train`. */
  readonly path: string;
  readonly task: OutlineTask;
  /** Of a loop's iteration its number, from 0. */
  readonly iteration?: number;
  readonly state: (typeof TASK_STATES)[number];
  /** Of a task that is no DAG, when it has one. */
  readonly record?: TaskRecord;
  /** Of a DAG that failed before its tasks: its condition or its list cannot be told. */
  readonly error?: ErrorRecord;
  readonly start?: string;
  readonly end?: string;
  /** Of a DAG its tasks; of a loop one for each iteration, each with tasks of its own. */
  readonly tasks?: readonly TaskView[];
};
