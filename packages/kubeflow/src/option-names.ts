// Names of options: one of them may be meant by a name that is none.
import type { OptionNames } from "@slipway/ir";
import type { KubeflowOptions } from "./options.js";

export const OPTIONS: OptionNames = {
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
