// What is compiled and how: what compile, pods, diff and review have in common, from their words to what was made.
import { type Compiled, compileFile, type Planned, planFile } from "@slipway/compiler";
import {
  type Diagnostic,
  type JsonObject,
  type JsonValue,
  type PipelineFile,
  parsePipeline,
  type Result,
  resultOf,
  withWarnings,
} from "@slipway/ir";
import { backendOptions } from "./backend-options.js";
import { type AnyBackend, BACKENDS, type Manifest } from "./backends.js";
import { readInput } from "./input.js";
import { applyLock, findLock, type Lock, lockOptions } from "./lock.js";
import type { Sourced } from "./mapping.js";
import { readParameterFile, splitAssignment, typedValues } from "./parameters.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { type SettingsCall, settingsOf } from "./settings.js";

/** What the words of a call say of it. */
export type Compilation = {
  /** Name of a backend that there is. */
  readonly backend: string;
  /** `NAME=VALUE`, each. */
  readonly parameters: readonly string[];
  readonly parameterFile?: string | undefined;
  /** `PATH=VALUE`, each. */
  readonly assignments: readonly string[];
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly experiment?: string | undefined;
  /** Kind of manifests, one of the backend's; absent: what the settings say. */
  readonly makes?: string | undefined;
  readonly extras: readonly string[];
  /** Takes no image that slipway.lock leaves out. */
  readonly frozen: boolean;
};

/** What goes with every pipeline of one call. */
export type Given = {
  /** As the command line has them, whose types each pipeline says. */
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly values: JsonObject;
  readonly lock: Lock | undefined;
};

/** What holds for every file of one call. */
export type Setting = Given & { readonly backend: AnyBackend; readonly options: JsonObject };

/** A file that was read, and what came of it. */
export type CompiledInput = {
  /** Absent when it could not be read. */
  readonly text?: string;
  readonly result: Result<Compiled<Manifest>>;
};

/**
 * Reads settings, files of parameters and options. What is wrong with them is said, and is wrong use of the call: 2.
 *
 * @param files beside which settings may lie
 */
export function settingFor(
  compilation: Compilation & { readonly files: readonly string[] },
  streams: Streams,
): Setting | undefined {
  const backend = BACKENDS[compilation.backend] as AnyBackend;
  const settings = settingsOf(compilation);
  if (!settings.ok) reportDiagnostics(settings.diagnostics, streams, settings);
  const given = givenFor(compilation, streams);
  if (!settings.ok || !given) return undefined;
  reportDiagnostics(settings.warnings, streams);
  const asked = backendOptions(backend.name, settings.value, compilation);
  const { options, diagnostics } = lockOptions(backend.name, asked, given.lock);
  reportDiagnostics(diagnostics, streams);
  if (diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const read = backend.readOptions(options);
  if (!read.ok) {
    reportDiagnostics(read.diagnostics, streams);
    return undefined;
  }
  return { backend, options, ...given };
}

type GivenCall = SettingsCall & Partial<Pick<Compilation, "parameterFile" | "parameters" | "frozen">>;

/** What goes with pipelines, a backend or not. What is wrong with it is said, and is wrong use of the call: 2. */
export function givenFor(call: GivenCall, streams: Streams): Given | undefined {
  const { parameterFile, parameters = [], frozen = false } = call;
  const lock = findLock(call, frozen);
  const values = parameterFile === undefined ? undefined : readParameterFile(parameterFile);
  const splits = parameters.map(splitAssignment);
  const wrong: Sourced<unknown>[] = [lock, ...(values ? [values] : []), ...splits].filter(({ ok }) => !ok);
  for (const result of wrong) reportDiagnostics(diagnosticsOf(result), streams, result);
  if (!lock.ok || wrong.length > 0) return undefined;
  const texts = splits.flatMap((split) => (split.ok ? [split.value] : []));
  return { texts, values: values?.ok ? values.value : {}, lock: lock.value };
}

/** Says nothing: what is wrong stands in the result. */
export async function compileInput(file: string, setting: Setting): Promise<CompiledInput> {
  const input = await readInput(file);
  return input.ok ? { text: input.value, result: compileText(input.value, setting) } : { result: input };
}

/** What {@link compileInput} makes of a text that was read already. */
export function compileText(text: string, { backend, options, ...given }: Setting): Result<Compiled<Manifest>> {
  const read = readLocked(text, given);
  if (!read.ok) return read;
  const { file, parameters } = read.value;
  return withWarnings(read.warnings, compileFile(file, backend, { parameters, options }));
}

/** The plan of a text with the lock's digests in it, for calls without a backend. */
export function planLocked(text: string, given: Given): Result<Planned> {
  const read = readLocked(text, given);
  return read.ok ? withWarnings(read.warnings, planFile(read.value.file, read.value.parameters)) : read;
}

type ReadPipeline = { readonly file: PipelineFile; readonly parameters: Readonly<Record<string, JsonValue>> };

function readLocked(text: string, { lock, ...given }: Given): Result<ReadPipeline> {
  const read = readPipeline(text, given);
  if (!read.ok) return read;
  const { file, diagnostics } = applyLock(read.value.file, lock);
  return resultOf({ ...read.value, file }, [...read.warnings, ...diagnostics]);
}

/** A pipeline, and the values of its parameters, in the types that it declares. */
export function readPipeline(text: string, { texts, values }: Omit<Given, "lock">): Result<ReadPipeline> {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return parsed;
  const { value: file, warnings } = parsed;
  const typed = typedValues(texts, file.pipeline.root?.inputDefinitions?.parameters);
  if (!typed.ok) return withWarnings(warnings, typed);
  return { ok: true, value: { file, parameters: { ...values, ...typed.value } }, warnings };
}

export function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}
