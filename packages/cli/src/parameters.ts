// Values of the pipeline's parameters: --params has them typed, -p as text that the declared type explains.
import {
  type ComponentInputsSpec,
  type Diagnostic,
  failed,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ParameterType,
  type Result,
  resultOf,
} from "@slipway/ir";
import { readMapping, type Sourced } from "./mapping.js";
import { diagnose } from "./messages.js";

/** Splits `name=value` at the first equals sign. */
export function splitAssignment(text: string): Result<readonly [name: string, value: string]> {
  const at = text.indexOf("=");
  return at > 0
    ? { ok: true, value: [text.slice(0, at), text.slice(at + 1)], warnings: [] }
    : failed([diagnose("bad-assignment", [], { text })]);
}

/** The values in a file of parameters. */
export function readParameterFile(file: string): Sourced<JsonObject> {
  const read = readMapping(file, (found) => diagnose("not-parameters", [], { found }));
  if (!read.ok) return read;
  const diagnostics = Object.entries(read.value).flatMap(([name, value]) => inexact(name, value, read.text ?? ""));
  return diagnostics.length > 0 ? { ...read, ok: false, diagnostics } : read;
}

/** Whole numbers of a text that a value may not hold as they were written, since its numbers are doubles. */
function inexact(name: string, value: JsonValue, text: string): readonly Diagnostic[] {
  const long = text.match(/(?<![\w.])[-+]?\d{16,}(?![\w.])/g) ?? [];
  const written = new Map(long.map((number) => [Number(number), number]));
  const found = written.size === 0 ? [] : [...numbersIn(value)].filter((one) => !Number.isSafeInteger(one));
  return found.flatMap((one) => {
    const number = written.get(one);
    return number === undefined ? [] : [diagnose("inexact-value", [], { name, number })];
  });
}

function* numbersIn(value: JsonValue): Generator<number> {
  if (typeof value === "number") yield value;
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* numbersIn(part);
}

const OF_VALUES = ["resolve/unknown-parameter", "resolve/bad-parameter", "resolve/not-a-literal"];

/**
 * Whether a value of -p or --params is what is wrong. Such a value stands in no file that is compiled: the place shown is
 * that of its parameter, or none. What a PipelineJob gives has a place of its own, below runtimeConfig.
 */
export function isAboutGivenValue({ code, path }: Diagnostic): boolean {
  const isParameter = path.length === 4 && path.slice(0, 3).join(".") === "root.inputDefinitions.parameters";
  return OF_VALUES.includes(code) && (path.length === 0 || isParameter);
}

/** Texts → values of the declared types. A name that is not declared is kept as text: the compiler says so. */
export function typedValues(
  texts: readonly (readonly [name: string, text: string])[],
  declared: ComponentInputsSpec["parameters"] = {},
): Result<JsonObject> {
  const diagnostics: Diagnostic[] = [];
  const values: [string, JsonValue][] = texts.map(([name, text]) => {
    const type = Object.hasOwn(declared, name) ? declared[name]?.parameterType : undefined;
    const value = type === undefined ? text : READERS[type]?.(text);
    if (value === undefined)
      diagnostics.push(diagnose("bad-value", [], { name, text, type: WORDS[type ?? "STRING"] ?? "" }));
    else if (type !== "NUMBER_DOUBLE") diagnostics.push(...inexact(name, value, text));
    return [name, value ?? text];
  });
  return resultOf(Object.fromEntries(values), diagnostics);
}

const WORDS: Partial<Record<ParameterType, string>> = {
  NUMBER_INTEGER: "a whole number",
  NUMBER_DOUBLE: "a number",
  BOOLEAN: "true or false",
  LIST: "a list in JSON",
  STRUCT: "a mapping in JSON",
};

const READERS: Partial<Record<ParameterType, (text: string) => JsonValue | undefined>> = {
  STRING: (text) => text,
  NUMBER_INTEGER: (text) => (/^[-+]?[0-9]+$/.test(text.trim()) ? finite(Number(text)) : undefined),
  NUMBER_DOUBLE: (text) => (DECIMAL.test(text.trim()) ? finite(Number(text)) : undefined),
  BOOLEAN: (text) => (/^(?:true|false)$/i.test(text.trim()) ? text.trim().toLowerCase() === "true" : undefined),
  LIST: (text) => json(text, Array.isArray),
  STRUCT: (text) => json(text, isJsonObject),
};

const DECIMAL = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/i;

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function json(text: string, fits: (value: JsonValue) => boolean): JsonValue | undefined {
  try {
    let areFinite = true;
    const value = JSON.parse(text, (_, part: JsonValue) => {
      if (typeof part === "number") areFinite &&= Number.isFinite(part);
      return part;
    }) as JsonValue;
    return areFinite && fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
