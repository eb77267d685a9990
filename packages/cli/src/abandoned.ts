// Runs whose process is gone: what is known of them besides their records.
import { abandonedRuns } from "@slipway/local";
import type { EndOf } from "@slipway/runs";
import type { RunRecord } from "@slipway/runtime";
import type { Store } from "@slipway/store";
import { stateFolderOf } from "./machine.js";

export type KnownAbandoned = {
  readonly endOf: EndOf;
  /** In words; undefined of all other runs. */
  readonly whyAbandoned: (run: Pick<RunRecord, "id">) => string | undefined;
};

export async function knownAbandoned(store: Store): Promise<KnownAbandoned> {
  const runs = new Map((await abandonedRuns(stateFolderOf(store))).map((run) => [run.id, run]));
  return {
    endOf: ({ id }) => {
      const run = runs.get(id);
      return run && { state: "FAILED", end: run.start };
    },
    whyAbandoned: ({ id }) => {
      const run = runs.get(id);
      return run && `its process (${run.pid} on ${run.host}) is gone, and the store has no word of its end`;
    },
  };
}
