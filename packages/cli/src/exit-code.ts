// What is refused ends with 1; what only the call is to blame for, and no file, with 2.
import type { Diagnostic } from "@slipway/ir";
import { isAboutGivenValue } from "./parameters.js";

/** 0 without errors; 2 when every error is one of the call: a file that is not there, a value that does not fit or is missing. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return 0;
  return errors.every(isOfCall) ? 2 : 1;
}

function isOfCall(diagnostic: Diagnostic): boolean {
  const { code } = diagnostic;
  return code.startsWith("cli/") || code === "local/missing-parameter" || isAboutGivenValue(diagnostic);
}
