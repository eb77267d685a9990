// What is wrong with the options of a backend: its validator's errors, turned into sentences.
import { type BrokenRule, explainBrokenRule } from "./broken-rule.js";
import { type Diagnostic, defineDiagnostics, type Entry } from "./diagnostic.js";
import type { JsonValue } from "./json.js";
import { didYouMean } from "./suggest.js";

/** Part of the catalogue of every backend with options. */
export const optionDiagnostics = {
  "unknown-option": {
    severity: "error",
    message: '"{option}" is not an option of the {backend} backend.{hint}',
    cause: "Options come from --set, or from slipway.yaml.",
    fix: "Correct the name; schemas/slipway.schema.json lists the options.",
  },
  "bad-option": {
    severity: "error",
    message: 'option "{option}" must be {expected}, but it is {found}',
    cause: "The value is of another kind than the option's, or not in its form.",
    fix: "Give a value as schemas/slipway.schema.json describes it.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

/** Names of options, by the option that holds them: `""` has the outermost, `"driver"` those of `driver.image`. */
export type OptionNames = Readonly<Record<string, readonly string[]>>;

/**
 * @param backend its name, with which codes and paths begin
 * @param options what was validated
 *
 * @example
 * const rule = { instancePath: "", keyword: "additionalProperties", params: { additionalProperty: "namspace" } };
 * explainOption("argo", rule, { namspace: "ml" }, { "": ["namespace"] }).message;
 * // "argo.namspace" is not an option of the argo backend. Did you mean "namespace"?
 */
export function explainOption(backend: string, rule: BrokenRule, options: JsonValue, names: OptionNames): Diagnostic {
  const diagnose = defineDiagnostics(backend, optionDiagnostics);
  const mistake = explainBrokenRule(rule, options);
  const path = [backend, ...mistake.path];
  const option = path.join(".");
  if (mistake.kind === "bad-value") {
    return diagnose("bad-option", path, { option, expected: mistake.expected, found: mistake.found });
  }
  const known = names[mistake.path.slice(0, -1).join(".")] ?? [];
  return diagnose("unknown-option", path, { option, backend, hint: didYouMean(String(path.at(-1)), known) });
}
