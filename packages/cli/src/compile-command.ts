// The words after `slipway compile`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import { BACKENDS } from "./backends.js";
import type { Compilation } from "./compilation.js";
import {
  COMPILATION_OPTIONS,
  compilationOf,
  missingBackend,
  problemsOfCompilation,
  problemsOfFiles,
  usage,
} from "./compilation-words.js";
import type { Format } from "./output.js";

export type CompileCommand = Compilation & {
  readonly kind: "compile";
  readonly files: readonly string[];
  readonly output?: string | undefined;
  readonly format: Format;
  readonly split: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Says how many pods a run takes. */
  readonly summary: boolean;
};

export const COMPILE_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  ...COMPILATION_OPTIONS,
  output: { type: "string", short: "o" },
  format: { type: "string" },
  split: { type: "boolean" },
  json: { type: "boolean" },
  summary: { type: "boolean" },
} as const;

/** A command, the wish for help, or what is wrong. */
export function readCompileCommand(args: readonly string[]): CompileCommand | "help" | readonly Diagnostic[] {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    options: COMPILE_OPTIONS,
    allowPositionals: true,
  });
  if (values.help) return "help";
  const sentences = [
    ...problemsOfFiles(files),
    ...missingBackend(values),
    ...(values.output === "" ? ["--output is empty"] : []),
    ...(values.split && (values.output === undefined || values.output === "-")
      ? ["--split makes two files: name them with -o"]
      : []),
    ...(values.summary ? problemsOfSummary(values) : []),
    ...(isFormat(values.format) ? [] : [`--format is yaml or json, not ${values.format}`]),
  ];
  const problems = [...sentences.map((problem) => usage("compile", problem)), ...problemsOfCompilation(values)];
  if (problems.length > 0) return problems;
  return {
    kind: "compile",
    files,
    ...compilationOf(values),
    output: values.output,
    format: values.format === "json" ? "json" : "yaml",
    split: values.split ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    summary: values.summary ?? false,
  };
}

function problemsOfSummary({ to = "", quiet = false }: { readonly to?: string; readonly quiet?: boolean }) {
  const backend = Object.hasOwn(BACKENDS, to) ? BACKENDS[to] : undefined;
  return [
    ...(quiet ? ["--quiet leaves out what --summary asks for"] : []),
    ...(backend && !backend.countPods ? [`--summary counts pods, and how many ${to} takes only its drivers know`] : []),
  ];
}

export function isFormat(format: string | undefined): boolean {
  return format === undefined || format === "yaml" || format === "json";
}
