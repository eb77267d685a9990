// All that a store has of a run.
import { type OutlineTask, pathSegment } from "@slipway/pod";
import type { DecisionRecord, RunRecord, TaskRecord } from "@slipway/runtime";
import { type Entry, forEachParallel, type Store } from "@slipway/store";
import { AT_ONCE, inOrder, type Problem, type Read, readDocument } from "./document.js";
import { validateDecisionRecord, validateRunRecord, validateTaskRecord } from "./gen/records.js";

export type Contents = {
  readonly records: readonly TaskRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly problems: readonly Problem[];
};

/** @param folder `<pipeline>/<run>` as segments of a key */
export function readRunRecord(store: Store, folder: string): Promise<Read<RunRecord> | undefined> {
  return readDocument<RunRecord>(store, `${folder}/run.json`, validateRunRecord);
}

/**
 * The records and decisions of a run. Artifacts may be called as they are, so what lies where the outline has no task
 * is left alone.
 *
 * @param see is told of everything in the folder
 */
export async function readContents(
  store: Store,
  folder: string,
  run: RunRecord,
  see: (entry: Entry) => void = () => undefined,
): Promise<Contents> {
  const records: TaskRecord[] = [];
  const decisions: DecisionRecord[] = [];
  const problems: Problem[] = [];
  async function* entries() {
    for await (const entry of store.list(folder)) {
      see(entry);
      yield entry.key;
    }
  }
  const keep = <T extends { readonly path: string }>(
    list: T[],
    path: string,
    key: string,
    read: Read<T> | undefined,
  ) => {
    if (read?.ok === false) problems.push(read.problem);
    else if (read && read.value.path !== path) problems.push({ key, message: `it speaks of "${read.value.path}"` });
    else if (read) list.push(read.value);
  };
  await forEachParallel(entries(), AT_ONCE, async (key) => {
    const [, path = "", file] = /^(.+)\/(task|decision)\.json$/s.exec(key.slice(folder.length + 1)) ?? [];
    if (file === undefined || !isPlace(path, run.outline.tasks)) return;
    if (file === "task") keep(records, path, key, await readDocument<TaskRecord>(store, key, validateTaskRecord));
    else keep(decisions, path, key, await readDocument<DecisionRecord>(store, key, validateDecisionRecord));
  });
  return { records, decisions, problems: inOrder(problems) };
}

/** Is there a task, or a DAG, or an iteration of one, at a path? */
function isPlace(path: string, outline: readonly OutlineTask[]): boolean {
  let tasks = outline;
  let mayCount = false;
  for (const part of path.split("/")) {
    if (mayCount && /^\d+$/.test(part)) {
      mayCount = false;
      continue;
    }
    const task = tasks.find(({ name }) => pathSegment(name) === part);
    if (!task) return false;
    tasks = task.tasks ?? [];
    mayCount = task.iterates === true;
  }
  return true;
}
