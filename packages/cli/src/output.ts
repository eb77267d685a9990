// Writing manifests: each file whole or not at all.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Diagnostic, failed, type Result } from "@slipway/ir";
import { reasonOf } from "./input.js";
import { diagnose } from "./messages.js";

export type Format = "yaml" | "json";

/** By input, the file that it is written to. Fails when two inputs would be written to one. */
export function planOutputs(
  inputs: readonly string[],
  output: string,
  format: Format,
): Result<ReadonlyMap<string, string>> {
  const isFolder = output.endsWith("/") || isExistingFolder(output) || (inputs.length > 1 && !existsSync(output));
  if (!isFolder) {
    return inputs.length > 1
      ? failed([diagnose("needs-folder", [], { output })])
      : { ok: true, value: new Map(inputs.map((input) => [input, output])), warnings: [] };
  }
  const files = new Map<string, string>();
  const taken = new Map<string, string>();
  const clashes: Diagnostic[] = [];
  for (const input of inputs) {
    const file = join(output, `${input === "-" ? "stdin" : withoutEnding(basename(input))}.${format}`);
    const first = taken.get(file);
    if (first !== undefined) clashes.push(diagnose("same-output", [], { first, second: input, output: file }));
    taken.set(file, input);
    files.set(input, file);
  }
  if (clashes.length > 0) return failed(clashes);
  try {
    mkdirSync(output, { recursive: true });
  } catch (error) {
    return failed([diagnose("cannot-write", [], { file: output, reason: reasonOf(error) })]);
  }
  return { ok: true, value: files, warnings: [] };
}

function withoutEnding(name: string): string {
  return name.replace(/\.(?:ya?ml|json|zip|tgz|tar\.gz)$/i, "");
}

function isExistingFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Writes beside the file and renames, so that nobody ever reads half of it. */
export function writeOutput(file: string, text: string): readonly Diagnostic[] {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
    return [];
  } catch (error) {
    rmSync(draft, { force: true });
    return [diagnose("cannot-write", [], { file, reason: whyNotWritten(error) })];
  }
}

function whyNotWritten(error: unknown): string {
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return isMissing ? "its folder does not exist" : reasonOf(error);
}
