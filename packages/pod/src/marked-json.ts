// A value whose own text an engine would change, in an argument that the engine hands on: JSON behind a mark.
import type { JsonValue } from "@slipway/ir";

const MARK = "slipway-json:";

/**
 * @param json in a spelling in which the engine finds nothing to change
 *
 * @example
 * markedJson('"\\u007b{x}}"'); // slipway-json:"\u007b{x}}"
 */
export function markedJson(json: string): string {
  return `${MARK}${json}`;
}

/** A text that looks like marked JSON cannot stand for itself either. */
export function isMarked(text: string): boolean {
  return text.startsWith(MARK);
}

/** The value that a marked text stands for; undefined when the text stands for itself. */
export function readMarked(text: string): JsonValue | undefined {
  return isMarked(text) ? (JSON.parse(text.slice(MARK.length)) as JsonValue) : undefined;
}
