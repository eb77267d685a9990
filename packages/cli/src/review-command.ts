// The words after `slipway review`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import type { Compilation } from "./compilation.js";
import {
  COMPILATION_OPTIONS,
  compilationOf,
  missingBackend,
  problemsOfCompilation,
  problemsOfFiles,
  usage,
} from "./compilation-words.js";
import { unknownPods } from "./pods-command.js";

export type ReviewCommand = Compilation & {
  readonly kind: "review";
  readonly file: string;
  readonly output?: string | undefined;
  readonly format: ReviewFormat;
  /** The facts on standard output. */
  readonly json: boolean;
  readonly quiet: boolean;
};

export type ReviewFormat = "md" | "html";

export const REVIEW_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  ...COMPILATION_OPTIONS,
  output: { type: "string", short: "o" },
  format: { type: "string" },
  json: { type: "boolean" },
} as const;

/** A command, the wish for help, or what is wrong. */
export function readReviewCommand(args: readonly string[]): ReviewCommand | "help" | readonly Diagnostic[] {
  const { values, positionals } = parseArgs({ args: [...args], options: REVIEW_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const { output } = values;
  const format = values.format ?? formatOf(output);
  const sentences = [
    ...problemsOfFiles(positionals),
    ...(positionals.length > 1 ? ["one pipeline at a time"] : []),
    ...missingBackend(values),
    ...unknownPods(values.to).map((why) => `${why}: review it for argo or tekton`),
    ...(output === "" ? ["--output is empty"] : []),
    ...(values.format === undefined && format === undefined
      ? [`-o ${output} names neither a .md nor a .html file: say --format md or --format html`]
      : []),
    ...(values.format === undefined || isFormat(values.format) ? [] : [`--format is md or html, not ${values.format}`]),
  ];
  const problems = [...sentences.map((problem) => usage("review", problem)), ...problemsOfCompilation(values)];
  if (problems.length > 0) return problems;
  return {
    kind: "review",
    file: positionals[0] ?? "",
    ...compilationOf(values),
    output,
    format: format === "html" ? "html" : "md",
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

function isFormat(format: string): format is ReviewFormat {
  return format === "md" || format === "html";
}

/** By the ending of the file; Markdown where there is no file. */
function formatOf(output: string | undefined): ReviewFormat | undefined {
  if (output === undefined || output === "-" || /\.(?:md|markdown)$/i.test(output)) return "md";
  return /\.html?$/i.test(output) ? "html" : undefined;
}
