// What is wrong with an option: the validator's errors turned into sentences.
import { type BrokenRule, type Diagnostic, didYouMean, explainBrokenRule, type JsonValue } from "@slipway/ir";
import { diagnose } from "./messages.js";
import type { ArgoOptions } from "./options.js";

export function explainOption(rule: BrokenRule, options: JsonValue): Diagnostic {
  const mistake = explainBrokenRule(rule, options);
  const path = ["argo", ...mistake.path];
  const option = path.join(".");
  if (mistake.kind === "unknown-field") {
    const known = mistake.path.length === 1 ? OPTIONS : [];
    return diagnose("unknown-option", path, { option, hint: didYouMean(String(path.at(-1)), known) });
  }
  return diagnose("bad-option", path, { option, expected: mistake.expected, found: mistake.found });
}

const OPTIONS = [
  "version",
  "kind",
  "with",
  "name",
  "schedule",
  "namespace",
  "serviceAccount",
  "instanceId",
  "experiment",
  "store",
  "cache",
  "metrics",
  "notify",
  "image",
  "imagePullPolicy",
  "imagePullSecrets",
  "resources",
  "accelerators",
  "pods",
  "podSecurity",
  "images",
  "proxy",
  "sharedFolder",
  "grants",
] as const satisfies readonly (keyof ArgoOptions)[];
