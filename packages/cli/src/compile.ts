// slipway compile: each file by itself, many at once.
import type { Diagnostic, Result } from "@slipway/ir";
import { backendOptions } from "./backend-options.js";
import { type AnyBackend, BACKENDS } from "./backends.js";
import type { CompileCommand } from "./command-line.js";
import { type Compiling, compileOne, HALVES, type Made, type Setting } from "./compile-file.js";
import { exitCodeOf } from "./exit-code.js";
import type { Sourced } from "./mapping.js";
import { makeFolder, type Outputs, planOutputs } from "./output.js";
import { readParameterFile, splitAssignment } from "./parameters.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { settingsOf } from "./settings.js";
import { type Done, type Share, startHelpers, takeFiles } from "./threads.js";

/** Gives the exit code: 0 made, 1 refused, 2 wrong use. */
export async function compileFiles(command: CompileCommand, streams: Streams): Promise<number> {
  const setting = prepare(command, streams);
  const outputs = outputsOf(command);
  const problems = !outputs.ok ? outputs.diagnostics : setting ? makeFolder(outputs.value) : [];
  reportDiagnostics(problems, streams);
  if (!setting || !outputs.ok || problems.length > 0) return 2;
  const compiling = { setting, outputs: outputs.value, command };
  const share: Share = { command, colour: streams.colour, taken: new SharedArrayBuffer(4) };
  // What goes to standard output goes there one after the other.
  const helpers = outputs.value.files.size > 0 ? startHelpers(share, streams.program) : [];
  const made =
    helpers.length > 0 ? await together(compiling, share, { helpers, streams }) : await inTurn(compiling, streams);
  if (command.json) streams.out(`${JSON.stringify(made, null, 2)}\n`);
  return exitCodeOf(made.flatMap(({ diagnostics }) => diagnostics));
}

async function inTurn(compiling: Compiling, streams: Streams): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const file of compiling.command.files) {
    const isFirst = !made.some(({ ok }) => ok);
    made.push(await compileOne(file, { ...compiling, isFirst }, streams));
  }
  return made;
}

type Others = { readonly helpers: readonly Promise<readonly Done[]>[]; readonly streams: Streams };

/** What there is to say is said in the order of the files. */
async function together(compiling: Compiling, share: Share, { helpers, streams }: Others): Promise<readonly Made[]> {
  const own = takeFiles(share, (file, told) => compileOne(file, compiling, told));
  const done = (await Promise.all([own, ...helpers])).flat().toSorted((one, other) => one.index - other.index);
  for (const { said } of done) streams.err(said);
  return done.map(({ made }) => made);
}

/** What a thread beside the first one does. The first has told what is wrong with the call. */
export async function help(share: Share): Promise<readonly Done[]> {
  const { command, colour } = share;
  const setting = prepare(command, { out: () => undefined, err: () => undefined, colour });
  const outputs = outputsOf(command);
  if (!setting || !outputs.ok) return [];
  const compiling = { setting, outputs: outputs.value, command };
  return takeFiles(share, (file, told) => compileOne(file, compiling, told));
}

function outputsOf({ files, output, format, split }: CompileCommand): Result<Outputs> {
  return planOutputs(files, { output, format, parts: split ? HALVES : [] });
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function prepare(command: CompileCommand, streams: Streams): Setting | undefined {
  const backend = BACKENDS[command.backend] as AnyBackend;
  const settings = settingsOf(command);
  const values = command.parameterFile === undefined ? undefined : readParameterFile(command.parameterFile);
  const splits = command.parameters.map(splitAssignment);
  const wrong: Sourced<unknown>[] = [settings, ...(values ? [values] : []), ...splits].filter(({ ok }) => !ok);
  for (const result of wrong) reportDiagnostics(diagnosticsOf(result), streams, result);
  if (!settings.ok || wrong.length > 0) return undefined;
  const options = backendOptions(backend.name, settings.value, command);
  const read = backend.readOptions(options);
  if (!read.ok) {
    reportDiagnostics(read.diagnostics, streams);
    return undefined;
  }
  const texts = splits.flatMap((split) => (split.ok ? [split.value] : []));
  return { backend, options, texts, values: values?.ok ? values.value : {} };
}
