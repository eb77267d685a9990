// What a pipeline may use, as a closed list. Every backend takes a stance on every feature (backend.ts), and
// docs/support.md is made of those stances.
import type { IrPath, KubernetesField } from "@slipway/ir";
import type { Component, DagComponent, Plan, TaskDefinition } from "./plan.js";

/** Each feature with the sentence that docs/support.md shows. */
export const FEATURES = {
  container: "A component that runs a container",
  importer: "An importer, which brings an artifact in from outside",
  "importer-condition": "A condition directly on an importer",
  "importer-to-workspace": "An importer that downloads into the workspace",
  resolver: "A resolver, which looks artifacts up",
  "custom-job": "A custom job of Vertex AI",
  "nested-pipeline": "A pipeline, condition or loop as a task",
  condition: "A condition on a task (dsl.If, dsl.Elif, dsl.Else)",
  "parameter-iterator": "A loop over values (dsl.ParallelFor)",
  "artifact-iterator": "A loop over a list of artifacts",
  "parallelism-limit": "A limit on the iterations of a loop that run at once",
  collected: "Outputs of all iterations as a list (dsl.Collected)",
  "one-of": "The output of whichever branch ran (dsl.OneOf)",
  "upstream-completed": "A task that runs however those before it ended (dsl.ExitHandler, ignore_upstream_failure)",
  "upstream-completed-only": "A DAG of nothing but tasks that run however those before them ended",
  "final-status": "How a task ended, as an input (dsl.PipelineTaskFinalStatus)",
  retry: "Retries of a task",
  "cache-key": "A cache key of one's own",
  "expression-selector": "A part of a value, picked by an expression",
  "artifact-list": "A list of artifacts as an input or output",
  "embedded-default": "A parameter with a default value",
  literals: "A parameter with a closed set of values",
  "task-config": "Settings of a task handed to its code (dsl.TaskConfig)",
  accelerator: "GPUs and other accelerators",
  "create-pvc": "Making a volume claim (CreatePVC)",
  "delete-pvc": "Deleting a volume claim (DeletePVC)",
  workspace: "A volume for the whole run (WorkspaceConfig)",
  "time-to-live": "Deleting the run some time after its end",
  deadline: "A time limit for the whole run",
  "secret-as-env": "Keys of a Secret as environment variables",
  "secret-as-volume": "A Secret as files",
  "config-map-as-env": "Keys of a ConfigMap as environment variables",
  "config-map-as-volume": "A ConfigMap as files",
  "pvc-mount": "A volume claim as a folder",
  "empty-dir": "An empty folder of the pod's own",
  "ephemeral-volume": "A volume that lives as long as the pod",
  "shared-memory": "Shared memory of a given size",
  "node-selector": "Nodes chosen by label",
  "node-affinity": "Nodes chosen by affinity",
  "pod-affinity": "Nodes chosen by the pods on them",
  toleration: "Tolerations of tainted nodes",
  "pod-metadata": "Labels and annotations of the pod",
  "image-pull-secret": "Secrets for pulling the image",
  "image-pull-policy": "When the image is pulled",
  "field-path-as-env": "Fields of the pod as environment variables",
  "task-deadline": "A time limit for one task",
  "security-context": "User, group and rights of the container",
  "init-container": "Containers that run before the task's own",
} as const;

export type Feature = keyof typeof FEATURES;

/** One use of a feature: where it stands in the IR, and in whose name. */
export type FeatureUse = { readonly feature: Feature; readonly path: IrPath; readonly subject: string };

const KUBERNETES_FEATURES: Readonly<Record<KubernetesField, Feature>> = {
  secretAsVolume: "secret-as-volume",
  secretAsEnv: "secret-as-env",
  pvcMount: "pvc-mount",
  nodeSelector: "node-selector",
  podMetadata: "pod-metadata",
  imagePullSecret: "image-pull-secret",
  imagePullPolicy: "image-pull-policy",
  configMapAsVolume: "config-map-as-volume",
  configMapAsEnv: "config-map-as-env",
  activeDeadlineSeconds: "task-deadline",
  fieldPathAsEnv: "field-path-as-env",
  tolerations: "toleration",
  genericEphemeralVolume: "ephemeral-volume",
  nodeAffinity: "node-affinity",
  podAffinity: "pod-affinity",
  enabledSharedMemory: "shared-memory",
  emptyDirMounts: "empty-dir",
  securityContext: "security-context",
  initContainers: "init-container",
};

/** Called with each use, and the parts of its path. */
type Visit = (feature: Feature, subject: string, from: IrPath, ...rest: readonly string[]) => void;

/** Every use of every feature, in the order of the plan's components. */
export function featuresOf(plan: Plan, only: (feature: Feature) => boolean = () => true): readonly FeatureUse[] {
  const uses: FeatureUse[] = [];
  const visit: Visit = (feature, subject, from, ...rest) => {
    if (only(feature)) uses.push({ feature, path: [...from, ...rest], subject });
  };
  visitSettings(plan, visit);
  for (const component of plan.components) visitComponent(component, visit);
  return uses;
}

function visitSettings({ settings }: Plan, visit: Visit): void {
  const config = settings.pipelineConfig ?? {};
  const path = ["platforms", "kubernetes", "pipelineConfig"];
  if (config.workspace) visit("workspace", "the pipeline", path, "workspace");
  for (const field of ["resourceTtlOnCompletion", "resourceTtlOnSuccess", "resourceTtlOnFailure"] as const) {
    if ((config[field] ?? 0) > 0) visit("time-to-live", "the pipeline", path, field);
  }
  if ((config.activeDeadlineSeconds ?? 0) > 0) visit("deadline", "the pipeline", path, "activeDeadlineSeconds");
}

function visitComponent(component: Component, visit: Visit): void {
  const { path } = component;
  const subject = path[0] === "root" ? "the pipeline" : `component "${component.name}"`;
  for (const [name, input] of component.inputs.parameters) {
    if (input.defaultValue !== undefined)
      visit("embedded-default", subject, path, "inputDefinitions", "parameters", name);
    if (input.literals.length > 0) visit("literals", subject, path, "inputDefinitions", "parameters", name);
  }
  for (const [name, input] of component.inputs.artifacts) {
    if (input.isList) visit("artifact-list", subject, path, "inputDefinitions", "artifacts", name);
  }
  for (const [name, output] of component.outputs.artifacts) {
    if (output.isList) visit("artifact-list", subject, path, "outputDefinitions", "artifacts", name);
  }
  if (component.spec.taskConfigPassthroughs) visit("task-config", subject, path, "taskConfigPassthroughs");
  if (component.kind === "dag") visitDag(component, subject, visit);
  else visitExecutor(component, subject, visit);
}

function visitDag({ path, spec, tasks }: DagComponent, subject: string, visit: Visit): void {
  const { parameters = {}, artifacts = {} } = spec.dag?.outputs ?? {};
  for (const [name, output] of Object.entries(parameters)) {
    if (output.valueFromOneof) visit("one-of", subject, path, "dag", "outputs", "parameters", name);
  }
  for (const [name, output] of Object.entries(artifacts)) {
    if ((output.artifactSelectors?.length ?? 0) > 1)
      visit("one-of", subject, path, "dag", "outputs", "artifacts", name);
  }
  let onlyCompleted = true;
  for (const task of tasks.values()) {
    visitTask(task, visit);
    onlyCompleted &&= task.trigger === "all-completed";
  }
  if (onlyCompleted) visit("upstream-completed-only", subject, path, "dag", "tasks");
}

function visitExecutor(component: Exclude<Component, DagComponent>, subject: string, visit: Visit): void {
  const path = ["deploymentSpec", "executors", component.executorLabel];
  visit(component.kind, subject, path);
  if (component.kind === "container" && component.container.resources?.accelerator) {
    visit("accelerator", subject, path, "container", "resources", "accelerator");
  }
  if (component.kind === "importer" && component.importer.downloadToWorkspace) {
    visit("importer-to-workspace", subject, path, "importer", "downloadToWorkspace");
  }
  for (const field of Object.keys(component.kubernetes ?? {}) as KubernetesField[]) {
    const feature = KUBERNETES_FEATURES[field];
    if (feature) visit(feature, subject, ["platforms", "kubernetes", ...path], field);
  }
}

function visitTask(task: TaskDefinition, visit: Visit): void {
  const { spec, component, iterator, path } = task;
  const subject = `task "${task.name}"`;
  if (component.kind === "dag") visit("nested-pipeline", subject, path);
  if (task.condition) {
    visit("condition", subject, path, "triggerPolicy", "condition");
    if (component.kind === "importer") visit("importer-condition", subject, path, "triggerPolicy", "condition");
  }
  if (iterator) {
    const field = `${iterator.kind}Iterator`;
    visit(`${iterator.kind}-iterator`, subject, path, field);
    const hasOutputs = component.outputs.parameters.size + component.outputs.artifacts.size > 0;
    if (hasOutputs) visit("collected", subject, path, field);
    if (iterator.parallelism) visit("parallelism-limit", subject, path, "iteratorPolicy");
  }
  if (task.trigger === "all-completed") visit("upstream-completed", subject, path, "triggerPolicy");
  if (task.retry) visit("retry", subject, path, "retryPolicy");
  if (task.cache.key !== undefined) visit("cache-key", subject, path, "cachingOptions", "cacheKey");
  for (const [name, input] of Object.entries(spec.inputs?.parameters ?? {})) {
    if (input.taskFinalStatus) visit("final-status", subject, path, "inputs", "parameters", name);
    if (input.parameterExpressionSelector) visit("expression-selector", subject, path, "inputs", "parameters", name);
  }
}
