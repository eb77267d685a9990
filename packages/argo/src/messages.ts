// The catalogue of this backend.
import { defineDiagnostics, type Entry, optionDiagnostics } from "@slipway/ir";

export const catalogue = {
  ...optionDiagnostics,
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
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("argo", catalogue);
