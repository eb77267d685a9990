// Which task of a newer version is which of an older one: that of its id, or one that does the same work under another.

import { digestOf } from "./symbolic.js";
import type { WorkKey } from "./work-key.js";

/**
 * Only what is alone in doing some work on both sides has been renamed: the same on the same inputs, else on others.
 *
 * @returns the older id, by the newer
 */
export function renamedTasks(
  older: ReadonlyMap<string, WorkKey>,
  newer: ReadonlyMap<string, WorkKey>,
): ReadonlyMap<string, string> {
  const gone = [...older.values()].filter(({ task }) => !newer.has(task));
  const added = [...newer.values()].filter(({ task }) => !older.has(task));
  const same = pairs(gone, added, ({ digest }) => digest);
  const matched = new Set([...same.keys(), ...same.values()]);
  const others = (keys: readonly WorkKey[]) => keys.filter(({ task }) => !matched.has(task));
  return new Map([...same, ...pairs(others(gone), others(added), workOf)]);
}

type Digest = (key: WorkKey) => string;

function workOf({ own, inputs }: WorkKey): string {
  const { name: _, ...work } = own;
  return digestOf([work, Object.keys(inputs).sort()]);
}

function pairs(gone: readonly WorkKey[], added: readonly WorkKey[], of: Digest): ReadonlyMap<string, string> {
  const before = grouped(gone, of);
  const found = [...grouped(added, of)].flatMap(([work, ids]) => {
    const [id, ...more] = ids;
    const [was, ...others] = before.get(work) ?? [];
    return id !== undefined && was !== undefined && more.length + others.length === 0 ? [[id, was] as const] : [];
  });
  return new Map(found);
}

function grouped(keys: readonly WorkKey[], of: Digest): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const key of keys) found.set(of(key), [...(found.get(of(key)) ?? []), key.task]);
  return found;
}
