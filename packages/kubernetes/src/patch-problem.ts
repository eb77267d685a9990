// Why a strategic merge patch cannot be applied: what the API server would answer with an error.
import { asList, isJsonList, isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import {
  actionOf,
  below,
  DELETE_FROM_PRIMITIVE_LIST,
  fieldsOf,
  identityOf,
  type ListDirective,
  listDirectives,
  mergeKeyOf,
  PATCH,
  type PatchPath,
  type Place,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from "./patch-directive.js";

/** One sentence, and the place in the patch that it is about. */
export type PatchProblem = { readonly path: PatchPath; readonly message: string };

type Problems = Generator<PatchProblem, void, undefined>;

/** Everything that is wrong with a patch of an object. */
export function* problemsOf(original: JsonObject, patch: JsonObject, place: Place): Problems {
  yield* problemsOfAction(patch, place);
  if (actionOf(patch) !== undefined) return;
  yield* problemsOfRetainKeys(patch, place);
  for (const { key, list } of listDirectives(patch, DELETE_FROM_PRIMITIVE_LIST)) {
    if (!isJsonList(list)) yield problem(below(place, key), `"${key}" must be a list`);
  }
  for (const directive of listDirectives(patch, SET_ELEMENT_ORDER)) yield* problemsOfOrder(directive, patch, place);
  for (const [field, value] of fieldsOf(patch)) yield* problemsOfValue(original[field], value, below(place, field));
}

function problem({ path }: Place, message: string): PatchProblem {
  return { path, message };
}

function* problemsOfAction(patch: JsonObject, place: Place): Problems {
  const action = patch[PATCH];
  if (action === undefined || action === "replace" || action === "delete" || action === "merge") return;
  yield problem(below(place, PATCH), `"${PATCH}" must be "replace", "delete" or "merge"`);
}

function* problemsOfRetainKeys(patch: JsonObject, place: Place): Problems {
  const retained = patch[RETAIN_KEYS];
  if (retained === undefined) return;
  const here = below(place, RETAIN_KEYS);
  if (!isJsonList(retained)) return yield problem(here, `"${RETAIN_KEYS}" must be a list of fields`);
  for (const [field, value] of fieldsOf(patch)) {
    if (value === null || retained.includes(field)) continue;
    yield problem(here, `"${RETAIN_KEYS}" must have "${field}", which the patch sets`);
  }
}

/** The order must have all elements of the patch, in the order in which the patch has them. */
function* problemsOfOrder({ key, field, list }: ListDirective, patch: JsonObject, place: Place): Problems {
  const here = below(place, key);
  if (!isJsonList(list)) return yield problem(here, `"${key}" must be a list`);
  const mergeKey = mergeKeyOf(below(place, field)) ?? "";
  const order = list.map((element) => identityOf(element, mergeKey));
  if (order.includes(undefined)) yield problem(here, `an element of "${key}" has no "${mergeKey}"`);
  const elements = asList(patch[field]).filter((element) => actionOf(element) === undefined);
  const ranks = elements.map((element) => order.indexOf(identityOf(element, mergeKey)));
  const isInOrder = ranks.every((rank, index) => rank > (ranks[index - 1] ?? -1));
  if (order.length > 0 && !isInOrder) {
    yield problem(here, `"${key}" must have the elements of "${field}" in the same order`);
  }
}

function* problemsOfValue(original: JsonValue | undefined, patch: JsonValue, place: Place): Problems {
  if (isJsonObject(original) && isJsonObject(patch)) yield* problemsOf(original, patch, place);
  if (!isJsonList(original) || !isJsonList(patch)) return;
  const mergeKey = mergeKeyOf(place);
  if (mergeKey === "") yield* problemsOfSet([...original, ...patch], place);
  else if (mergeKey !== undefined) yield* problemsOfElements(original, patch, place);
}

function* problemsOfSet(elements: readonly JsonValue[], place: Place): Problems {
  const kinds = new Set(elements.map((element) => (element === null ? "null" : typeof element)));
  if (kinds.size <= 1 && !kinds.has("object") && !kinds.has("null")) return;
  yield problem(place, `"${place.path.at(-1)}" must have texts only, or numbers only, because it is merged as a set`);
}

function* problemsOfElements(original: readonly JsonValue[], patch: readonly JsonValue[], place: Place): Problems {
  const mergeKey = mergeKeyOf(place) ?? "";
  const message = `"${mergeKey}", by which the elements of "${place.path.at(-1)}" are merged`;
  const live = patch.some((element) => actionOf(element) === "replace") ? [] : original;
  const liveOf = (element: JsonValue) =>
    live.find((other) => identityOf(other, mergeKey) === identityOf(element, mergeKey));
  if (liveOf({}) !== undefined) yield problem(place, `an element of what is patched has no ${message}`);
  for (const [index, element] of patch.entries()) {
    const here = below(place, index);
    if (!isJsonObject(element) || identityOf(element, mergeKey) === undefined) {
      if (actionOf(element) !== "replace") yield problem(here, `an element has no ${message}`);
      continue;
    }
    const other = liveOf(element);
    yield* isJsonObject(other) ? problemsOf(other, element, here) : problemsOfAction(element, here);
  }
}
