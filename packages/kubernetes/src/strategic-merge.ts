// Kubernetes' strategic merge patch for plain JSON. What a patch may not say is in patch-problem.ts. The API server finds
// in its Go types how lists are merged; here that is a table.
import { arrange } from "./arrange.js";
import { asList, isJsonList, isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import {
  actionOf,
  below,
  DELETE_FROM_PRIMITIVE_LIST,
  fieldsOf,
  identityOf,
  listDirectives,
  type MergeKeys,
  mergeKeyOf,
  type Place,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
  withoutDirectives,
  withoutDirectivesInList,
  withoutDirectivesInObject,
} from "./patch-directive.js";
import { type PatchProblem, problemsOf } from "./patch-problem.js";

/** The patched object, or why the patch cannot be applied. */
export type MergeResult =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly problems: readonly PatchProblem[] };

/**
 * Applies a strategic merge patch: objects are merged, null deletes, a list is merged where `mergeKeys` has its path and
 * is replaced elsewhere. `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…` and `$setElementOrder/…` mean what they
 * mean to `kubectl patch`. Neither `original` nor `patch` is changed.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 * @example
 * const original = { containers: [{ name: "main", image: "python:3.11" }], nodeSelector: { disk: "ssd" } };
 * const patch = { containers: [{ name: "main", tty: true }], nodeSelector: null };
 * strategicMerge(original, patch, { containers: "name" });
 * // { ok: true, value: { containers: [{ name: "main", image: "python:3.11", tty: true }] } }
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, mergeKeys: MergeKeys): MergeResult {
  const place = { mergeKeys, path: [] };
  const problems = [...problemsOf(original, patch, place)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: mergeObject(original, patch, place) };
}

function mergeObject(original: JsonObject, patch: JsonObject, place: Place): JsonObject {
  const action = actionOf(patch);
  if (action === "delete") return {};
  if (action === "replace") return withoutDirectivesInObject(patch);
  const live = retain(original, patch[RETAIN_KEYS]);
  const merged = new Map(Object.entries(live));
  for (const [field, value] of fieldsOf(patch)) {
    const result = mergeValue(merged.get(field), value, below(place, field));
    if (result === undefined) merged.delete(field);
    else merged.set(field, result);
  }
  for (const { field, list } of listDirectives(patch, SET_ELEMENT_ORDER)) {
    const elements = merged.get(field);
    const mergeKey = mergeKeyOf(below(place, field)) ?? "";
    const order = { patch: asList(list), live: filled(asList(live[field]), asList(elements), mergeKey) };
    if (isJsonList(elements)) merged.set(field, arrange(elements, order, mergeKey));
  }
  for (const { field, list } of listDirectives(patch, DELETE_FROM_PRIMITIVE_LIST)) {
    const elements = merged.get(field);
    if (isJsonList(elements)) merged.set(field, without(elements, asList(list)));
  }
  // Unlike an assignment this makes a field of "__proto__".
  return Object.fromEntries(merged);
}

function retain(original: JsonObject, fields: JsonValue | undefined): JsonObject {
  if (!isJsonList(fields)) return original;
  return Object.fromEntries(Object.entries(original).filter(([field]) => fields.includes(field)));
}

/** The old order of a list, with its new elements in the places that the deleted ones leave, as in Kubernetes. */
function filled(live: readonly JsonValue[], merged: readonly JsonValue[], mergeKey: string): readonly JsonValue[] {
  const isIn = (list: readonly JsonValue[], element: JsonValue) =>
    list.some((other) => isSame(other, element, mergeKey));
  const left = live.filter((element) => isIn(merged, element));
  const added = merged.filter((element) => !isIn(live, element));
  return [...left, ...added].slice(0, live.length);
}

function without(elements: readonly JsonValue[], deleted: readonly JsonValue[]): readonly JsonValue[] {
  return elements.filter((element) => !deleted.includes(element));
}

function mergeValue(original: JsonValue | undefined, patch: JsonValue, place: Place): JsonValue | undefined {
  if (patch === null) return undefined;
  if (isJsonObject(original) && isJsonObject(patch)) return mergeObject(original, patch, place);
  if (isJsonList(original) && isJsonList(patch)) return mergeList(original, patch, place);
  // As in Kubernetes, even "$patch: replace" adds nothing where there is nothing to replace.
  return actionOf(patch) === undefined ? withoutDirectives(patch) : undefined;
}

function mergeList(original: readonly JsonValue[], patch: readonly JsonValue[], place: Place): readonly JsonValue[] {
  const mergeKey = mergeKeyOf(place);
  const isReplaced = mergeKey === undefined || patch.some((element) => actionOf(element) === "replace");
  if (isReplaced) return withoutDirectivesInList(patch);
  if (mergeKey === "") return arrange([...new Set([...original, ...patch])], { patch, live: original }, mergeKey);
  const isDeleted = (element: JsonValue) =>
    patch.some((other) => actionOf(other) === "delete" && isSame(element, other, mergeKey));
  const live = original.filter((element) => !isDeleted(element));
  const elements = patch.filter((element) => actionOf(element) === undefined);
  return arrange(mergeElements(live, elements, place), { patch: elements, live }, mergeKey);
}

/** Merges each element of the patch into the first one of the same key; without such a one it is new. */
function mergeElements(live: readonly JsonValue[], patch: readonly JsonValue[], place: Place): readonly JsonValue[] {
  const merged = [...live];
  for (const element of patch) {
    const index = merged.findIndex((other) => isSame(other, element, mergeKeyOf(place) ?? ""));
    if (index === -1) merged.push(withoutDirectives(element));
    else merged[index] = mergeValue(merged[index], element, below(place, index)) ?? element;
  }
  return merged;
}

function isSame(a: JsonValue, b: JsonValue, mergeKey: string): boolean {
  return identityOf(a, mergeKey) === identityOf(b, mergeKey);
}
