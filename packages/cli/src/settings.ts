// slipway.yaml, its targets, and --set, put together: what is nearer to the command line wins.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import {
  type Diagnostic,
  describe,
  didYouMean,
  expectationOf,
  failed,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  locate,
  type Result,
  readDocuments,
} from "@slipway/ir";
import { KINDS } from "./gen/kinds.js";
import type { ValidationError } from "./gen/settings.cjs";
import { readTextFile } from "./input.js";
import { diagnose } from "./messages.js";
import { splitAssignment } from "./parameters.js";

const load = createRequire(import.meta.url);

/** A file of settings, and its text for what is wrong in it. */
export type SettingsFile = { readonly file: string; readonly text: string };

/** slipway.yaml in this folder or the nearest above it, up to the top of the repository. */
export function findSettings(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, "slipway.yaml");
    if (existsSync(file)) return relative(from, file);
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}

export function readSettings(file: string): Result<JsonObject> & { readonly text?: string } {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const documents = readDocuments(text.value);
  if (!documents.ok) return { ...documents, text: text.value };
  const [settings = {}] = documents.value;
  const diagnostics = locate(checkSettings(settings), { text: text.value, pipeline: [0] });
  if (diagnostics.length > 0) return { ok: false, diagnostics, text: text.value };
  return { ok: true, value: settings as JsonObject, warnings: [], text: text.value };
}

function checkSettings(settings: JsonValue): readonly Diagnostic[] {
  if (!isJsonObject(settings)) return [diagnose("not-settings", [], { found: describe(settings) })];
  const { validateSettings } = load("./gen/settings.cjs") as typeof import("./gen/settings.cjs");
  if (validateSettings(settings)) return [];
  return (validateSettings.errors ?? []).map((error) => explain(error, settings));
}

function explain({ instancePath, keyword, params }: ValidationError, settings: JsonValue): Diagnostic {
  const path = instancePath.split("/").slice(1);
  if (keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]);
    const setting = [...path, name].join(".");
    return { ...diagnose("unknown-setting", [...path, name], { setting, hint: meant([...path, name]) }), about: "key" };
  }
  const value = path.reduce<JsonValue>((at, key) => (at as JsonObject)[key] ?? null, settings);
  const expected = expectationOf({ keyword, params });
  return diagnose("bad-setting", path, { setting: path.join("."), expected, found: describe(value) });
}

/** Names beside which a setting stands; in a target the same as at the top. */
function meant(path: readonly string[]): string {
  const plain = path[0] === "targets" ? path.slice(2) : path;
  const parent = plain.slice(0, -1).join(".");
  const siblings = Object.keys(KINDS)
    .filter((known) => known.split(".").slice(0, -1).join(".") === parent)
    .map((known) => known.split(".").at(-1) ?? "");
  return didYouMean(plain.at(-1) ?? "", siblings);
}

export type Chosen = {
  readonly settings: JsonObject;
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  readonly assignments: readonly string[];
};

/** The settings of one target with --set applied, checked once more as a whole. */
export function resolveSettings({ settings, file = "slipway.yaml", target, assignments }: Chosen): Result<JsonObject> {
  const { targets = {}, target: usual, ...common } = settings;
  const name = target ?? usual;
  const known = Object.keys(targets as JsonObject);
  const own = name === undefined ? {} : (targets as JsonObject)[String(name)];
  if (own === undefined) {
    const list = known.length > 0 ? ` There is: ${known.join(", ")}` : "";
    const slots = { target: String(name), file, hint: didYouMean(String(name), known), known: list };
    return failed([diagnose("unknown-target", [], slots)]);
  }
  let merged = merge(common, own as JsonObject);
  for (const assignment of assignments) {
    const assigned = assign(merged, assignment);
    if (!assigned.ok) return assigned;
    merged = assigned.value;
  }
  const diagnostics = checkSettings(merged).map((diagnostic) => ({ ...diagnostic, path: [] }));
  return diagnostics.length > 0 ? failed(diagnostics) : { ok: true, value: merged, warnings: [] };
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key] ?? null;
    merged[key] = isJsonObject(below) && isJsonObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function assign(settings: JsonObject, assignment: string): Result<JsonObject> {
  const split = splitAssignment(assignment);
  if (!split.ok) return split;
  const [setting, text] = split.value;
  const path = setting.split(".");
  const kind = kindOf(path);
  if (kind === undefined) return failed([diagnose("unknown-setting", [], { setting, hint: meant(path) })]);
  const nested = path.reduceRight<JsonValue>((value, key) => ({ [key]: value }), readValue(text, kind));
  return { ok: true, value: merge(settings, nested as JsonObject), warnings: [] };
}

/** Kind of the setting at a path; below a mapping of the user's own anything goes. */
function kindOf(path: readonly string[]): string | undefined {
  const exact = KINDS[path.join(".")] ?? KINDS[[...path.slice(0, -1), "*"].join(".")];
  if (exact !== undefined) return exact;
  const isBelowAny = path.some((_, i) => KINDS[[...path.slice(0, i), "*"].join(".")] === "any");
  return isBelowAny ? "any" : undefined;
}

/** A text is taken as it is where the setting is a text; elsewhere as YAML, so that 1001 is a number. */
function readValue(text: string, kind: string): JsonValue {
  if (kind === "string") return text;
  const documents = readDocuments(text);
  return documents.ok ? (documents.value[0] ?? null) : text;
}
