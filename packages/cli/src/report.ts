// Diagnostics for people on standard error, or for machines on standard output.
import { renderDiagnostic, type Shown } from "@slipway/ir";

export type Streams = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is read by a person at a terminal. */
  readonly colour: boolean;
  /** The same of standard output. */
  readonly outColour?: boolean;
  /** Of the terminal that standard error is, if it is one. */
  readonly size?: (() => { readonly columns: number; readonly rows: number }) | undefined;
  /** Is told every diagnostic, for a call whose standard output is for machines. */
  readonly note?: (diagnostic: Shown & { readonly file?: string }) => void;
};

export function reportDiagnostics(
  diagnostics: readonly Shown[],
  { err, colour, note }: Streams,
  { file, text }: { readonly file?: string; readonly text?: string | undefined } = {},
): void {
  for (const diagnostic of diagnostics) {
    // What is wrong with the call has no place; what is wrong in a file of settings has one.
    const ofCall = diagnostic.code.startsWith("cli/") && !diagnostic.range;
    const name = ofCall ? "slipway" : (file ?? "slipway");
    note?.({ ...(diagnostic.range && file !== undefined && { file }), ...diagnostic });
    err(`${renderDiagnostic(diagnostic, { file: name, colour, ...(text !== undefined && { text }) })}\n`);
  }
}

/**
 * Lets a call with --json work, and says for machines, too, why it made nothing: `{ok: false, diagnostics}` on standard
 * output, which would be empty otherwise.
 *
 * @returns the exit code
 */
export async function refusingInJson(streams: Streams, work: (streams: Streams) => Promise<number>): Promise<number> {
  const diagnostics: Shown[] = [];
  let isSilent = true;
  const code = await work({
    ...streams,
    out: (text) => {
      isSilent = false;
      streams.out(text);
    },
    note: (diagnostic) => diagnostics.push(diagnostic),
  });
  if (isSilent) streams.out(`${JSON.stringify({ ok: false, diagnostics }, null, 2)}\n`);
  return code;
}
