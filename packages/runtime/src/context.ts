// What driver and publisher know of the run around a task.
import { pathSegment } from "@slipway/pod";
import { joinUri, type Store } from "@slipway/store";
import type { RunRecord } from "./record.js";

export type RunContext = {
  readonly run: RunRecord;
  /** Where records, artifacts and cache entries of this run go. */
  readonly store: Store;
  /** Opens the store of any uri that an artifact has: its bucket, or this machine's files. */
  readonly open: (uri: string) => Promise<Store>;
  /** Of the moment, in milliseconds since 1970. */
  readonly now: () => number;
};

/** Key of a run's folder in its store. */
export function runKey({ pipeline, id }: Pick<RunRecord, "pipeline" | "id">): string {
  return `${pathSegment(pipeline)}/${pathSegment(id)}`;
}

/** `{{$.pipeline_root}}` of a run: where all that it makes lies. */
export function runUri({ store, run }: RunContext): string {
  return joinUri(store.uri, runKey(run));
}

/** RFC 3339, UTC, with milliseconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
