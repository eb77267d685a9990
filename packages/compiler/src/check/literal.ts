import { type Diagnostic, describe, type IrPath, type JsonValue } from "@slipway/ir";
import { diagnose } from "../messages.js";

/** That a value is one of a closed set; an empty set allows any. */
export function literalDiagnostics(
  subject: string,
  value: JsonValue,
  literals: readonly JsonValue[],
  path: IrPath,
): readonly Diagnostic[] {
  const text = JSON.stringify(value);
  if (literals.length === 0 || literals.some((literal) => JSON.stringify(literal) === text)) return [];
  const allowed = literals.map((literal) => JSON.stringify(literal)).join(", ");
  return [diagnose("not-a-literal", path, { subject, found: describe(value), allowed })];
}
