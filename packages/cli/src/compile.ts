// slipway compile: each file by itself through a backend, into one stream or into files.
import { type Compiled, countTasks, type PodCount } from "@slipway/compiler";
import type { Diagnostic, Result } from "@slipway/ir";
import { printManifests } from "@slipway/kubernetes";
import type { Manifest } from "./backends.js";
import { count } from "./check.js";
import { compileInput, settingFor } from "./compilation.js";
import type { CompileCommand } from "./compile-command.js";
import { exitCodeOf } from "./exit-code.js";
import { type Format, makeFolder, planOutputs, writeOutput } from "./output.js";
import { podsText } from "./pod-count.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { type Sizes, sizesOf, sizeText } from "./sizes.js";

type Made = {
  readonly file: string;
  readonly ok: boolean;
  readonly manifests?: readonly Manifest[];
  readonly output?: string;
  readonly outputs?: readonly string[];
  readonly sizes?: Sizes;
  readonly pods?: PodCount;
  readonly diagnostics: readonly Diagnostic[];
};

/** Gives the exit code: 0 made, 1 refused, 2 wrong use. */
export async function compileFiles(command: CompileCommand, streams: Streams): Promise<number> {
  const setting = settingFor(command, streams);
  const { output, format, files, json, quiet, split } = command;
  const outputs = planOutputs(files, { output, format, parts: split ? HALVES : [] });
  const problems = !outputs.ok ? outputs.diagnostics : setting ? makeFolder(outputs.value) : [];
  reportDiagnostics(problems, streams);
  if (!setting || !outputs.ok || problems.length > 0) return 2;
  const made: Made[] = [];
  for (const file of files) {
    const { text, result } = await compileInput(file, setting);
    const targets = outputs.value.files.get(file) ?? [];
    const pieces = result.ok ? piecesOf(result.value.manifests, targets) : [];
    const pods =
      result.ok && (json || command.summary) ? setting.backend.countPods?.(result.value.manifests) : undefined;
    const one = finish(file, result, { pieces, command, ...(pods && { pods }) });
    made.push(one);
    if (json) continue;
    reportDiagnostics(one.diagnostics, streams, { file, text });
    if (!result.ok || !one.ok) continue;
    if (pieces.length === 0) {
      const isFirst = made.findIndex(({ ok }) => ok) === made.length - 1;
      const printed = print(result.value.manifests, format);
      streams.out(isFirst || format === "json" ? printed : `---\n${printed}`);
    }
    if (!quiet) streams.err(`${summary(file, result.value, pieces)}${pods ? podsText(pods) : ""}`);
  }
  return conclude(made, command, streams);
}

function print(manifests: readonly Manifest[], format: Format): string {
  if (format === "yaml") return printManifests(manifests);
  const [only, ...others] = manifests;
  // kubectl takes several in one JSON text as a list of its own kind.
  const all = { apiVersion: "v1", kind: "List", items: manifests };
  return `${JSON.stringify(others.length === 0 ? only : all, null, 2)}\n`;
}

/** What is applied once, and what is created for each run: kubectl's words for it. */
const HALVES = ["apply", "create"];

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

function conclude(made: readonly Made[], { json }: CompileCommand, streams: Streams): number {
  if (json) streams.out(`${JSON.stringify(made, null, 2)}\n`);
  return exitCodeOf(made.flatMap(({ diagnostics }) => diagnostics));
}

function summary(file: string, { plan, manifests }: Compiled<Manifest>, pieces: readonly Piece[]): string {
  const tasks = count(countTasks(plan), "task");
  const made = manifests.map((manifest) => `${manifest.kind} "${nameOf(manifest)}"`).join(", ");
  const files = pieces.map((piece) => piece.file).join(" and ");
  return `${file}: made ${made} of ${tasks} (${sizeText(sizesOf(manifests))})${files === "" ? "" : `, in ${files}`}\n`;
}

function nameOf({ metadata }: Manifest): string {
  return "name" in metadata ? metadata.name : metadata.generateName;
}
