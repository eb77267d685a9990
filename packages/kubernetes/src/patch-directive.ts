// What a strategic merge patch says besides values: its directives, and which lists are merged by what.
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/**
 * The lists that are merged: for the path of a list, without indices, the field that tells its elements apart, or "" where
 * the elements are plain values. All other lists are replaced.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/#notes-on-the-strategic-merge-patch
 * @example
 * const mergeKeys: MergeKeys = { "spec.containers": "name", "spec.containers.env": "name", "metadata.finalizers": "" };
 */
export type MergeKeys = Readonly<Record<string, string>>;

export type PatchPath = readonly (string | number)[];

/** Where in a patch we are. */
export type Place = { readonly mergeKeys: MergeKeys; readonly path: PatchPath };

export function below(place: Place, segment: string | number): Place {
  return { mergeKeys: place.mergeKeys, path: [...place.path, segment] };
}

/** What tells the elements of the list here apart; `undefined` where the list is replaced. */
export function mergeKeyOf({ mergeKeys, path }: Place): string | undefined {
  const fields = path.filter((segment) => typeof segment === "string").join(".");
  return Object.hasOwn(mergeKeys, fields) ? mergeKeys[fields] : undefined;
}

/** An element itself, or the field by which its list is merged. */
export function identityOf(element: JsonValue, mergeKey: string): JsonValue | undefined {
  if (mergeKey === "") return element;
  return isJsonObject(element) ? element[mergeKey] : undefined;
}

export const PATCH = "$patch";
export const RETAIN_KEYS = "$retainKeys";
export const SET_ELEMENT_ORDER = "$setElementOrder";
export const DELETE_FROM_PRIMITIVE_LIST = "$deleteFromPrimitiveList";

/** A directive about a list, `$setElementOrder/containers`, with the field it is about. */
export type ListDirective = { readonly key: string; readonly field: string; readonly list: JsonValue };

export function listDirectives(patch: JsonObject, name: string): readonly ListDirective[] {
  return Object.entries(patch)
    .filter(([key]) => key.startsWith(`${name}/`))
    .map(([key, list]) => ({ key, field: key.slice(name.length + 1), list }));
}

/** The fields of a patch that are values. */
export function fieldsOf(patch: JsonObject): readonly (readonly [string, JsonValue])[] {
  return Object.entries(patch).filter(([key]) => !isDirective(key));
}

function isDirective(key: string): boolean {
  if (key === PATCH || key === RETAIN_KEYS) return true;
  return key.startsWith(`${SET_ELEMENT_ORDER}/`) || key.startsWith(`${DELETE_FROM_PRIMITIVE_LIST}/`);
}

/** The `$patch` of an object; "merge" says what happens anyway. */
export function actionOf(value: JsonValue): JsonValue | undefined {
  const action = isJsonObject(value) ? value[PATCH] : undefined;
  return action === "merge" ? undefined : action;
}

/** What a patch adds where there was nothing: no nulls, no directives, and nothing that a `$patch` is about. */
export function withoutDirectives(value: JsonValue): JsonValue {
  if (isJsonList(value)) return withoutDirectivesInList(value);
  return isJsonObject(value) ? withoutDirectivesInObject(value) : value;
}

export function withoutDirectivesInList(elements: readonly JsonValue[]): readonly JsonValue[] {
  return elements.filter((element) => actionOf(element) === undefined).map(withoutDirectives);
}

export function withoutDirectivesInObject(patch: JsonObject): JsonObject {
  const added = fieldsOf(patch).filter(([, value]) => value !== null && actionOf(value) === undefined);
  return Object.fromEntries(added.map(([field, value]) => [field, withoutDirectives(value)]));
}
