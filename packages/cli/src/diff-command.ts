// The words after `slipway diff`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import type { Compilation } from "./compilation.js";
import { COMPILATION_OPTIONS, compilationOf, problemsOfCompilation, usage } from "./compilation-words.js";

export type DiffCommand = Compilation & {
  readonly kind: "diff";
  readonly older: string;
  readonly newer: string;
  readonly format: "text" | "markdown";
  readonly json: boolean;
  /** 1 when anything is different. */
  readonly exitCode: boolean;
};

export const DIFF_OPTIONS = {
  help: { type: "boolean", short: "h" },
  ...COMPILATION_OPTIONS,
  format: { type: "string" },
  json: { type: "boolean" },
  "exit-code": { type: "boolean" },
} as const;

/** What says something of manifests only. */
const OF_MANIFESTS = ["kind", "with", "store", "experiment", "set", "target", "config", "frozen"] as const;

/** A command, the wish for help, or what is wrong. Without a backend its name is empty. */
export function readDiffCommand(args: readonly string[]): DiffCommand | "help" | readonly Diagnostic[] {
  const { values, positionals } = parseArgs({ args: [...args], options: DIFF_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const { format = "text", to } = values;
  const [older, newer, ...others] = positionals;
  const idle = to === undefined ? OF_MANIFESTS.filter((option) => values[option] !== undefined) : [];
  const sentences = [
    ...(newer === undefined || others.length > 0 ? ["two files are compared: the older one, then the newer one"] : []),
    ...(older === "-" && newer === "-" ? ["standard input can be read once"] : []),
    ...(format === "text" || format === "markdown" ? [] : [`--format is text or markdown, not ${format}`]),
    ...(values.json && values.format !== undefined
      ? ["--json is a format of its own, beside which --format says nothing"]
      : []),
    ...idle.map((option) => `--${option} is about manifests: name a backend with --to`),
  ];
  const problems = [
    ...sentences.map((problem) => usage("diff", problem)),
    ...(to === undefined ? [] : problemsOfCompilation(values)),
  ];
  if (problems.length > 0 || older === undefined || newer === undefined) return problems;
  return {
    kind: "diff",
    older,
    newer,
    ...compilationOf(values),
    format: format === "markdown" ? "markdown" : "text",
    json: values.json ?? false,
    exitCode: values["exit-code"] ?? false,
  };
}
