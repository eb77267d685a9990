// Any spelling that protojson takes → its canonical one, so that everything after this sees one form:
// camelCase keys, no null, no default values, enums by name, 64-bit integers and durations as text.
// https://protobuf.dev/programming-guides/json
import type { Diagnostic, IrPath } from "./diagnostic.js";
import { ENUMS, MESSAGES, type MessageName } from "./gen/messages.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import { diagnose } from "./messages.js";
import { didYouMean } from "./suggest.js";

export type Canonical = { readonly value: JsonValue; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a message. What does not fit the field is left as it is: the validators say so, with the user's own value.
 * @param path where the message stands, for diagnostics
 */
export function canonical(message: MessageName, value: JsonValue, path: IrPath): Canonical {
  const diagnostics: Diagnostic[] = [];
  const reader: Reader = { path: [...path], report: (diagnostic) => diagnostics.push(diagnostic), lenient: false };
  return { value: readMessage(message, value, reader), diagnostics };
}

type Reader = {
  /** Where the reader is; grows and shrinks with it, and is copied into what it reports. */
  readonly path: (string | number)[];
  readonly report: (diagnostic: Diagnostic) => void;
  /** Inside a message of {@link LENIENT}. */
  readonly lenient: boolean;
};

/**
 * Where an unknown field is dropped with a warning: Kubeflow drops it in deploymentSpec, and kfp 2.14 to 2.16 wrote
 * fields into pipelineConfig (resourceTtl, semaphoreKey, mutexName) that 2.17 no longer has.
 */
const LENIENT = new Set(["PipelineDeploymentConfig", "PipelineConfig"]);

function readMessage(message: string, value: JsonValue, reader: Reader): JsonValue {
  const fields = MESSAGES[message];
  if (!isJsonObject(value) || !fields) return value;
  const inside = LENIENT.has(message) ? { ...reader, lenient: true } : reader;
  const result: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const given = value[key] as JsonValue;
    const name = fields[key] === undefined ? camelCase(key) : key;
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (kind === undefined) {
      if (!inside.lenient) set(result, key, given);
      else if (key !== "@type") inside.report(ignoredField(key, Object.keys(fields), message, inside.path));
      continue;
    }
    if (given === null && !kind.startsWith("value")) continue;
    if (name in result) inside.report(diagnose("field-twice", [...inside.path, name], { field: name }));
    inside.path.push(name);
    const read = readField(kind, given, inside);
    inside.path.pop();
    if (!isDefault(kind, read)) result[name] = read;
  }
  return result;
}

function ignoredField(field: string, known: readonly string[], message: string, path: IrPath): Diagnostic {
  const owner = message.replace(/^.*\./, "");
  return diagnose("ignored-field", [...path, field], { field, owner, hint: didYouMean(field, known) });
}

/** Kinds are written by generate.mjs: `[]` list, `{}` map, then a scalar, `enum:Name` or `message:Name`; `?` keeps defaults. */
function readField(kind: string, value: JsonValue, reader: Reader): JsonValue {
  const mark = kind.slice(0, 2);
  if (mark === "[]") return Array.isArray(value) ? value.map((item, i) => step(kind, item, i, reader)) : value;
  if (mark !== "{}") return readOne(kind.endsWith("?") ? kind.slice(0, -1) : kind, value, reader);
  if (!isJsonObject(value)) return value;
  const map: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) set(map, key, step(kind, value[key] as JsonValue, key, reader));
  return map;
}

function step(kind: string, value: JsonValue, key: string | number, reader: Reader): JsonValue {
  reader.path.push(key);
  const read = readOne(kind.slice(2), value, reader);
  reader.path.pop();
  return read;
}

function readOne(kind: string, value: JsonValue, reader: Reader): JsonValue {
  switch (kind) {
    case "string":
    case "bool":
      return value;
    case "int32":
    case "double":
      return typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
    case "int64":
      return canonicalInt64(value);
    case "duration":
      return typeof value === "string" ? canonicalDuration(value) : value;
    case "struct":
    case "value":
      checkFinite(value, reader);
      return value;
  }
  if (kind.startsWith("message:")) return readMessage(kind.slice(8), value, reader);
  return typeof value === "number" ? (ENUMS[kind.slice(5)]?.[value] ?? value) : value;
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

function isDefault(kind: string, value: JsonValue): boolean {
  if (value === "" || value === false || value === 0 || value === "0") {
    return (kind === "string" && value === "") || (kind === "bool" && value === false) || isZero(kind, value);
  }
  if (Array.isArray(value)) return value.length === 0 && kind.startsWith("[]");
  if (kind.startsWith("enum:")) return value === ENUMS[kind.slice(5)]?.[0];
  return kind.startsWith("{}") && isJsonObject(value) && Object.keys(value).length === 0;
}

function isZero(kind: string, value: JsonValue): boolean {
  return kind === "int64" ? value === "0" : value === 0 && (kind === "int32" || kind === "double");
}

/** Text of digits stays as it is: it may say more than a JavaScript number holds. */
function canonicalInt64(value: JsonValue): JsonValue {
  const number = typeof value === "string" && NUMBER.test(value) && !/^-?[0-9]+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? String(BigInt(number)) : value;
}

/** Go writes 0, 3, 6 or 9 decimals: `1.5s` is `1.500s`. */
function canonicalDuration(text: string): string {
  const parts = /^([-+]?)0*([0-9]*)(?:\.([0-9]{0,9}))?s$/.exec(text);
  if (!parts || !/[0-9]/.test(text)) return text;
  const [, plusOrMinus = "", whole = "", decimals = ""] = parts;
  const sign = plusOrMinus === "-" ? "-" : "";
  const seconds = whole === "" ? "0" : whole;
  const digits = decimals.replace(/0+$/, "");
  const length = Math.ceil(digits.length / 3) * 3;
  return `${sign}${seconds}${length > 0 ? `.${digits.padEnd(length, "0")}` : ""}s`;
}

function checkFinite(value: JsonValue, reader: Reader): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) reader.report(diagnose("not-finite", [...reader.path], { found: String(value) }));
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value as JsonObject);
  for (const [key, child] of entries) {
    reader.path.push(key);
    checkFinite(child as JsonValue, reader);
    reader.path.pop();
  }
}

function camelCase(key: string): string {
  return key.includes("_") ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key;
}

/** A user's name may be `__proto__`, which a plain assignment would take for something else. */
function set(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}
