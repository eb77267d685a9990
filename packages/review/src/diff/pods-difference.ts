// The pods that an engine makes of two versions: what is different in them, field by field.
import type { PlannedPod } from "@slipway/compiler";
import { isJsonObject, type JsonValue } from "@slipway/ir";
import { type Aspect, changesOf } from "./change.js";
import type { PartDifference } from "./difference.js";

/** @param renamed the older id of a task, by the newer */
export function podsDifference(
  older: readonly PlannedPod[],
  newer: readonly PlannedPod[],
  renamed: ReadonlyMap<string, string>,
): readonly PartDifference[] {
  const before = byPurpose(older, new Map());
  const after = byPurpose(newer, renamed);
  const there = [...after].flatMap(([purpose, pod]): readonly PartDifference[] => {
    const { name } = pod.pod.metadata;
    const old = before.get(purpose);
    if (!old) return [{ name, is: "added", changes: [] }];
    const was = old.pod.metadata.name;
    const changes = changesOf(podAspects(old), podAspects(pod));
    if (was !== name) return [{ name, is: "renamed", was, changes }];
    return changes.length > 0 ? [{ name, is: "changed", changes }] : [];
  });
  const gone = [...before].filter(([purpose]) => !after.has(purpose));
  return [
    ...there,
    ...gone.map(([, { pod }]): PartDifference => ({ name: pod.metadata.name, is: "gone", changes: [] })),
  ];
}

/** What it is for, and for which task; iterations that differ have numbers. */
function byPurpose(pods: readonly PlannedPod[], renamed: ReadonlyMap<string, string>): ReadonlyMap<string, PlannedPod> {
  const found = new Map<string, PlannedPod>();
  for (const pod of pods) {
    const { kind, task = "" } = pod;
    const purpose = JSON.stringify([kind, renamed.get(task) ?? task]);
    let free = purpose;
    for (let number = 2; found.has(free); number++) free = `${purpose} ${number}`;
    found.set(free, pod);
  }
  return found;
}

function podAspects({ pod }: PlannedPod): readonly Aspect[] {
  const { name: _, ...metadata } = pod.metadata;
  return [...aspectsIn("metadata", metadata), ...aspectsIn("spec", pod.spec)];
}

/** Lists of things with names are gone through by these; other lists are one value. */
function aspectsIn(place: string, value: JsonValue): readonly Aspect[] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([field, one]) => aspectsIn(`${place}.${field}`, one));
  if (Array.isArray(value) && value.every(hasName)) {
    return value.flatMap((one) => aspectsIn(`${place}[${nameOf(one)}]`, one));
  }
  return [{ about: place, text: textOf(value), compared: JSON.stringify(value) }];
}

function nameOf(value: JsonValue): string {
  const { name, mountPath } = isJsonObject(value) ? value : {};
  return String(mountPath ?? name);
}

function hasName(value: JsonValue): boolean {
  return isJsonObject(value) && (value["name"] !== undefined || value["mountPath"] !== undefined);
}

const LONGEST = 300;

/** What a pod is told of its task is long, and stands among the tasks in words. */
function textOf(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.length} characters` : text;
}
