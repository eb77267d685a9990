// What happens in a run, told as it happens, to whoever shows it.
import type { DecisionRecord, TaskRecord, TaskState } from "@slipway/runtime";

export type RunEvent =
  /** A try of a task begins. */
  | { readonly kind: "started"; readonly path: string; readonly retry: number }
  /** It was not done before, so its command is run now. */
  | { readonly kind: "executing"; readonly path: string; readonly retry: number }
  /** A line that its command wrote. */
  | { readonly kind: "line"; readonly path: string; readonly stream: "out" | "err"; readonly text: string }
  /** A try failed, and there will be another, in so many seconds. */
  | { readonly kind: "retried"; readonly path: string; readonly seconds: number; readonly record: TaskRecord }
  /** It was found out whether a DAG runs, or how often. */
  | { readonly kind: "decided"; readonly path: string; readonly record: DecisionRecord }
  | Ended
  /** What a task waits for. */
  | { readonly kind: "note"; readonly path: string; readonly text: string }
  /** Something that the user should know, though nothing failed. */
  | { readonly kind: "warning"; readonly path?: string; readonly text: string };

/** A task ended, or a DAG. What did not run has no record, and what failed without one has a problem. */
export type Ended = {
  readonly kind: "ended";
  readonly path: string;
  /** It is a DAG or a loop, of which the tasks in it have ended by themselves. */
  readonly isGroup: boolean;
  readonly state: TaskState | "NOT_RUN";
  readonly record?: TaskRecord;
  readonly problem?: string;
};

export type Report = (event: RunEvent) => void;
