// What a component declares: types, default values, literals.
import { type ComponentSpec, type Diagnostic, describe, type IrPath, sortedEntries, typeInWords } from "@slipway/ir";
import { type ComponentKey, ROOT, subjectOf } from "../component-key.js";
import { diagnose } from "../messages.js";
import { literalDiagnostics } from "./literal.js";
import { constantFits } from "./type.js";

export function checkDefinitions(key: ComponentKey, component: ComponentSpec, path: IrPath): readonly Diagnostic[] {
  const owner = subjectOf(key);
  const inputs = sortedEntries(component.inputDefinitions?.parameters).flatMap(([input, definition]) => {
    const at = [...path, "inputDefinitions", "parameters", input];
    const subject = key === ROOT ? `parameter "${input}"` : `parameter "${input}" of ${owner}`;
    const { parameterType: type, defaultValue: value, literals = [] } = definition;
    if (!type && !definition.type) return [diagnose("missing-parameter-type", at, { subject })];
    if (!type || value === undefined || value === null) return [];
    if (!constantFits(type, value)) {
      const slots = { subject, wanted: typeInWords(type), found: describe(value) };
      return [diagnose("bad-default", [...at, "defaultValue"], slots)];
    }
    return literalDiagnostics(`the default value of ${subject}`, value, literals, [...at, "defaultValue"]);
  });
  const outputs = sortedEntries(component.outputDefinitions?.parameters).flatMap(([output, definition]) =>
    definition.parameterType || "type" in definition
      ? []
      : [
          diagnose("missing-parameter-type", [...path, "outputDefinitions", "parameters", output], {
            subject: `output "${output}" of ${owner}`,
          }),
        ],
  );
  return [...inputs, ...outputs];
}
