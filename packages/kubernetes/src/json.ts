/** What a JSON text can hold. Objects and lists are never changed once made. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [key: string]: JsonValue };

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonList(value);
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A list, or an empty one for anything else. */
export function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}
