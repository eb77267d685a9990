// slipway.yaml, its targets, and --set, put together: what is nearer to the command line wins.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import {
  type BrokenRule,
  type Diagnostic,
  didYouMean,
  explainBrokenRule,
  failed,
  type JsonObject,
  locate,
  type Result,
  resultOf,
} from "@slipway/ir";
import { meantSetting, mergeSettings, readAssignment } from "./assignment.js";
import { readMapping, type Sourced, sourceOf } from "./mapping.js";
import { diagnose } from "./messages.js";

const load = createRequire(import.meta.url);

/** What the command line says of settings. */
export type SettingsCall = {
  readonly config?: string | undefined;
  readonly target?: string | undefined;
  readonly assignments: readonly string[];
  /** Pipelines beside which settings may lie, where there are none for the working directory. */
  readonly files?: readonly string[];
};

/** The settings that hold for a call: those of the file and its target, with --set over them. */
export function settingsOf({ config, target, assignments, files = [] }: SettingsCall): Sourced<JsonObject> {
  const here = settingsFile({ config });
  const beside = here === undefined ? besideAll(files) : NONE;
  const file = here ?? beside.file;
  const read = file === undefined ? ({ ok: true, value: {}, warnings: [] } as const) : readSettings(file);
  if (!read.ok) return read;
  const chosen = chooseTarget(read.value, target, file);
  if (!chosen.ok) return { ...read, ...chosen, diagnostics: placed(chosen.diagnostics, read) };
  const settled = assignAll(chosen.value, assignments);
  return settled.ok ? { ...settled, warnings: [...beside.warnings, ...settled.warnings] } : settled;
}

/** The file of settings that counts for a call, if there is one. */
export function settingsFile({ config }: Pick<SettingsCall, "config">): string | undefined {
  return config ?? findSettings(".");
}

/** The same, where settings may lie beside the pipelines, too. */
export function settingsFileOf({ config, files = [] }: SettingsCall): string | undefined {
  return settingsFile({ config }) ?? besideAll(files).file;
}

type Beside = { readonly file?: string; readonly warnings: readonly Diagnostic[] };

const NONE: Beside = { warnings: [] };

/** What counts for one pipeline counts for all of a call: none does where they lie beside different ones. */
function besideAll(files: readonly string[]): Beside {
  const folders = new Map(files.map((file) => [file === "-" ? "." : dirname(file), file]));
  const found = new Map([...folders].map(([folder, file]) => [findSettings(folder), file]));
  const [[one, first = ""] = [], [other, second = ""] = []] = found;
  if (found.size <= 1) return one === undefined ? NONE : { file: one, warnings: [] };
  const words = { first, one: one ?? "none", second, other: other ?? "none" };
  return { warnings: [diagnose("different-settings", [], words)] };
}

/** slipway.yaml in a folder or the nearest above it, up to the top of the repository. */
function findSettings(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, "slipway.yaml");
    if (existsSync(file)) return relative(".", file);
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}

function readSettings(file: string): Sourced<JsonObject> {
  const read = readMapping(file, (found) => diagnose("not-settings", [], { found }));
  if (!read.ok) return read;
  const diagnostics = checkSettings(read.value);
  return diagnostics.length > 0 ? { ...read, ok: false, diagnostics: placed(diagnostics, read) } : read;
}

function placed(diagnostics: readonly Diagnostic[], { text }: Sourced<unknown>): readonly Diagnostic[] {
  return text === undefined ? diagnostics : locate(diagnostics, sourceOf(text));
}

function checkSettings(settings: JsonObject): readonly Diagnostic[] {
  const { validateSettings } = load("./gen/settings.cjs") as typeof import("./gen/settings.cjs");
  if (validateSettings(settings)) return [];
  return (validateSettings.errors ?? []).map((error) => explain(error, settings));
}

function explain(rule: BrokenRule, settings: JsonObject): Diagnostic {
  const mistake = explainBrokenRule(rule, settings);
  const { path } = mistake;
  const setting = path.join(".");
  if (mistake.kind === "unknown-field") {
    return diagnose("unknown-setting", path, { setting, hint: meantSetting(path.map(String)) });
  }
  return diagnose("bad-setting", path, { setting, expected: mistake.expected, found: mistake.found });
}

/** @param named the target of the command line, if it names one; else the file may */
function chooseTarget(settings: JsonObject, named: string | undefined, file?: string): Result<JsonObject> {
  const { targets = {}, target: usual, ...common } = settings;
  const name = named ?? usual;
  if (name === undefined) return { ok: true, value: common, warnings: [] };
  // The schema has proved these shapes.
  const [target, known] = [String(name), targets as JsonObject];
  if (Object.hasOwn(known, target)) {
    // Its name stays: results of one target are none of another's.
    return { ok: true, value: { ...mergeSettings(common, known[target] as JsonObject), target }, warnings: [] };
  }
  if (file === undefined) return failed([diagnose("no-targets", [], { target })]);
  const names = Object.keys(known);
  const list = names.length > 0 ? ` There is: ${names.join(", ")}` : "";
  const slots = { target, file, hint: didYouMean(target, names), known: list };
  return failed([diagnose("unknown-target", named === undefined ? ["target"] : [], slots)]);
}

function assignAll(settings: JsonObject, assignments: readonly string[]): Result<JsonObject> {
  // What came from a file alone was checked there, and loading the check takes time.
  if (assignments.length === 0) return { ok: true, value: settings, warnings: [] };
  const read = assignments.map(readAssignment);
  const value = read.reduce((base, one) => (one.ok ? mergeSettings(base, one.value) : base), settings);
  const wrong = read.flatMap((one) => (one.ok ? [] : one.diagnostics));
  // Of a value from the command line no file shows the place.
  const checked = checkSettings(value).map((diagnostic) => ({ ...diagnostic, path: [] }));
  return resultOf(value, [...wrong, ...checked]);
}
