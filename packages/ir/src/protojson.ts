// Any spelling that protojson takes → its canonical one, so that everything after this sees one form: camelCase keys
// in order, no null, no default values, enums by name, 64-bit integers and durations as text.
// https://protobuf.dev/programming-guides/json
import type { Diagnostic, IrPath } from "./diagnostic.js";
import { ownerName } from "./field-name.js";
import { ALTERNATIVES, ENUMS, MESSAGES, type MessageName } from "./gen/messages.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import { diagnose } from "./messages.js";
import { didYouMean } from "./suggest.js";

export type Canonical = {
  readonly value: JsonValue;
  /** Whether every value is of its field's type. If not, the validators say what is wrong, with the user's own value. */
  readonly fits: boolean;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads a message. What does not fit its field is left as it is.
 * @param path where the message stands, for diagnostics
 */
export function canonical(message: MessageName, value: JsonValue, path: IrPath): Canonical {
  const diagnostics: Diagnostic[] = [];
  let fits = true;
  const reader: Reader = {
    path: [...path],
    report: (diagnostic) => diagnostics.push(diagnostic),
    misfit: () => {
      fits = false;
    },
    lenient: false,
  };
  return { value: readMessage(message, value, reader), fits, diagnostics };
}

type Reader = {
  /** Where the reader is; grows and shrinks with it, and is copied into what it reports. */
  readonly path: (string | number)[];
  readonly report: (diagnostic: Diagnostic) => void;
  readonly misfit: () => void;
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
  if (!isJsonObject(value) || !fields) {
    reader.misfit();
    return value;
  }
  const inside = LENIENT.has(message) ? { ...reader, lenient: true } : reader;
  const result: Record<string, JsonValue> = {};
  for (const key of sortedKeys(value)) {
    const given = value[key] as JsonValue;
    const name = fields[key] === undefined ? camelCase(key) : key;
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (kind === undefined) {
      readUnknown(key, given, { result, fields, reader: inside });
      continue;
    }
    if (given === null && !kind.startsWith("value")) continue;
    if (name in result) inside.report(diagnose("field-twice", [...inside.path, name], { field: name }));
    inside.path.push(name);
    const read = readField(kind, given, inside);
    inside.path.pop();
    if (!isDefault(kind, read)) result[name] = read;
  }
  const alternatives = ALTERNATIVES[message];
  if (alternatives && alternatives.filter((name) => name in result).length > 1) reader.misfit();
  return result;
}

type Unknown = {
  readonly result: Record<string, JsonValue>;
  readonly fields: { readonly [field: string]: string };
  readonly reader: Reader;
};

function readUnknown(field: string, value: JsonValue, { result, fields, reader }: Unknown): void {
  if (!reader.lenient) {
    set(result, field, value);
    reader.misfit();
  } else if (field !== "@type") {
    const slots = { field, owner: ownerName(reader.path), hint: didYouMean(field, Object.keys(fields)) };
    reader.report(diagnose("ignored-field", [...reader.path, field], slots));
  }
}

/** Kinds are written by generate.mjs: `[]` list, `{}` map, then a scalar, `enum:Name` or `message:Name`; `?` keeps defaults. */
function readField(kind: string, value: JsonValue, reader: Reader): JsonValue {
  const mark = kind.charCodeAt(0);
  if (mark === LIST) {
    if (!Array.isArray(value)) return misfit(value, reader);
    const itemKind = kind.slice(2);
    return value.map((item, i) => readAt(i, itemKind, item, reader));
  }
  if (mark !== MAP) return readOne(kind.endsWith("?") ? kind.slice(0, -1) : kind, value, reader);
  if (!isJsonObject(value)) return misfit(value, reader);
  const map: Record<string, JsonValue> = {};
  const itemKind = kind.slice(2);
  for (const key of sortedKeys(value)) set(map, key, readAt(key, itemKind, value[key] as JsonValue, reader));
  return map;
}

const LIST = "[".charCodeAt(0);
const MAP = "{".charCodeAt(0);

function readAt(key: string | number, kind: string, value: JsonValue, reader: Reader): JsonValue {
  reader.path.push(key);
  const read = readOne(kind, value, reader);
  reader.path.pop();
  return read;
}

function readOne(kind: string, value: JsonValue, reader: Reader): JsonValue {
  if (kind.startsWith("message:")) return readMessage(kind.slice(8), value, reader);
  if (kind === "value") return readValue(value, reader);
  if (kind === "struct") return isJsonObject(value) ? readValue(value, reader) : misfit(value, reader);
  const read = kind.startsWith("enum:") ? readEnum(kind.slice(5), value) : readScalar(kind, value);
  if (!SCALARS[kind.startsWith("enum:") ? "enum" : kind]?.(read, kind)) reader.misfit();
  return read;
}

/** Whether a scalar is what the schemas say; the bounds and patterns are theirs. */
const SCALARS: Readonly<Record<string, (value: JsonValue, kind: string) => boolean>> = {
  string: (value) => typeof value === "string",
  bool: (value) => typeof value === "boolean",
  int32: (value) => typeof value === "number" && Number.isInteger(value) && value === (value | 0),
  double: (value) => typeof value === "number" && Number.isFinite(value),
  int64: (value) => typeof value === "string" && /^-?[0-9]+$/.test(value),
  duration: (value) => typeof value === "string" && /^-?[0-9]+(?:\.[0-9]{1,9})?s$/.test(value),
  enum: (value, kind) => typeof value === "string" && (ENUMS[kind.slice(5)]?.includes(value) ?? false),
};

function readEnum(name: string, value: JsonValue): JsonValue {
  return typeof value === "number" ? (ENUMS[name]?.[value] ?? value) : value;
}

function readScalar(kind: string, value: JsonValue): JsonValue {
  if (kind === "int32" || kind === "double") {
    return typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
  }
  if (kind === "int64") return canonicalInt64(value);
  return kind === "duration" && typeof value === "string" ? canonicalDuration(value) : value;
}

function misfit(value: JsonValue, reader: Reader): JsonValue {
  reader.misfit();
  return value;
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

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
  const digits = decimals.replace(/0+$/, "");
  const length = Math.ceil(digits.length / 3) * 3;
  return `${sign}${whole === "" ? "0" : whole}${length > 0 ? `.${digits.padEnd(length, "0")}` : ""}s`;
}

function isDefault(kind: string, value: JsonValue): boolean {
  if (value === "") return kind === "string";
  if (value === false) return kind === "bool";
  if (value === 0) return kind === "int32" || kind === "double";
  if (typeof value === "string") {
    return kind === "int64" ? value === "0" : kind.startsWith("enum:") && value === ENUMS[kind.slice(5)]?.[0];
  }
  if (Array.isArray(value)) return value.length === 0 && kind.startsWith("[]");
  return kind.startsWith("{}") && isJsonObject(value) && Object.keys(value).length === 0;
}

/** Any JSON: the same, with the keys of every object in order. */
function readValue(value: JsonValue, reader: Reader): JsonValue {
  if (typeof value === "number" && !Number.isFinite(value)) {
    reader.report(diagnose("not-finite", [...reader.path], { found: String(value) }));
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => readAt(i, "value", item, reader));
  const sorted: Record<string, JsonValue> = {};
  for (const key of sortedKeys(value as JsonObject)) {
    set(sorted, key, readAt(key, "value", (value as JsonObject)[key] as JsonValue, reader));
  }
  return sorted;
}

function sortedKeys(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  // The SDK sorts what it writes.
  return keys.every((key, i) => i === 0 || (keys[i - 1] ?? "") < key) ? keys : keys.sort();
}

function camelCase(key: string): string {
  return key.includes("_") ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key;
}

/** A user's name may be `__proto__`, which a plain assignment would take for something else. */
function set(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}
