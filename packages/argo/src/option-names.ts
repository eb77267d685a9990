// Names of options: one of them may be meant by a name that is none.
import type { OptionNames } from "@slipway/ir";
import type { ArgoOptions } from "./options.js";

export const OPTIONS: OptionNames = {
  "": [
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
    "driver",
    "notify",
    "cleanup",
    "metrics",
    "podGC",
    "image",
    "imagePullPolicy",
    "imagePullSecrets",
    "resources",
    "accelerators",
    "size",
    "pods",
    "pendingTimeout",
    "podSecurity",
    "images",
    "proxy",
    "sharedFolder",
    "grants",
  ] satisfies (keyof ArgoOptions)[],
};
