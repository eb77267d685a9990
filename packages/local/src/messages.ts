// The catalogue of this backend.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  "no-effect": {
    severity: "warning",
    message: "on this machine some settings have no effect: {settings}",
    cause: "The pipeline has settings for a cluster, such as node selectors, which mean nothing to a single machine.",
    fix: "Nothing need be done. Folders that a pod would have mounted are there with --runner docker.",
  },
  "missing-object": {
    severity: "warning",
    message: 'task "{task}" will fail if it runs: {reason}',
    cause: "The task takes variables or files from a Secret or a config map, and there is no cluster to have them.",
    fix: "Write them into a file, secrets: {name: {key: value}}, configMaps: {name: {key: value}}, and name it with --secrets.",
  },
  "missing-parameter": {
    severity: "error",
    message: 'parameter "{parameter}" has no value; give it one: -p {parameter}=…',
    cause: "The pipeline declares the parameter without a default, and a run needs a value for it.",
    fix: "Give the value with -p, or in the file of --params.",
  },
  "no-engine": {
    severity: "error",
    message: "there is nothing to run containers with: {reason}",
    cause: "--runner docker needs docker or podman, and neither answers.",
    fix: "Start or install one of them, or run without --runner: tasks are processes of this machine then.",
  },
  "not-in-image": {
    severity: "warning",
    message: "tasks run with the programs of this machine, not in their images: {tasks}; use --runner docker for those",
    cause: "Without a container a task finds what is installed here, whatever its image brings.",
    fix: "Install what they need, or run with --runner docker; --runner process says that you know.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("local", catalogue);
