// The catalogue of this package: settings that no cluster would take, and what is lost of those that it would.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  "wrong-setting": {
    severity: "error",
    message: 'component "{component}": {setting} is "{value}", but must be {rule}',
    cause: "Kubernetes refuses a pod with such a value, so the task could never start.",
    fix: "Give a value that Kubernetes takes, where the pipeline sets it.",
  },
  "missing-setting": {
    severity: "error",
    message: 'component "{component}": {setting} has no {field}',
    cause: "A setting for Kubernetes lacks what it cannot do without, such as the folder that a volume is mounted at.",
    fix: "Give what is missing, where the pipeline sets it.",
  },
  "same-place": {
    severity: "error",
    message: 'component "{component}": two settings mount a volume at "{folder}"; mount one of them elsewhere',
    cause: "In a container each folder can show one volume, and Kubernetes refuses a pod in which two want the same.",
    fix: "Give each volume a folder of its own.",
  },
  "unknown-volume": {
    severity: "error",
    message:
      'component "{component}": the init container "{container}" mounts the volume "{volume}", which no setting defines',
    cause: "Init containers mount volumes that the task defines, by the names that it gives them.",
    fix: "Define the volume for the task, as an empty folder, an ephemeral volume or a volume claim, or correct the name.",
  },
  "limit-below-request": {
    severity: "error",
    message: 'component "{component}" may use at most {limit} of {resource} and asks for {request}; raise the limit',
    cause: "Kubernetes refuses a container that asks for more than it may use.",
    fix: "Make the limit as large as the request, or the request smaller.",
  },
  "unknown-accelerator": {
    severity: "error",
    message:
      'component "{component}" asks for the accelerator "{type}", which is neither a resource nor in a profile; {hint}',
    cause:
      "A cluster knows accelerators as resources such as nvidia.com/gpu. Other names, as Vertex AI has them, need a profile that says which resource and which nodes they stand for.",
    fix: 'Name the vendor of the cluster, whose profiles are built in, write a profile for this type, or ask for the resource itself: set_accelerator_type("nvidia.com/gpu").',
  },
  "accelerator-known-late": {
    severity: "warning",
    message:
      'component "{component}" learns the type of its accelerator only when it runs, so no profile applies; it must be the name of a resource, such as nvidia.com/gpu',
    cause: "Profiles choose nodes when the pipeline is compiled. The type comes from a parameter or from another task.",
    fix: "Nothing need be done where the values are names of resources. Else give the type as a constant.",
  },
  "accelerator-without-type": {
    severity: "warning",
    message: 'component "{component}" asks for accelerators without a type, so it gets none',
    cause: "The pipeline sets a number of accelerators and no type. Kubeflow Pipelines passes over it, too.",
    fix: 'Give the type: set_accelerator_type("nvidia.com/gpu").',
  },
  "bad-schedule": {
    severity: "error",
    message: "the setting {setting} cannot be used: {reason}",
    cause:
      "A schedule starts runs at times that cron can say, one at a time or as many as come, from a start to an end.",
    fix: 'Correct the section schedule of slipway.yaml, for instance: schedule: {cron: "0 6 * * *", timeZone: Europe/Berlin}.',
  },
  "bad-cleanup": {
    severity: "error",
    message: "the setting {setting} cannot be used: {reason}",
    cause: "Old runs are removed by the clock, at times that cron can say.",
    fix: 'Correct the section cleanup of slipway.yaml, for instance: cleanup: {schedule: "0 3 * * *", olderThan: 30d, keep: 5}.',
  },
  "cleanup-without-identity": {
    severity: "warning",
    message:
      'what cleans up opens "{store}" by the identity of its pod, and has none: name an account that may in cleanup.serviceAccount',
    cause:
      "No Secret has credentials for the store. Pods of the pipeline open it by the identity that the cloud gives their service account, and cleaning up has an account of its own.",
    fix: "Make a service account that may read, list and delete in the bucket and nothing else, and name it in cleanup.serviceAccount; or name a Secret in store.secret.",
  },
  "pending-timeout-unwatched": {
    severity: "warning",
    message:
      "pods may be pending for {limit}, which a CronJob of their namespace sees to: make it with --with pending-timeout, and apply it once",
    cause:
      "No engine ends such a pod by itself so that its run goes on with the reason. Pods carry their limit as a label, and the CronJob ends those that are beyond it.",
    fix: "Nothing need be done where it was applied. To be told no more, add pending-timeout to the option with, and use --split.",
  },
  "pending-timeout-without-limit": {
    severity: "warning",
    message:
      "--with pending-timeout ends pods that are pending for longer than their limit, and this pipeline sets none: --set {backend}.pendingTimeout=10m",
    cause: "The CronJob looks only at pods with a limit, which the option pendingTimeout puts on all pods of a run.",
    fix: "Set pendingTimeout, or leave the CronJob to the pipelines that do.",
  },
  "empty-setting": {
    severity: "warning",
    message: 'component "{component}": {setting} says nothing and is left out',
    cause: "A term of an affinity names no label, so that no node would fit it.",
    fix: "Take the term out, or say what it is to match.",
  },
  "root-not-allowed": {
    severity: "error",
    message:
      'component "{component}" must run as root, which podSecurity "restricted" forbids; use an image that another user can run, or podSecurity "baseline"',
    cause:
      "A namespace that enforces the Pod Security Standard restricted refuses pods with a container that runs as user 0, or that may.",
    fix: "Take runAsUser 0 and runAsNonRoot false out of the task's security context, or set podSecurity to baseline where the cluster allows it.",
  },
  "image-known-late": {
    severity: "warning",
    message:
      'component "{component}" learns its image only when it runs, so it is taken from where its name says: no image of "images" takes its place',
    cause:
      "Names of images are looked up when the pipeline is compiled. This one comes from a parameter or from another task.",
    fix: "Nothing need be done where the values name images that the cluster can reach. Else give the image as a constant.",
  },
  "grant-without-task": {
    severity: "warning",
    message:
      'the grant for "{task}" has no effect: no task with that name or id runs a container in this pipeline.{hint}',
    cause: "Grants are found by the name or the id of a task whose container is the user's own.",
    fix: "Correct the name; or leave it, when another pipeline that shares this file has such a task.",
  },
  "shared-identity": {
    severity: "warning",
    message:
      'pods open "{store}" by an identity of their own, which the containers of tasks share: they can read and write all that it can',
    cause:
      "No Secret has credentials for the store, so that driver and publisher find them as the cloud gives them to pods. It gives them to all containers of a pod.",
    fix: "Name a Secret with credentials (store.secret), which only driver and publisher get. On EKS set store.identity to eks, which keeps tasks out; where tasks may have it, set it to shared.",
  },
  "bad-workspace": {
    severity: "error",
    message: 'the workspace\'s "{field}" must be {expected}, but it is {found}',
    cause: "The workspace becomes a volume claim, of which a pipeline sets the size, accessModes and storageClassName.",
    fix: 'Correct it: dsl.WorkspaceConfig(size="10Gi", kubernetes=dsl.KubernetesWorkspaceConfig(pvcSpecPatch={"accessModes": ["ReadWriteMany"]})).',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("pod", catalogue);
