// The words after `slipway pin`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import { problemsOfCompilation, problemsOfFiles, usage } from "./compilation-words.js";

export type PinCommand = {
  readonly kind: "pin";
  readonly files: readonly string[];
  /** Whose settings say where images are kept, and whose own image is pinned, too. */
  readonly backend?: string | undefined;
  readonly assignments: readonly string[];
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly insecure: readonly string[];
  readonly offline: boolean;
  readonly check: boolean;
  /** Writes digests into the pipelines, and no lock. */
  readonly write: boolean;
  readonly prune: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
};

export const PIN_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  to: { type: "string" },
  set: { type: "string", multiple: true },
  target: { type: "string" },
  config: { type: "string" },
  insecure: { type: "string", multiple: true },
  offline: { type: "boolean" },
  check: { type: "boolean" },
  write: { type: "boolean" },
  prune: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** A command, the wish for help, or what is wrong. */
export function readPinCommand(args: readonly string[]): PinCommand | "help" | readonly Diagnostic[] {
  const { values, positionals: files } = parseArgs({ args: [...args], options: PIN_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const { check = false, write = false, prune = false } = values;
  const sentences = [
    ...problemsOfFiles(files),
    ...(write && files.includes("-") ? ["--write changes files, and standard input is none"] : []),
    ...(check && write ? ["--check changes nothing, and --write does"] : []),
    ...(write && prune ? ["--prune is about the lock, which --write leaves alone"] : []),
    ...(values.insecure ?? []).flatMap((host) =>
      /^[^\s/]+$/.test(host) ? [] : [`--insecure is a host, with its port where it has one, not ${host}`],
    ),
  ];
  const problems = [...sentences.map((problem) => usage("pin", problem)), ...problemsOfCompilation({ to: values.to })];
  if (problems.length > 0) return problems;
  return {
    kind: "pin",
    files,
    backend: values.to,
    assignments: values.set ?? [],
    target: values.target,
    config: values.config,
    insecure: values.insecure ?? [],
    offline: values.offline ?? false,
    check,
    write,
    prune,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}
