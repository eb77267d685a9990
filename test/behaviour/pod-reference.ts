// Is a value of a real pod what was foreseen? A reference in a text stands for any text, and where it is all of a text, for
// anything at all; so does the star in the path of an iteration.
import type { JsonValue } from "@slipway/ir";
import { withoutDefaults } from "./pod-parts.js";

const REFERENCE = /\{\{.*?\}\}|\$\((?:params|context|tasks|workspaces)\.[^)]*\)/s;

export function matches(planned: JsonValue | undefined, real: JsonValue | undefined): boolean {
  if (planned === undefined || real === undefined) return planned === real;
  return isLike(withoutDefaults(planned), withoutDefaults(real));
}

function isLike(planned: JsonValue, real: JsonValue): boolean {
  if (typeof planned === "string") {
    if (isReference(planned)) return true;
    return typeof real === "string" ? patternOf(planned).test(real) : planned === String(real);
  }
  if (Array.isArray(planned)) return Array.isArray(real) && listsMatch(planned, real);
  if (typeof planned !== "object" || planned === null) return planned === real;
  if (typeof real !== "object" || real === null || Array.isArray(real)) return false;
  return fieldsMatch(planned as Fields, real as Fields);
}

type Fields = Readonly<Record<string, JsonValue>>;

function listsMatch(planned: readonly JsonValue[], real: readonly JsonValue[]): boolean {
  return planned.length === real.length && planned.every((one, index) => isLike(one, real[index] ?? null));
}

/** The names of fields may be references, too. */
function fieldsMatch(planned: Fields, real: Fields): boolean {
  const [late, known] = [
    Object.keys(planned).filter(isReference),
    Object.keys(planned).filter((key) => !isReference(key)),
  ];
  const left = Object.keys(real).filter((key) => !known.includes(key));
  if (left.length !== late.length) return false;
  return known.every((key) => Object.hasOwn(real, key) && isLike(planned[key] ?? null, real[key] ?? null));
}

function isReference(text: string): boolean {
  return REFERENCE.exec(text)?.[0] === text;
}

function patternOf(text: string): RegExp {
  const parts = text.split(new RegExp(`(?:${REFERENCE.source})|(?<=/)\\*`, "s"));
  return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("[^]*")}$`);
}
