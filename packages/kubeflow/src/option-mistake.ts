// What is wrong with an option: the validator's errors turned into sentences.
import { type BrokenRule, type Diagnostic, didYouMean, explainBrokenRule, type JsonValue } from "@slipway/ir";
import { diagnose } from "./messages.js";
import type { KubeflowOptions } from "./options.js";

export function explainOption(rule: BrokenRule, options: JsonValue): Diagnostic {
  const mistake = explainBrokenRule(rule, options);
  const path = ["kubeflow", ...mistake.path];
  const option = path.join(".");
  if (mistake.kind === "unknown-field") {
    const known = OPTIONS[mistake.path.slice(0, -1).join(".")] ?? [];
    return diagnose("unknown-option", path, { option, hint: didYouMean(String(path.at(-1)), known) });
  }
  return diagnose("bad-option", path, { option, expected: mistake.expected, found: mistake.found });
}

/** Names of options, by the option that holds them. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  "": [
    "namespace",
    "serviceAccount",
    "pipelineRoot",
    "cacheDisabled",
    "logLevel",
    "publishLogs",
    "runAsUser",
    "taskSecurity",
    "driver",
    "launcher",
    "caBundle",
    "proxy",
    "mlPipelineServer",
    "metadataServer",
    "workspace",
    "specPatch",
  ] satisfies (keyof KubeflowOptions)[],
  taskSecurity: ["runAsUser", "runAsGroup", "runAsNonRoot", "hostUsers"],
  driver: ["image", "command", "labels", "annotations"],
  launcher: ["image", "command"],
  caBundle: ["configMap", "secret", "key"],
  proxy: ["http", "https", "noProxy"],
  mlPipelineServer: ["address", "port", "tls"],
  metadataServer: ["address", "port", "tls"],
};
