// Writing manifests: each file whole or not at all.
import { chmodSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { reasonOf } from "./input.js";
import { diagnose } from "./messages.js";

export type Format = "yaml" | "json";

/** By input, the file that it is written to; none without -o. The folder is one that has to be made first. */
export type Outputs = { readonly files: ReadonlyMap<string, readonly string[]>; readonly folder?: string };

type Wanted = {
  readonly output: string | undefined;
  readonly format: Format;
  /** Files of one input, by what stands before their ending; one of its own name where there are none. */
  readonly parts: readonly string[];
};

/** Fails when two inputs would be written to one file, or one over an input. Writes nothing yet. */
export function planOutputs(inputs: readonly string[], { output, format, parts }: Wanted): Result<Outputs> {
  if (output === undefined || output === "-") return { ok: true, value: { files: new Map() }, warnings: [] };
  const isFolder = output.endsWith("/") || isExistingFolder(output) || (inputs.length > 1 && !existsSync(output));
  if (!isFolder && inputs.length > 1) return failed([diagnose("needs-folder", [], { output })]);
  const nameOf = (input: string) => `${input === "-" ? "stdin" : withoutEnding(basename(input))}.${format}`;
  const filesOf = (input: string) => partsOf(isFolder ? join(output, nameOf(input)) : output, parts);
  const planned = inputs.flatMap((input) => filesOf(input).map((file) => ({ input, file })));
  const problems = [...clashesOf(planned), ...overwritesOf(planned)];
  const files = new Map(inputs.map((input) => [input, filesOf(input)]));
  return resultOf({ files, ...(isFolder && { folder: output }) }, problems);
}

/** `out.yaml` → `out.apply.yaml`, `out.create.yaml` */
function partsOf(file: string, parts: readonly string[]): readonly string[] {
  const [, stem = file, ending = ""] = /^(.*?)(\.[^./]*)?$/.exec(file) ?? [];
  return parts.length === 0 ? [file] : parts.map((part) => `${stem}.${part}${ending}`);
}

type Planned = { readonly input: string; readonly file: string };

function clashesOf(planned: readonly Planned[]): readonly Diagnostic[] {
  const taken = new Map<string, string>();
  return planned.flatMap(({ input, file }) => {
    const first = taken.get(file);
    taken.set(file, input);
    return first === undefined ? [] : [diagnose("same-output", [], { first, second: input, output: file })];
  });
}

/** By what the system calls a file, so that links and other spellings of a path count, too. */
export function overwritesOf(planned: readonly Planned[]): readonly Diagnostic[] {
  const inputs = new Map(planned.map(({ input }) => [identityOf(input), input]));
  return planned.flatMap(({ file }) => {
    const identity = identityOf(file);
    const input = identity === undefined ? undefined : inputs.get(identity);
    return input === undefined ? [] : [diagnose("cannot-write", [], { file, reason: `it is the input "${input}"` })];
  });
}

function identityOf(file: string): string | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    // What cannot be reached is no input; reading or writing it says why.
    return undefined;
  }
}

export function makeFolder({ folder }: Outputs): readonly Diagnostic[] {
  if (folder === undefined) return [];
  try {
    makeWithThoseAbove(folder);
    return [];
  } catch (error) {
    return [diagnose("cannot-write", [], { file: folder, reason: reasonOf(error) })];
  }
}

/** One by one: for all at once Node tries for ever below a folder that takes none, such as /proc. */
export function makeWithThoseAbove(folder: string): void {
  const above = dirname(folder);
  if (above !== folder && !existsSync(above)) makeWithThoseAbove(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // It was there, or somebody else made it.
    if (!isExistingFolder(folder)) throw error;
  }
}

function withoutEnding(name: string): string {
  return name.replace(/\.(?:ya?ml|json|zip|tgz|tar\.gz)$/i, "");
}

function isExistingFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Nobody ever reads half of it: a file is replaced at once. What is no file, such as a pipe, is written into. */
export function writeOutput(file: string, text: string): readonly Diagnostic[] {
  if (file.endsWith("/")) return [diagnose("cannot-write", [], { file, reason: "it names a folder" })];
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing && !existing.isFile()) writeFileSync(file, text);
    else replaceFile(existing ? realpathSync.native(file) : file, text, existing?.mode);
    return [];
  } catch (error) {
    return [diagnose("cannot-write", [], { file, reason: whyNotWritten(error) })];
  }
}

function replaceFile(file: string, text: string, mode: number | undefined): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(draft, text);
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw error;
  }
}

function whyNotWritten(error: unknown): string {
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return isMissing ? "its folder does not exist" : reasonOf(error);
}
