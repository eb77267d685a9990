// What changes from one version of a pipeline to another, for whom runs it: what `slipway diff --json` prints.
// schemas/difference.schema.json says the same to machines.
import type { CacheOutlook } from "./cache-outlook.js";

export type PipelineDifference = {
  readonly version: 1;
  /** Nothing is different. */
  readonly isSame: boolean;
  /** Of the pipeline as a whole: its parameters, its outputs, what holds for all tasks. */
  readonly pipeline: readonly Change[];
  /** Those that differ, in the order in which they run; last those that are gone. */
  readonly tasks: readonly PartDifference[];
  /** Of every task of the newer version that runs a container. */
  readonly cache: readonly CacheOutlook[];
  /** Of the pods that an engine makes. Absent where none was asked for. */
  readonly pods?: readonly PartDifference[];
};

/** A task, by its id, or a pod, by its name. */
export type PartDifference = {
  readonly name: string;
  readonly is: "added" | "gone" | "changed" | "renamed";
  /** Its older name. */
  readonly was?: string;
  readonly changes: readonly Change[];
};

/** One of the texts is absent where the thing is added or gone. */
export type Change = {
  /** `image`, `limit of memory`. */
  readonly about: string;
  readonly old?: string;
  readonly new?: string;
  /** Of a text of several lines what differs, as a unified difference without its head. */
  readonly lines?: string;
};
