// Diagnostics for people on standard error, or for machines on standard output.
import { type Diagnostic, renderDiagnostic } from "@slipway/ir";

export type Streams = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is read by a person at a terminal. */
  readonly colour: boolean;
  /** The same of standard output. */
  readonly outColour?: boolean;
  /** Of the terminal that standard error is, if it is one. */
  readonly size?: (() => { readonly columns: number; readonly rows: number }) | undefined;
};

export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  { err, colour }: Streams,
  { file, text }: { readonly file?: string; readonly text?: string | undefined } = {},
): void {
  for (const diagnostic of diagnostics) {
    // What is wrong with the call has no place; what is wrong in a file of settings has one.
    const ofCall = diagnostic.code.startsWith("cli/") && !diagnostic.range;
    const name = ofCall ? "slipway" : (file ?? "slipway");
    err(`${renderDiagnostic(diagnostic, { file: name, colour, ...(text !== undefined && { text }) })}\n`);
  }
}

/** Errors without number, never warnings: what ends with exit code 1. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
