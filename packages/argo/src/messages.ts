// The catalogue of this backend.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  "unknown-option": {
    severity: "error",
    message: '"{option}" is not an option of the argo backend.{hint}',
    cause: "Options come from --set, or from slipway.yaml.",
    fix: "Correct the name; schemas/slipway.schema.json lists the options.",
  },
  "bad-option": {
    severity: "error",
    message: 'option "{option}" must be {expected}, but it is {found}',
    cause: "The value is of another kind than the option's, or not in its form.",
    fix: "Give a value as schemas/slipway.schema.json describes it.",
  },
  "no-store": {
    severity: "error",
    message:
      "nobody says where artifacts, records and cache entries go: name a bucket with --store, or with store.uri in slipway.yaml",
    cause:
      "Without Kubeflow the pods keep all that they make in a store, and neither a flag nor slipway.yaml nor the pipeline's own root names one.",
    fix: "Use --store s3://bucket/folder, write it into slipway.yaml (store.uri), or give the pipeline a pipeline_root.",
  },
  braces: {
    severity: "error",
    message:
      'the settings of component "{component}" for its pod hold two opening braces, in which Argo would look for a reference; write it another way',
    cause:
      "Argo replaces references between double braces in every field of a Workflow, and no escape keeps it from that.",
    fix: "Take the text out of labels, annotations, names and paths; in environment variables and arguments it may stand.",
  },
  "too-large": {
    severity: "error",
    message: "{what}: {size} are more than the {limit} that {holder}; largest are {largest}",
    cause:
      "Argo keeps a Workflow and its status in one object, whose size it and Kubernetes limit; what pods are told has moved to ConfigMaps already, and this is what is left.",
    fix: "Move long constants and sources into images or files, or run parts of the pipeline as pipelines of their own.",
  },
  "bad-workspace": {
    severity: "error",
    message: 'the workspace\'s "{field}" must be {expected}, but it is {found}',
    cause: "The workspace becomes a volume claim, of which a pipeline sets the size, accessModes and storageClassName.",
    fix: 'Correct it: dsl.WorkspaceConfig(size="10Gi", kubernetes=dsl.KubernetesWorkspaceConfig(pvcSpecPatch={"accessModes": ["ReadWriteMany"]})).',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("argo", catalogue);
