// The catalogue of this backend.
import { defineDiagnostics, type Entry, optionDiagnostics } from "@slipway/ir";

export const catalogue = {
  ...optionDiagnostics,
  "bad-patch": {
    severity: "error",
    message: 'option "{option}" cannot be applied: {reason}',
    cause: "The option specPatch is a strategic merge patch for the spec of the Workflow; its lists merge by name.",
    fix: "Correct the patch: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch",
  },
  "bad-name": {
    severity: "error",
    message:
      '{subject} needs another name: it becomes "{name}", but Argo takes only letters, digits and dashes, at most {limit} of them',
    cause: "Kubeflow names tasks and templates of the Workflow after the pipeline's own, and Argo refuses other names.",
    fix: "Rename it, or give it a shorter name; a display name (taskInfo.name) may be anything.",
  },
  "driver-name": {
    severity: "error",
    about: "key",
    message: 'task "{task}" must have another name: before task "{driven}" Kubeflow puts a driver under that name',
    cause: "Before a task that runs a container or a group, Kubeflow puts one with -driver at the end of its name.",
    fix: "Rename one of the two tasks; a display name (taskInfo.name) may be anything.",
  },
  "reserved-name": {
    severity: "error",
    message: 'component "{component}" must have another name: the Workflow has the pipeline itself under that one',
    cause:
      "Kubeflow names templates and arguments of the Workflow after components, and the pipeline itself after root.",
    fix: "Rename the component, and correct the tasks that refer to it.",
  },
  "template-clash": {
    severity: "error",
    message:
      'the Workflow would need two different templates named "{name}"; {owner} must have another name, or a copy where it is used again',
    cause:
      "Kubeflow names templates after components, so two loops over one component, or a component named like one of Kubeflow's own templates, collide.",
    fix: "Give each loop a component of its own, or rename the component.",
  },
  "shared-definition": {
    severity: "warning",
    message:
      'components "{first}" and "{component}" run the same container, so the Workflow keeps only the definition of "{first}"; make the containers differ',
    cause:
      "Kubeflow stores a component under the hash of its container, and the second one's inputs and outputs are lost when they differ.",
    fix: "Make the containers differ, for instance by an environment variable with the component's name.",
  },
  "exit-task-never-runs": {
    severity: "warning",
    message:
      'task "{task}" is meant to run after others have ended, but with Kubeflow it never runs; let it wait for one group, such as a dsl.ExitHandler',
    cause:
      "It becomes an exit hook of the task before it. A loop, an importer, a volume task and another exit task carry none, and of several exit tasks only the last in order of name is kept.",
    fix: "Let it wait for a pipeline, a condition or a container task, one exit task each.",
  },
  "exit-task-repeats": {
    severity: "warning",
    message:
      'task "{task}" runs {count} times with Kubeflow, once after each of {upstream}; let it wait for one group that holds them',
    cause: "It becomes an exit hook of every task that it waits for.",
    fix: "Put the tasks it waits for into one group (dsl.ExitHandler, or a nested pipeline) and wait for that.",
  },
  "waits-for-exit-task": {
    severity: "warning",
    message:
      'task "{task}" waits for "{exit}", which runs after the others have ended: Argo refuses such a Workflow; let it wait for the tasks before "{exit}"',
    cause: "An exit task becomes a hook of the task before it, and no task can depend on a hook.",
    fix: "Let the task wait for the tasks before the exit task.",
  },
  "importer-does-not-wait": {
    severity: "warning",
    message:
      'importer "{task}" does not wait for {upstream}: Kubeflow starts it at once, so it may fail or read too early; put it into a nested pipeline, which waits',
    cause:
      "Kubeflow's own compiler makes an importer one task that waits for nothing, even where it reads an output or has after(). An output that is not there yet fails it.",
    fix: "Put the importer into a @dsl.pipeline, or into a dsl.If, that takes the output as its input or has the after(): groups wait.",
  },
  "root-not-allowed": {
    severity: "error",
    message: 'component "{component}" runs as user 0 (root), but {rule} forbids that; use another user',
    cause: "The container asks for root where root is not allowed.",
    fix: "Use another user id, or set runAsNonRoot to false.",
  },
  "workspace-size": {
    severity: "error",
    message: "the size of the workspace must be a quantity such as 10Gi, but it is {found}",
    cause:
      "A workspace becomes a volume claim, which needs a size: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity",
    fix: 'Give a size: dsl.WorkspaceConfig(size="10Gi").',
  },
  "workspace-access-modes": {
    severity: "error",
    message: "the workspace needs accessModes, a list such as [ReadWriteOnce], but that is {found}",
    cause: "A volume claim must say how it is mounted; neither the pipeline nor the option kubeflow.workspace does.",
    fix: "Give accessModes in the pipeline's pvcSpecPatch, or with --set kubeflow.workspace.accessModes='[ReadWriteMany]'.",
  },
  "workspace-class": {
    severity: "error",
    message: "the storage class of the workspace must be a name, or be left out, but it is {found}",
    cause: "An empty storage class would ask for a volume that nobody provides.",
    fix: "Leave storageClassName out for the cluster's default, or name a class.",
  },
  "workspace-field": {
    severity: "error",
    about: "key",
    message: 'pvcSpecPatch cannot set "{field}", only accessModes and storageClassName; delete it',
    cause: "Kubeflow takes these two fields from a pipeline.",
    fix: "Delete the field; the size has a field of its own, and the rest comes from the option kubeflow.workspace.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("kubeflow", catalogue);
