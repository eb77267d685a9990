// The five steps from text to manifests. Read it first.
import {
  type Diagnostic,
  failed,
  type JsonValue,
  locate,
  type PipelineFile,
  parsePipeline,
  type Result,
  type Source,
  withWarnings,
} from "@slipway/ir";
import { type Backend, checkSupport } from "./backend.js";
import type { Plan } from "./plan.js";
import { resolvePlan } from "./resolve/pipeline.js";

/** What goes with the text: the values of a run, and the backend's own options. */
export type CompileInput<Options> = {
  /** Values of the pipeline's parameters, by name. */
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  readonly options?: Options;
};

export type Compiled<Manifest> = { readonly plan: Plan; readonly manifests: readonly Manifest[] };

/**
 * IR text → the manifests that a backend makes of it.
 *
 * @example
 * import { compile } from "@slipway/compiler";
 * import { kubeflow } from "@slipway/kubeflow";
 *
 * const result = compile(text, kubeflow, { parameters: { epochs: 3 } });
 * if (result.ok) console.log(result.value.manifests);
 * else for (const { code, message } of result.diagnostics) console.error(code, message);
 *
 * @returns manifests and the plan they came from; or every mistake, each with its place in the text. Never throws for
 * what a text holds, and reads neither clock nor disk nor environment: the same input gives the same result.
 */
export function compile<Options, Manifest>(
  text: string,
  backend: Backend<Options, Manifest>,
  input: CompileInput<Options> = {},
): Result<Compiled<Manifest>> {
  const file = parsePipeline(text);
  if (!file.ok) return file;
  return withWarnings(file.warnings, compileFile(file.value, backend, input));
}

/** {@link compile} for a file that was read already, for instance to see which parameters it declares. */
export function compileFile<Options, Manifest>(
  file: PipelineFile,
  backend: Backend<Options, Manifest>,
  { parameters = {}, options }: CompileInput<Options> = {},
): Result<Compiled<Manifest>> {
  const { source } = file;
  const planned = resolvePlan(file, parameters);
  if (!planned.ok) return failed(locate(planned.diagnostics, source));
  const plan = planned.value;
  const supported = checkSupport(plan, backend);
  if (!supported.ok) return failed(locate([...planned.warnings, ...supported.diagnostics], source));
  const read = backend.readOptions(options ?? {});
  if (!read.ok) return read;
  const lowered = backend.lower(plan, read.value);
  if (!lowered.ok) return failed(locate([...planned.warnings, ...lowered.diagnostics], source));
  const warnings = locate([...planned.warnings, ...read.warnings, ...lowered.warnings], source);
  return { ok: true, value: { plan, manifests: lowered.value }, warnings };
}

/** A plan, and the text that places in it refer to. */
export type Planned = { readonly plan: Plan; readonly source: Source };

/** The steps before the backend: what `slipway check` does. */
export function planPipeline(text: string, parameters: Readonly<Record<string, JsonValue>> = {}): Result<Planned> {
  const file = parsePipeline(text);
  return file.ok ? withWarnings(file.warnings, planFile(file.value, parameters)) : file;
}

/** What {@link planPipeline} makes of a file that was read already. */
export function planFile(file: PipelineFile, parameters: Readonly<Record<string, JsonValue>> = {}): Result<Planned> {
  const { source } = file;
  const resolved = resolvePlan(file, parameters);
  if (!resolved.ok) return failed(locate(resolved.diagnostics, source));
  return { ok: true, value: { plan: resolved.value, source }, warnings: locate(resolved.warnings, source) };
}

/** What {@link compileOrThrow} throws; tell it by its `name`. */
export class PipelineError extends Error {
  override readonly name = "PipelineError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** {@link compile} for callers who like exceptions: the manifests, or a {@link PipelineError}. */
export function compileOrThrow<Options, Manifest>(
  text: string,
  backend: Backend<Options, Manifest>,
  input?: CompileInput<Options>,
): readonly Manifest[] {
  const result = compile(text, backend, input);
  if (!result.ok) throw new PipelineError(result.diagnostics);
  return result.value.manifests;
}
