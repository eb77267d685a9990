// What is compiled and how: what compile, pods, diff and review have in common, from their words to what was made.
import { type Compiled, compileFile } from "@slipway/compiler";
import { type Diagnostic, failed, type JsonObject, type JsonValue, parsePipeline, type Result } from "@slipway/ir";
import { backendOptions } from "./backend-options.js";
import { type AnyBackend, BACKENDS, type Manifest } from "./backends.js";
import { readInput } from "./input.js";
import { applyLock, findLock, type Lock, lockOptions } from "./lock.js";
import type { Sourced } from "./mapping.js";
import { readParameterFile, splitAssignment, typedValues } from "./parameters.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { settingsOf } from "./settings.js";

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

/** What holds for every file of one call. */
export type Setting = {
  readonly backend: AnyBackend;
  readonly options: JsonObject;
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly values: JsonObject;
  readonly lock: Lock | undefined;
};

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
  const { parameterFile } = compilation;
  const values = parameterFile === undefined ? undefined : readParameterFile(parameterFile);
  const splits = compilation.parameters.map(splitAssignment);
  const lock = findLock(compilation, compilation.frozen);
  const wrong: Sourced<unknown>[] = [settings, lock, ...(values ? [values] : []), ...splits].filter(({ ok }) => !ok);
  for (const result of wrong) reportDiagnostics(diagnosticsOf(result), streams, result);
  if (!settings.ok || !lock.ok || wrong.length > 0) return undefined;
  reportDiagnostics(settings.warnings, streams);
  const given = backendOptions(backend.name, settings.value, compilation);
  const { options, diagnostics } = lockOptions(backend.name, given, lock.value);
  reportDiagnostics(diagnostics, streams);
  if (diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const read = backend.readOptions(options);
  if (!read.ok) {
    reportDiagnostics(read.diagnostics, streams);
    return undefined;
  }
  const texts = splits.flatMap((split) => (split.ok ? [split.value] : []));
  return { backend, options, texts, values: values?.ok ? values.value : {}, lock: lock.value };
}

/** Says nothing: what is wrong stands in the result. */
export async function compileInput(file: string, setting: Setting): Promise<CompiledInput> {
  const input = await readInput(file);
  return input.ok ? { text: input.value, result: compileText(input.value, setting) } : { result: input };
}

/** What {@link compileInput} makes of a text that was read already. */
export function compileText(
  text: string,
  { backend, options, texts, values, lock }: Setting,
): Result<Compiled<Manifest>> {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return parsed;
  const typed = typedValues(texts, parsed.value.pipeline.root?.inputDefinitions?.parameters);
  if (!typed.ok) return failed([...parsed.warnings, ...typed.diagnostics]);
  const parameters: Readonly<Record<string, JsonValue>> = { ...values, ...typed.value };
  const locked = applyLock(parsed.value, lock);
  const said = [...parsed.warnings, ...locked.diagnostics];
  if (said.some(({ severity }) => severity === "error")) return failed(said);
  const result = compileFile(locked.file, backend, { parameters, options });
  return result.ok ? { ...result, warnings: [...said, ...result.warnings] } : failed([...said, ...result.diagnostics]);
}

export function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}
