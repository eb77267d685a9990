// The words after `slipway pods`.
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
import { isFormat } from "./compile-command.js";
import type { Format } from "./output.js";

export type PodsCommand = Compilation & {
  readonly kind: "pods";
  readonly file: string;
  /** A file for all, or a folder with one for each. */
  readonly output?: string | undefined;
  readonly format: Format;
  readonly quiet: boolean;
};

export const PODS_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  ...COMPILATION_OPTIONS,
  output: { type: "string", short: "o" },
  format: { type: "string" },
} as const;

/** A command, the wish for help, or what is wrong. */
export function readPodsCommand(args: readonly string[]): PodsCommand | "help" | readonly Diagnostic[] {
  const { values, positionals } = parseArgs({ args: [...args], options: PODS_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const sentences = [
    ...problemsOfFiles(positionals),
    ...(positionals.length > 1 ? ["one pipeline at a time"] : []),
    ...missingBackend(values),
    ...unknownPods(values.to),
    ...(values.output === "" ? ["--output is empty"] : []),
    ...(isFormat(values.format) ? [] : [`--format is yaml or json, not ${values.format}`]),
  ];
  const problems = [...sentences.map((problem) => usage("pods", problem)), ...problemsOfCompilation(values)];
  if (problems.length > 0) return problems;
  return {
    kind: "pods",
    file: positionals[0] ?? "",
    ...compilationOf(values),
    output: values.output,
    format: values.format === "json" ? "json" : "yaml",
    quiet: values.quiet ?? false,
  };
}

/** A sentence for a backend of whose pods nothing is known. */
export function unknownPods(to: string | undefined): readonly string[] {
  const backend = to !== undefined && Object.hasOwn(BACKENDS, to) ? BACKENDS[to] : undefined;
  return backend && !backend.podsOf ? [`which pods ${to} makes only its drivers know`] : [];
}
