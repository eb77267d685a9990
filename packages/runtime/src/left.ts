// What a run has left in its store so far, below some places of it.
import { forEachParallel } from "@slipway/store";
import { type RunContext, runKey } from "./context.js";
import { readJson } from "./json-object.js";
import type { DecisionRecord, TaskRecord } from "./record.js";

export type Left = { readonly records: readonly TaskRecord[]; readonly decisions: readonly DecisionRecord[] };

const AT_ONCE = 32;

/** @param paths of tasks with all that is in them; "" is the whole run */
export async function readLeft(
  paths: readonly string[],
  { store, run }: Pick<RunContext, "store" | "run">,
): Promise<Left> {
  const root = runKey(run);
  const records: TaskRecord[] = [];
  const decisions: DecisionRecord[] = [];
  async function* keys() {
    for (const path of paths) for await (const { key } of store.list(path === "" ? root : `${root}/${path}`)) yield key;
  }
  // A file of such a name may also lie in an artifact that is a folder.
  const readIfOurs = async <T extends { readonly path: string }>(key: string, file: string): Promise<T | undefined> => {
    const read = await readJson<T | null>(store, key).catch(unlessBroken);
    return read?.value && key === `${root}/${read.value.path}/${file}` ? read.value : undefined;
  };
  await forEachParallel(keys(), AT_ONCE, async (key) => {
    if (key.endsWith("/task.json")) {
      const record = await readIfOurs<TaskRecord>(key, "task.json");
      if (record) records.push(record);
    } else if (key.endsWith("/decision.json")) {
      const decision = await readIfOurs<DecisionRecord>(key, "decision.json");
      if (decision) decisions.push(decision);
    }
  });
  return { records, decisions };
}

function unlessBroken(error: unknown): undefined {
  if (!(error instanceof SyntaxError)) throw error;
}
