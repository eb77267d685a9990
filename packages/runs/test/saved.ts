// Made-up runs, put into a real store in a folder of this machine.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CacheEntry,
  cacheKey,
  type DecisionRecord,
  type RunRecord,
  runKey,
  type TaskRecord,
} from "@slipway/runtime";
import { openStore, type Store } from "@slipway/store";

export function newStore(): Promise<Store> {
  return openStore(`file://${mkdtempSync(join(tmpdir(), "slipway-runs-"))}/store`);
}

export function putJson(store: Store, key: string, value: unknown) {
  return putText(store, key, JSON.stringify(value, null, 1));
}

export function putText(store: Store, key: string, text: string) {
  return store.put(key, new TextEncoder().encode(text));
}

/** @param records of this run, whatever they say */
export async function save(
  store: Store,
  run: RunRecord,
  records: readonly TaskRecord[] = [],
  decisions: readonly DecisionRecord[] = [],
) {
  const folder = runKey(run);
  await putJson(store, `${folder}/run.json`, run);
  for (const record of records) {
    await putJson(store, `${folder}/${record.path}/task.json`, { ...record, run: run.id, pipeline: run.pipeline });
  }
  for (const decision of decisions) await putJson(store, `${folder}/${decision.path}/decision.json`, decision);
}

export function saveEntry(store: Store, entry: CacheEntry) {
  return putJson(store, cacheKey(entry.key), entry);
}

export async function keysIn(store: Store, folder = ""): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(folder)) keys.push(key);
  return keys.sort();
}
