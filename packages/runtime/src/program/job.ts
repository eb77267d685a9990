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
  /** What the answers are about, and a DAG: if what is before it there did not go well, nothing is decided. */
  readonly asked?: { readonly task: string; readonly within: string };
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
  /** Id of a DAG: what is before the task there is asked whether it may begin, since its engine could not tell. */
  readonly within?: string;
  /** Number of the try whose failure is no failure of the pod, because the engine would end the whole run for it. */
  readonly gentleAt?: number;
};

/** What the driver leaves for the launcher, and the launcher for the publisher, in the shared folder. */
export const STATE = "slipway";
/** What it leaves for the publisher alone: the user's container does not see it, so what is published where is not its to say. */
export const PRIVATE = "private";
