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
    cause: "A CronJob starts runs by itself, at the times that the section schedule of slipway.yaml names.",
    fix: 'Add schedule: {cron: "0 6 * * *", timeZone: Europe/Berlin} to slipway.yaml, or make a run or a pipeline.',
  },
  "cron-without-value": {
    severity: "error",
    message:
      'parameter "{parameter}" has no value, and nobody is asked for one when it is time; give one with -p {parameter}=…',
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
  reference: {
    severity: "error",
    message:
      'the settings of component "{component}" for its pod hold what Tekton would take for a reference of its own; write it another way',
    cause: "Tekton replaces such texts in every field of a task, and no escape keeps it from that.",
    fix: "Take the text out of labels, annotations, names and paths; in environment variables and arguments it may stand.",
  },
  "late-setting": {
    severity: "error",
    message:
      'task "{task}": {setting} comes from a value that is known only when the pipeline runs, and Tekton takes only what is known before',
    cause:
      "Tekton puts values of a run into names and images, not into amounts, and not into lists of where a pod may run.",
    fix: "Give a constant, or use the argo backend, which patches the finished pod.",
  },
  "setting-in-loop": {
    severity: "error",
    message:
      'task "{task}": {setting} is another in each iteration of its loop, and Tekton has one definition for all of them',
    cause: "The iterations of a loop that is not written out share one definition, in which only their number differs.",
    fix: "Loop over a list that is known when the pipeline is compiled, and raise loops.unroll so that it is written out.",
  },
  "fixed-setting": {
    severity: "warning",
    message:
      'task "{task}": settings of its pod come from parameters of the pipeline, and keep the values that these have now',
    cause:
      "Tekton takes amounts, and where a pod may run, only as constants (before 1.3 names of Secrets for pulling images as well), so they are written into the run.",
    fix: "Nothing need be done. To run with other values compile again with -p, instead of changing the run.",
  },
  "too-large": {
    severity: "error",
    message: "the run would have {size} bytes in {where}, and a cluster takes {most}; make the pipeline smaller",
    cause:
      "Kubernetes keeps objects of 1.5 MB at most, and annotations of 256 KiB; a run's object holds its pipeline twice.",
    fix: "Put large code into an image, hand large constants over as artifacts, or split the pipeline.",
  },
  "no-limit": {
    severity: "warning",
    message: 'loop "{task}" runs all of its iterations at once, not {limit}: {reason}',
    cause:
      "Tekton has no limit on how much runs at once. Iterations that are known when the pipeline is compiled run one batch after the other.",
    fix: "Give loops.maximum in slipway.yaml, so that batches can be made, or limit the namespace with a ResourceQuota or a queue such as Kueue.",
  },
  "no-time-to-live": {
    severity: "warning",
    message: "Tekton keeps what has ended: the pipeline's time to live is lost",
    cause: "Tekton itself never deletes a PipelineRun; its pruner, a program of its own, does.",
    fix: "Install Tekton's pruner, or delete runs with tkn pipelinerun delete --keep.",
  },
  "untold-artifacts": {
    severity: "warning",
    message: 'task "{task}" tells Tekton Chains nothing of {outputs}: four outputs fit',
    cause: "What a pod says as it ends has room for few results; when it is more, Tekton loses all of them.",
    fix: "Nothing need be done where their provenance is not asked for. Else make them in tasks of their own.",
  },
  "retry-holds-pod": {
    severity: "warning",
    message: 'task "{task}" waits before a retry in the pod of the next try, which holds its resources meanwhile',
    cause: "Tekton tries again at once, so the driver of the next try does the waiting.",
    fix: "Nothing need be done. Without a backoff it does not wait.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("tekton", catalogue);
