// What a pod's driver is told, as one JSON text: the engine fills in what only it knows.
import type { Invocation, Iterations } from "@slipway/pod";
import type { StoreOptions } from "@slipway/store";
import type { RunRecord } from "../record.js";

export type Job = {
  readonly run: RunRecord;
  readonly invocation: Invocation;
  readonly iterations: Iterations;
  /** The pod's UID. */
  readonly attempt: string;
  readonly retry: number;
  readonly store: { readonly uri: string; readonly options?: StoreOptions };
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
