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
  "no-schedule": {
    severity: "error",
    message: 'nobody says when runs start: give a schedule, such as --set schedule.cron="0 6 * * *"',
    cause: "A CronWorkflow starts runs by itself, at the times that the section schedule of slipway.yaml names.",
    fix: 'Add schedule: {cron: "0 6 * * *", timeZone: Europe/Berlin} to slipway.yaml, or make a workflow or a template.',
  },
  "version-lacks": {
    severity: "error",
    message: "{feature} needs Argo {since}, and argo.version is {version}",
    cause: "argo.version names the oldest Argo that must take what is made, and that one would ignore or refuse this.",
    fix: "Leave it out, or name a later version in argo.version when no older one has to take it.",
  },
  "cron-without-value": {
    severity: "error",
    message:
      'parameter "{parameter}" has no value, and Argo asks nobody for one when it is time; give one with -p {parameter}=…',
    cause: "A schedule starts every run with the same values, those that it was compiled with.",
    fix: "Give the value with -p or --params, or give the parameter a default in the pipeline.",
  },
  "no-namespace": {
    severity: "error",
    message:
      "rights are given to an account in a namespace, and none is named: --set namespace=…, or namespace in slipway.yaml",
    cause: "A RoleBinding has to name the namespace of the account that it is for. Kubernetes fills in none.",
    fix: "Name the namespace in slipway.yaml, or with --set namespace=ml.",
  },
  braces: {
    severity: "error",
    message:
      'the settings of component "{component}" for its pod hold two opening braces, in which Argo would look for a reference; write it another way',
    cause:
      "Argo replaces references between double braces in every field of a Workflow, and no escape keeps it from that.",
    fix: "Take the text out of labels, annotations, names and paths; in environment variables and arguments it may stand.",
  },
  "whole-factor": {
    severity: "warning",
    message: 'the delays between tries of task "{task}" grow by {whole} on Argo, not by {factor}',
    cause: "Argo takes whole numbers only as the factor by which the delay before each further try grows.",
    fix: "Give backoff_factor a whole number, so that the delays are the same on every engine.",
  },
  "too-large": {
    severity: "error",
    message: "{what}: {size} are more than the {limit} that {holder}; largest are {largest}",
    cause:
      "Argo keeps a Workflow and its status in one object, whose size it and Kubernetes limit; what pods are told has moved to ConfigMaps already, and this is what is left.",
    fix: "Move long constants and sources into images or files, or run parts of the pipeline as pipelines of their own.",
  },
  "status-too-large": {
    severity: "error",
    message: "the status of a run would take {size}, and the Workflow leaves {room} for it: {loops}",
    cause:
      "Argo notes every task of every iteration in the status of the Workflow, which it keeps in one object with the manifest; parallelism and nested pipelines change nothing in that.",
    fix: "Let one task work on several items, so that there are fewer iterations; or let Argo's controller keep the status in a database, and set argo.size.offload.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("argo", catalogue);
