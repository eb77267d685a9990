// What a pod is told, as one JSON text: the engine fills in what only it knows.
import type { Answer, Invocation, Iterations } from "@slipway/pod";
import type { StoreOptions } from "@slipway/store";
import type { RunRecord } from "../record.js";

/** What a pod without a task is told. */
export type DecideJob = {
  readonly run: RunRecord;
  /** By id, of the loops around what the pod is about. */
  readonly iterations: Iterations;
  readonly store: { readonly uri: string; readonly options?: StoreOptions };
  /** What the engine asks, and the folder in which it looks for the files. */
  readonly answers?: { readonly folder: string; readonly list: readonly Answer[] };
};

/** What a pod with a task is told. Answers are given when the task has gone well, were it long ago. */
export type Job = DecideJob & {
  readonly invocation: Invocation;
  /** The pod's UID. */
  readonly attempt: string;
  readonly retry: number;
  /** The folder that driver, main and publisher share. */
  readonly shared: string;
  /** The static busybox that is put beside the launcher. */
  readonly busybox: string;
  readonly workspace?: string;
  readonly scope: string;
  readonly useCache: boolean;
  readonly maxAgeSeconds?: number;
};

/** What the driver leaves for the publisher. */
export const STATE = "slipway";
