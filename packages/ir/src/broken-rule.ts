// What a validator compiled from a JSON Schema says of a value, in parts of a sentence. The IR's own sentences are in
// validate.ts; options and settings are explained by this alone.
import type { IrPath } from "./diagnostic.js";
import { type Expectation, expectationOf } from "./expectation.js";
import type { JsonValue } from "./json.js";
import { describe } from "./text.js";

/** An error of ajv's: a rule of the schema, and a JSON pointer to the value that breaks it. */
export type BrokenRule = Expectation & { readonly instancePath: string };

/** A field that there is not, or a value that is not what it must be. */
export type Mistake =
  | { readonly kind: "unknown-field"; readonly path: IrPath }
  | { readonly kind: "bad-value"; readonly path: IrPath; readonly expected: string; readonly found: string };

/**
 * @param document what was validated
 *
 * @example
 * const rule = { instancePath: "/runAsUser", keyword: "type", params: { type: "integer" } };
 * explainBrokenRule(rule, { runAsUser: "root" });
 * // { kind: "bad-value", path: ["runAsUser"], expected: "a whole number", found: 'the text "root"' }
 */
export function explainBrokenRule(rule: BrokenRule, document: JsonValue): Mistake {
  const { path, value } = follow(document, rule.instancePath);
  if (rule.keyword === "additionalProperties") {
    return { kind: "unknown-field", path: [...path, String(rule.params["additionalProperty"])] };
  }
  const found = rule.keyword === "required" ? "one without it" : describe(value);
  return { kind: "bad-value", path, expected: expectationOf(rule), found };
}

/** Follows ajv's JSON pointer through the document, telling list indices from keys. */
export function follow(document: JsonValue, pointer: string): { readonly path: IrPath; readonly value: JsonValue } {
  const path: (string | number)[] = [];
  let value = document;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(key) : key);
    value = (value as { readonly [key: string]: JsonValue })[key] ?? null;
  }
  return { path, value };
}
