// The words after `slipway completion`.
import { parseArgs } from "node:util";
import type { Diagnostic } from "@slipway/ir";
import { usage } from "./compilation-words.js";

export const SHELLS = ["bash", "fish", "zsh"] as const;

export type Shell = (typeof SHELLS)[number];

export type CompletionCommand = { readonly kind: "completion"; readonly shell: Shell };

export const COMPLETION_OPTIONS = { help: { type: "boolean", short: "h" } } as const;

/** A command, the wish for help, or what is wrong. */
export function readCompletionCommand(args: readonly string[]): CompletionCommand | "help" | readonly Diagnostic[] {
  const { values, positionals } = parseArgs({ args: [...args], options: COMPLETION_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const [named, ...others] = positionals;
  const shell = SHELLS.find((one) => one === named);
  if (shell !== undefined && others.length === 0) return { kind: "completion", shell };
  return [usage("completion", `name a shell: ${SHELLS.join(", ")}`)];
}
