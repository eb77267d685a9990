// JSON as Python writes it, which has NaN and Infinity: they are found, so that whoever wrote them can be named.
import { isJsonObject, type JsonValue } from "@slipway/ir";
import { type Found, found, missing } from "./found.js";

/** A text → its value; what is no JSON is a reason, not an exception. */
export function parseJson(text: string): Found<JsonValue> {
  const lenient = parseLenient(text);
  if (!lenient.ok) return lenient;
  const [first] = lenient.value.numbers;
  return first ? missing(`it holds ${first.number}, a number that JSON does not have`) : found(lenient.value.value);
}

/** A number that is not in JSON, and the keys and indices that lead to it. In its place stands its name as a text. */
export type OddNumber = { readonly number: string; readonly path: readonly string[] };

export type LenientJson = { readonly value: JsonValue; readonly numbers: readonly OddNumber[] };

/**
 * Reads JSON that may hold NaN, Infinity and -Infinity.
 *
 * @example
 * parseLenient('{"loss": NaN}'); // value { loss: "NaN" }, numbers [{ number: "NaN", path: ["loss"] }]
 */
export function parseLenient(text: string): Found<LenientJson> {
  const strict = parse(text);
  if (strict.ok) return found({ value: strict.value, numbers: [] });
  if (!/NaN|Infinity/.test(text)) return strict;
  const mark = unusedMark(text);
  const marked = parse(withMarks(text, mark));
  if (!marked.ok) return marked;
  const numbers: OddNumber[] = [];
  const value = unmark(marked.value, mark, [], numbers);
  return found({ value, numbers });
}

function parse(text: string): Found<JsonValue> {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isDeep(value) ? missing(`its lists and mappings are nested more than ${DEEPEST} deep`) : found(value);
  } catch {
    return missing("it is no JSON");
  }
}

/** As deep as Python writes. What is deeper would end whoever walks through it. */
const DEEPEST = 1000;

function isDeep(value: JsonValue): boolean {
  let level: readonly JsonValue[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** A text that stands nowhere in another. */
function unusedMark(text: string): string {
  let mark = "odd number ";
  while (text.includes(mark)) mark = `${mark}# `;
  return mark;
}

const ODD_NUMBER = /-?Infinity|NaN/y;

function withMarks(text: string, mark: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else if (character === "N" || character === "I" || character === "-") {
      ODD_NUMBER.lastIndex = at;
      const [number] = ODD_NUMBER.exec(text) ?? [];
      if (number === undefined) continue;
      parts.push(text.slice(done, at), JSON.stringify(mark + number));
      done = at + number.length;
      at = done - 1;
    }
  }
  return [...parts, text.slice(done)].join("");
}

/** Where the quotes close that open at a place. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

function unmark(value: JsonValue, mark: string, path: readonly string[], numbers: OddNumber[]): JsonValue {
  if (typeof value === "string" && value.startsWith(mark)) {
    const number = value.slice(mark.length);
    numbers.push({ number, path });
    return number;
  }
  if (Array.isArray(value)) return value.map((item, index) => unmark(item, mark, [...path, String(index)], numbers));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, unmark(inner, mark, [...path, key], numbers)]);
  return Object.fromEntries(entries) as JsonValue;
}
