// slipway compile: each file by itself through a backend, into one stream or into files.
import { type Compiled, compileFile, tasksOf } from "@slipway/compiler";
import { type Diagnostic, failed, type JsonObject, type JsonValue, parsePipeline, type Result } from "@slipway/ir";
import type { Workflow } from "@slipway/kubeflow";
import { printManifests } from "@slipway/kubernetes";
import { type AnyBackend, BACKENDS } from "./backends.js";
import { count } from "./check.js";
import type { CompileCommand } from "./command-line.js";
import { readInput } from "./input.js";
import { planOutputs, writeOutput } from "./output.js";
import { readParameterFile, splitAssignment, typedValues } from "./parameters.js";
import { hasErrors, reportDiagnostics, type Streams } from "./report.js";
import { findSettings, readSettings, resolveSettings } from "./settings.js";

/** What holds for every file of one call. */
type Setting = {
  readonly backend: AnyBackend;
  readonly options: JsonObject;
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly values: JsonObject;
};

type Made = {
  readonly file: string;
  readonly ok: boolean;
  readonly manifests?: readonly Workflow[];
  readonly output?: string;
  readonly diagnostics: readonly Diagnostic[];
};

/** Gives the exit code: 0 made, 1 refused, 2 wrong use. */
export async function compileFiles(command: CompileCommand, streams: Streams): Promise<number> {
  const setting = prepare(command, streams);
  const { output, format, files, json } = command;
  const outputs = output === undefined ? undefined : planOutputs(files, output, format);
  if (outputs && !outputs.ok) reportDiagnostics(outputs.diagnostics, streams);
  if (!setting || (outputs && !outputs.ok)) return 2;
  const made: Made[] = [];
  for (const file of files) {
    const input = await readInput(file);
    const result = input.ok ? compileText(input.value, setting) : input;
    const text = result.ok ? print(result.value.manifests, format) : "";
    const target = outputs?.value.get(file);
    if (!json) reportDiagnostics(diagnosticsOf(result), streams, { file, text: input.ok ? input.value : undefined });
    if (result.ok && !json && target === undefined)
      streams.out(made.length > 0 && format === "yaml" ? `---\n${text}` : text);
    made.push(finish(file, result, target === undefined || !result.ok ? undefined : { target, text }));
    if (result.ok && !command.quiet && !json) streams.err(summary(file, result.value, target));
  }
  return conclude(made, command, streams);
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function prepare(command: CompileCommand, streams: Streams): Setting | undefined {
  const backend = BACKENDS[command.backend] as AnyBackend;
  const settings = settingsOf(command);
  const values = command.parameterFile === undefined ? undefined : readParameterFile(command.parameterFile);
  const splits = command.parameters.map(splitAssignment);
  const wrong = [settings, ...(values ? [values] : []), ...splits].filter((result) => !result.ok);
  for (const result of wrong) {
    const text = "text" in result ? (result.text as string | undefined) : undefined;
    const file = result === settings ? (command.config ?? "slipway.yaml") : (command.parameterFile ?? "slipway");
    reportDiagnostics(diagnosticsOf(result), streams, { file, text });
  }
  if (!settings.ok || wrong.length > 0) return undefined;
  const options = optionsOf(backend.name, settings.value);
  const read = backend.readOptions(options);
  if (!read.ok) {
    reportDiagnostics(read.diagnostics, streams);
    return undefined;
  }
  const texts = splits.flatMap((split) => (split.ok ? [split.value] : []));
  return { backend, options, texts, values: values?.ok ? values.value : {} };
}

function settingsOf({ config, target, assignments }: CompileCommand): Result<JsonObject> & { readonly text?: string } {
  const file = config ?? findSettings(".");
  const read = file === undefined ? { ok: true as const, value: {}, warnings: [] } : readSettings(file);
  if (!read.ok) return read;
  return resolveSettings({ settings: read.value, file, target, assignments });
}

/** The backend's own section, and what every backend takes from the target. */
function optionsOf(backend: string, settings: JsonObject): JsonObject {
  const { namespace, serviceAccount, store } = settings;
  const uri = (store as JsonObject | undefined)?.["uri"];
  return {
    ...(namespace !== undefined && { namespace }),
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...(uri !== undefined && { pipelineRoot: uri }),
    ...((settings[backend] ?? {}) as JsonObject),
  };
}

function compileText(text: string, { backend, options, texts, values }: Setting): Result<Compiled<Workflow>> {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return parsed;
  const typed = typedValues(texts, parsed.value.pipeline.root?.inputDefinitions?.parameters);
  if (!typed.ok) return failed([...parsed.warnings, ...typed.diagnostics]);
  const parameters: Readonly<Record<string, JsonValue>> = { ...values, ...typed.value };
  const result = compileFile(parsed.value, backend, { parameters, options });
  if (!result.ok) return failed([...parsed.warnings, ...result.diagnostics]);
  return { ...result, warnings: [...parsed.warnings, ...result.warnings] };
}

function print(manifests: readonly Workflow[], format: CompileCommand["format"]): string {
  if (format === "yaml") return printManifests(manifests);
  const [only, ...others] = manifests;
  return `${JSON.stringify(others.length === 0 ? only : manifests, null, 2)}\n`;
}

function finish(
  file: string,
  result: Result<Compiled<Workflow>>,
  write: { readonly target: string; readonly text: string } | undefined,
): Made {
  if (!result.ok) return { file, ok: false, diagnostics: result.diagnostics };
  if (!write) return { file, ok: true, manifests: result.value.manifests, diagnostics: result.warnings };
  const problems = writeOutput(write.target, write.text);
  return { file, ok: problems.length === 0, output: write.target, diagnostics: [...result.warnings, ...problems] };
}

function conclude(made: readonly Made[], { json }: CompileCommand, streams: Streams): number {
  if (json) streams.out(`${JSON.stringify(made, null, 2)}\n`);
  const all = made.flatMap(({ diagnostics }) => diagnostics);
  if (!json)
    reportDiagnostics(
      all.filter(({ code }) => code === "cli/cannot-write"),
      streams,
    );
  if (!hasErrors(all)) return 0;
  return all.every(({ code, severity }) => severity === "warning" || WRONG_USE.includes(code)) ? 2 : 1;
}

const WRONG_USE = ["cli/cannot-read", "cli/cannot-write", "cli/bad-value", "resolve/unknown-parameter"];

function summary(file: string, { plan, manifests }: Compiled<Workflow>, output: string | undefined): string {
  const tasks = count([...tasksOf(plan)].length, "task");
  const made = manifests.map(({ kind, metadata }) => `${kind} "${metadata.generateName}"`).join(", ");
  return `${file}: made ${made} of ${tasks}${output === undefined ? "" : `, in ${output}`}\n`;
}
