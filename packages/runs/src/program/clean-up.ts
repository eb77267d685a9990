// Removes the runs of a store that are old, and says what it did. Nobody watches: what cannot be read is told and stays.
import type { CleanupDescription } from "@slipway/pod";
import { timestamp } from "@slipway/runtime";
import { openStore, type StoreOptions } from "@slipway/store";
import { type Removal, removeRuns } from "../removal.js";
import type { EndOf } from "../view.js";

/**
 * @param now milliseconds since 1970
 * @returns lines for a log
 */
export async function cleanUp(job: CleanupDescription, now: () => number): Promise<readonly string[]> {
  const { store, olderThanSeconds, keep, unfinishedSeconds } = job;
  const opened = await openStore(store.uri, store.options as StoreOptions | undefined);
  const before = (seconds: number) => timestamp(now() - seconds * 1000);
  const selection = { endedBefore: before(olderThanSeconds), keep };
  const endOf = unfinishedSeconds === undefined ? {} : { endOf: abandonedBefore(before(unfinishedSeconds)) };
  return linesOf(await removeRuns(opened, selection, { now, ...endOf }));
}

/** What was killed whole leaves no record of its end. */
function abandonedBefore(time: string): EndOf {
  return ({ start }) => (start < time ? { state: "FAILED", end: start } : undefined);
}

function linesOf({ problems, runs, objects, bytes, cacheEntries, used }: Removal): readonly string[] {
  return [
    ...problems.map(({ key, message }) => `cannot read ${JSON.stringify(key)}: ${message}`),
    ...runs.map(({ pipeline, id, start }) => `removed run ${id} of ${JSON.stringify(pipeline)}, which began ${start}`),
    `removed in all: runs ${runs.length}, objects ${objects}, bytes ${bytes}, cache entries ${cacheEntries}`,
    ...(used.objects > 0 ? [`stay, since other runs use them: objects ${used.objects}, bytes ${used.bytes}`] : []),
  ];
}
