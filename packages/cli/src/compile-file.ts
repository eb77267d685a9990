// One file through a backend, into one stream or into files.
import { type Compiled, compileFile, type PodCount, tasksOf } from "@slipway/compiler";
import { type Diagnostic, failed, type JsonObject, type JsonValue, parsePipeline, type Result } from "@slipway/ir";
import { printManifests } from "@slipway/kubernetes";
import type { AnyBackend, Manifest } from "./backends.js";
import { count } from "./check.js";
import type { CompileCommand } from "./command-line.js";
import { readInput } from "./input.js";
import { type Outputs, writeOutput } from "./output.js";
import { typedValues } from "./parameters.js";
import { podsText } from "./pods.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { type Sizes, sizesOf, sizeText } from "./sizes.js";

/** What holds for every file of one call. */
export type Setting = {
  readonly backend: AnyBackend;
  readonly options: JsonObject;
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly values: JsonObject;
};

export type Made = {
  readonly file: string;
  readonly ok: boolean;
  readonly manifests?: readonly Manifest[];
  readonly output?: string;
  readonly outputs?: readonly string[];
  readonly sizes?: Sizes;
  readonly pods?: PodCount;
  readonly diagnostics: readonly Diagnostic[];
};

/** The call, and what it came to before its first file. */
export type Compiling = {
  readonly setting: Setting;
  readonly outputs: Outputs;
  readonly command: CompileCommand;
};

/** isFirst: nothing is in standard output yet. */
type One = Compiling & { readonly isFirst?: boolean };

/** Compiles it, says what there is to say, and writes what was made. */
export async function compileOne(file: string, one: One, streams: Streams): Promise<Made> {
  const { setting, outputs, command, isFirst = false } = one;
  const { format, json, quiet } = command;
  const input = await readInput(file);
  const result = input.ok ? compileText(input.value, setting) : input;
  const targets = outputs.files.get(file) ?? [];
  const pieces = result.ok ? piecesOf(result.value.manifests, targets) : [];
  const pods = result.ok && (json || command.summary) ? setting.backend.countPods?.(result.value.manifests) : undefined;
  const made = finish(file, result, { pieces, command, ...(pods && { pods }) });
  if (json) return made;
  reportDiagnostics(made.diagnostics, streams, { file, text: input.ok ? input.value : undefined });
  if (!result.ok || !made.ok) return made;
  if (pieces.length === 0) {
    const text = print(result.value.manifests, format);
    streams.out(isFirst || format === "json" ? text : `---\n${text}`);
  }
  if (!quiet) streams.err(`${summary(file, result.value, pieces)}${pods ? podsText(pods) : ""}`);
  return made;
}

function compileText(text: string, { backend, options, texts, values }: Setting): Result<Compiled<Manifest>> {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return parsed;
  const typed = typedValues(texts, parsed.value.pipeline.root?.inputDefinitions?.parameters);
  if (!typed.ok) return failed([...parsed.warnings, ...typed.diagnostics]);
  const parameters: Readonly<Record<string, JsonValue>> = { ...values, ...typed.value };
  const result = compileFile(parsed.value, backend, { parameters, options });
  if (!result.ok) return failed([...parsed.warnings, ...result.diagnostics]);
  return { ...result, warnings: [...parsed.warnings, ...result.warnings] };
}

function print(manifests: readonly Manifest[], format: CompileCommand["format"]): string {
  if (format === "yaml") return printManifests(manifests);
  const [only, ...others] = manifests;
  // kubectl takes several in one JSON text as a list of its own kind.
  const all = { apiVersion: "v1", kind: "List", items: manifests };
  return `${JSON.stringify(others.length === 0 ? only : all, null, 2)}\n`;
}

/** What is applied once, and what is created for each run: kubectl's words for it. */
export const HALVES = ["apply", "create"];

/** Manifests and the file that they go into. */
type Piece = { readonly file: string; readonly manifests: readonly Manifest[] };

/** What has a name is applied; what the cluster gives one to, each time another, is created. No file is made for nothing. */
function piecesOf(manifests: readonly Manifest[], [file, second]: readonly string[]): readonly Piece[] {
  if (file === undefined) return [];
  if (second === undefined) return [{ file, manifests }];
  const halves: readonly Piece[] = [
    { file, manifests: manifests.filter(({ metadata }) => "name" in metadata) },
    { file: second, manifests: manifests.filter(({ metadata }) => !("name" in metadata)) },
  ];
  return halves.filter((half) => half.manifests.length > 0);
}

type Write = { readonly pieces: readonly Piece[]; readonly command: CompileCommand; readonly pods?: PodCount };

/** Writes what was made, if it goes to files. Manifests are kept only for who will read them. */
function finish(file: string, result: Result<Compiled<Manifest>>, { pieces, command, pods }: Write): Made {
  if (!result.ok) return { file, ok: false, diagnostics: result.diagnostics };
  const { warnings: diagnostics, value } = result;
  const { format, json, split } = command;
  const [piece] = pieces;
  const facts = json ? { sizes: sizesOf(value.manifests), ...(pods && { pods }) } : {};
  if (!piece) return { file, ok: true, ...(json && { manifests: value.manifests }), ...facts, diagnostics };
  const problems = pieces.flatMap((one) => writeOutput(one.file, print(one.manifests, format)));
  if (problems.length > 0) return { file, ok: false, diagnostics: [...diagnostics, ...problems] };
  const written = split ? { outputs: pieces.map((one) => one.file) } : { output: piece.file };
  return { file, ok: true, ...written, ...facts, diagnostics };
}

function summary(file: string, { plan, manifests }: Compiled<Manifest>, pieces: readonly Piece[]): string {
  const tasks = count([...tasksOf(plan)].length, "task");
  const made = manifests.map((manifest) => `${manifest.kind} "${nameOf(manifest)}"`).join(", ");
  const files = pieces.map((piece) => piece.file).join(" and ");
  return `${file}: made ${made} of ${tasks} (${sizeText(sizesOf(manifests))})${files === "" ? "" : `, in ${files}`}\n`;
}

function nameOf({ metadata }: Manifest): string {
  return "name" in metadata ? metadata.name : metadata.generateName;
}
