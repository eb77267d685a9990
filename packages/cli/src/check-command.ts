// The words after `slipway check`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import type { Compilation } from "./compilation.js";
import {
  COMPILATION_OPTIONS,
  compilationOf,
  problemsOfCompilation,
  problemsOfFiles,
  usage,
} from "./compilation-words.js";

export type CheckCommand = {
  readonly kind: "check";
  readonly files: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
  /** A file, or `starter` for the one that comes with the program. */
  readonly policy?: string | undefined;
  /** A file, or `-`. */
  readonly sarif?: string | undefined;
  /** Absent where no backend is named. */
  readonly compilation?: Compilation;
};

export const CHECK_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  ...COMPILATION_OPTIONS,
  policy: { type: "string" },
  sarif: { type: "string" },
  json: { type: "boolean" },
} as const;

/** A command, the wish for help, or what is wrong. */
export function readCheckCommand(args: readonly string[]): CheckCommand | "help" | readonly Diagnostic[] {
  const { values, positionals: files } = parseArgs({ args: [...args], options: CHECK_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const { to, policy, sarif, json = false, quiet = false } = values;
  const alone = to === undefined ? Object.keys(COMPILATION_OPTIONS).filter((name) => name in values) : [];
  const sentences = [
    ...problemsOfFiles(files),
    ...(policy === "" ? ["--policy is empty"] : []),
    ...(sarif === "" ? ["--sarif is empty"] : []),
    ...(sarif === "-" && json ? ["--json and --sarif - both write to standard output: give --sarif a file"] : []),
    ...alone.map((name) => `--${name} is about manifests: name a backend with --to`),
  ];
  const problems = [...sentences.map((problem) => usage("check", problem)), ...problemsOfCompilation(values)];
  if (problems.length > 0) return problems;
  const compilation = to === undefined ? {} : { compilation: compilationOf(values) };
  return { kind: "check", files, json, quiet, policy, sarif, ...compilation };
}
