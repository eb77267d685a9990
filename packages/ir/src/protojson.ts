// Any spelling that protojson takes → its canonical one, so that everything after this sees one form: camelCase keys
// in order, no null, no default values, enums by name, 64-bit integers and durations as text.
// https://protobuf.dev/programming-guides/json
import type { Diagnostic, IrPath } from "./diagnostic.js";
import { ownerName } from "./field-name.js";
import { ALTERNATIVES, ENUMS, type Field, MESSAGES, type MessageName, type Scalar } from "./gen/messages.js";
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
  const draft = draftOf(value);
  for (const key of draft.keys) {
    const given = value[key] as JsonValue;
    if (given && isText(given) && isOneText(fields, key)) {
      keep(draft, key, key, given);
      continue;
    }
    const name = fields[key] === undefined ? camelCase(key) : key;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      keep(draft, key, key, readUnknown(key, given, fields, inside));
    } else if (given === null && field.type !== "value") {
      keep(draft, key, name, undefined);
    } else {
      if (name !== key && name in value)
        inside.report(diagnose("field-twice", [...inside.path, name], { field: name }));
      inside.path.push(name);
      const read = readField(field, given, inside);
      inside.path.pop();
      keep(draft, key, name, isDefault(field, read) ? undefined : read);
    }
  }
  const result = draft.changed ?? value;
  const alternatives = ALTERNATIVES[message];
  if (alternatives && alternatives.filter((name) => name in result).length > 1) reader.misfit();
  return result;
}

/** What most fields hold, and there is nothing to do about. */
function isOneText(fields: Fields, name: string): boolean {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field?.type === "string" && field.shape === "one";
}

function isText(value: JsonValue): value is string {
  return typeof value === "string";
}

/**
 * An object that is read key by key, in order. As long as everything comes out as it went in, and the SDK writes
 * canonical IR, nothing is copied.
 */
type Draft = {
  readonly source: JsonObject;
  readonly keys: readonly string[];
  changed: Record<string, JsonValue> | undefined;
};

function draftOf(source: JsonObject): Draft {
  const keys = Object.keys(source);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] ?? "") > (keys[i] ?? "")) return { source, keys: keys.sort(), changed: {} };
  }
  return { source, keys, changed: undefined };
}

/** Takes a value over under a name; undefined leaves it out. */
function keep(draft: Draft, key: string, name: string, value: JsonValue | undefined): void {
  if (!draft.changed) {
    if (value === draft.source[key] && name === key) return;
    draft.changed = {};
    for (const before of draft.keys) {
      if (before === key) break;
      set(draft.changed, before, draft.source[before] as JsonValue);
    }
  }
  if (value !== undefined) set(draft.changed, name, value);
}

type Fields = { readonly [field: string]: Field };

/** Kept, for the validators to refuse it; or dropped with a warning where Kubeflow drops it. */
function readUnknown(field: string, value: JsonValue, fields: Fields, reader: Reader): JsonValue | undefined {
  if (!reader.lenient) return misfit(value, reader);
  if (field !== "@type") {
    const slots = { field, owner: ownerName(reader.path), hint: didYouMean(field, Object.keys(fields)) };
    reader.report(diagnose("ignored-field", [...reader.path, field], slots));
  }
  return undefined;
}

function readField(field: Field, value: JsonValue, reader: Reader): JsonValue {
  if (field.shape === "one") return readOne(field, value, reader);
  if (field.shape === "list") {
    return Array.isArray(value) ? readItems(value, field, reader) : misfit(value, reader);
  }
  return isJsonObject(value) ? readEntries(value, field, reader) : misfit(value, reader);
}

function readItems(list: readonly JsonValue[], field: Field, reader: Reader): readonly JsonValue[] {
  if (field.type === "string" && list.every(isText)) return list;
  const read = list.map((item, i) => readAt(i, field, item, reader));
  return read.every((item, i) => item === list[i]) ? list : read;
}

function readEntries(map: JsonObject, field: Field, reader: Reader): JsonObject {
  const draft = draftOf(map);
  for (const key of draft.keys) keep(draft, key, key, readAt(key, field, map[key] as JsonValue, reader));
  return draft.changed ?? map;
}

function readAt(key: string | number, field: Field, value: JsonValue, reader: Reader): JsonValue {
  reader.path.push(key);
  const read = readOne(field, value, reader);
  reader.path.pop();
  return read;
}

function readOne(field: Field, value: JsonValue, reader: Reader): JsonValue {
  switch (field.type) {
    case "string":
      return typeof value === "string" ? value : misfit(value, reader);
    case "message":
      return readMessage(field.of, value, reader);
    case "value":
      return readValue(value, reader);
    case "struct":
      return isJsonObject(value) ? readValue(value, reader) : misfit(value, reader);
    default: {
      const read = readScalar(field.type, field.of, value);
      return FITS[field.type](read, field.of) ? read : misfit(read, reader);
    }
  }
}

/** Whether a scalar is what the schemas say; the bounds and patterns are theirs. */
const FITS: Readonly<Record<Scalar, (value: JsonValue, of: string) => boolean>> = {
  string: isText,
  bool: (value) => typeof value === "boolean",
  int32: (value) => typeof value === "number" && Number.isInteger(value) && value === (value | 0),
  double: (value) => typeof value === "number" && Number.isFinite(value),
  int64: (value) => typeof value === "string" && /^-?[0-9]+$/.test(value),
  duration: (value) => typeof value === "string" && /^-?[0-9]+(?:\.[0-9]{1,9})?s$/.test(value),
  enum: (value, of) => typeof value === "string" && (ENUMS[of]?.includes(value) ?? false),
};

function readScalar(type: Scalar, of: string, value: JsonValue): JsonValue {
  switch (type) {
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
    case "enum":
      return typeof value === "number" ? (ENUMS[of]?.[value] ?? value) : value;
  }
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

function isDefault({ shape, type, of, keeps }: Field, value: JsonValue): boolean {
  if (shape === "list") return Array.isArray(value) && value.length === 0;
  if (shape === "map") return isJsonObject(value) && Object.keys(value).length === 0;
  if (keeps) return false;
  switch (type) {
    case "string":
      return value === "";
    case "bool":
      return value === false;
    case "int32":
    case "double":
      return value === 0;
    case "int64":
      return value === "0";
    case "enum":
      return value === ENUMS[of]?.[0];
    default:
      return false;
  }
}

const VALUE: Field = { shape: "one", type: "value", of: "", keeps: true };

/** Any JSON: the same, with the keys of every object in order. */
function readValue(value: JsonValue, reader: Reader): JsonValue {
  if (typeof value === "number" && !Number.isFinite(value)) {
    reader.report(diagnose("not-finite", [...reader.path], { found: String(value) }));
  }
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? readItems(value, VALUE, reader) : readEntries(value as JsonObject, VALUE, reader);
}

function camelCase(key: string): string {
  return key.includes("_") ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key;
}

/** A user's name may be `__proto__`, which a plain assignment would take for something else. */
function set(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}
