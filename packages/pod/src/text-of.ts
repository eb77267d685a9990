// A value → its text. Text forms are those of Kubeflow's launcher, but for the escapes that Go puts into JSON for the sake
// of HTML. The way back is in packages/runtime.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/metadata/converter.go (PbValueToText)
import { isJsonObject, type JsonValue, sortedEntries } from "@slipway/ir";

/**
 * The text that stands for a value in an argument: of null none, of a number without exponent, of lists and mappings
 * compact JSON with keys in order.
 *
 * @example
 * textOf(1e21); // "1000000000000000000000"
 * textOf({ b: [1, "x"], a: null }); // '{"a":null,"b":[1,"x"]}'
 */
export function textOf(value: JsonValue): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return decimal(value);
  return jsonText(value);
}

/** Compact JSON with the keys of every mapping in order, so that equal values have equal texts. */
export function jsonText(value: JsonValue): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(sortedEntries(value).map(([key, inner]) => [key, inOrder(inner)]));
}

/** The shortest digits that read back as the same number, without an exponent. */
function decimal(value: number): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? [];
  if (whole === "") return String(value);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}
