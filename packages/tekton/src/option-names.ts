// Names of options: one of them may be meant by a name that is none.
import type { OptionNames } from "@slipway/ir";
import type { TektonOptions } from "./options.js";

export const OPTIONS: OptionNames = {
  "": [
    "version",
    "kind",
    "with",
    "name",
    "schedule",
    "notify",
    "namespace",
    "serviceAccount",
    "experiment",
    "store",
    "cache",
    "image",
    "imagePullPolicy",
    "imagePullSecrets",
    "resources",
    "accelerators",
    "pods",
    "pendingTimeout",
    "cleanup",
    "podSecurity",
    "images",
    "proxy",
    "sharedFolder",
    "grants",
    "failure",
    "loops",
    "chains",
  ] satisfies (keyof TektonOptions)[],
};
