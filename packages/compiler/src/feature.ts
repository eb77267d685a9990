// What a pipeline may use, as a closed list. Every backend takes a stance on every feature (backend.ts), and
// docs/support.md is made of those stances.
import type { IrPath } from "@slipway/ir";
import type { Component, Plan, TaskDefinition } from "./plan.js";

/** Each feature with the sentence that docs/support.md shows. */
export const FEATURES = {
  container: "A component that runs a container",
  importer: "An importer, which brings an artifact in from outside",
  "importer-condition": "A condition directly on an importer",
  "importer-to-workspace": "An importer that downloads into the workspace",
  resolver: "A resolver, which looks artifacts up (Vertex AI only)",
  "custom-job": "A custom job (Vertex AI only)",
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

const KUBERNETES_FEATURES: Readonly<Record<string, Feature>> = {
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

/** Images by which the SDK marks tasks that a driver does itself. Source: https://pypi.org/project/kfp-kubernetes */
const VOLUME_IMAGES: Readonly<Record<string, Feature>> = {
  "argostub/createpvc": "create-pvc",
  "argostub/deletepvc": "delete-pvc",
};

type Found = readonly [feature: Feature, path: IrPath];

/** Every use of every feature, in the order of the plan's components. */
export function featuresOf(plan: Omit<Plan, "features">): readonly FeatureUse[] {
  const ofComponents = [...plan.components.values()].flatMap((component) => {
    const subject = component.name === "root" ? "the pipeline" : `component "${component.name}"`;
    return componentFeatures(component).map(([feature, path]) => ({ feature, path, subject }));
  });
  const ofTasks = [...plan.components.values()]
    .flatMap((component) => (component.kind === "dag" ? [...component.tasks.values()] : []))
    .flatMap((task) =>
      taskFeatures(task).map(([feature, path]) => ({ feature, path, subject: `task "${task.name}"` })),
    );
  const ofPipeline = settingsFeatures(plan).map(([feature, path]) => ({ feature, path, subject: "the pipeline" }));
  return [...ofPipeline, ...ofComponents, ...ofTasks];
}

function settingsFeatures({ settings }: Omit<Plan, "features">): readonly Found[] {
  const config = settings.pipelineConfig ?? {};
  const path = ["platforms", "kubernetes", "pipelineConfig"];
  const timeToLive = (["resourceTtlOnCompletion", "resourceTtlOnSuccess", "resourceTtlOnFailure"] as const).filter(
    (field) => (config[field] ?? 0) > 0,
  );
  return [
    ...(config.workspace ? [["workspace", [...path, "workspace"]] as const] : []),
    ...timeToLive.map((field) => ["time-to-live", [...path, field]] as const),
    ...((config.activeDeadlineSeconds ?? 0) > 0 ? [["deadline", [...path, "activeDeadlineSeconds"]] as const] : []),
  ];
}

function componentFeatures(component: Component): readonly Found[] {
  const { path, spec } = component;
  const lists = [
    ...[...component.inputs.artifacts].map(([name, input]) => ({
      name,
      isList: input.isList,
      side: "inputDefinitions",
    })),
    ...[...component.outputs.artifacts].map(([name, output]) => ({
      name,
      isList: output.isList,
      side: "outputDefinitions",
    })),
  ].filter(({ isList }) => isList);
  const parameters = [...component.inputs.parameters];
  const parameterPath = (name: string) => [...path, "inputDefinitions", "parameters", name];
  return [
    ...lists.map(({ name, side }) => ["artifact-list", [...path, side, "artifacts", name]] as const),
    ...parameters.flatMap(([name, input]) => [
      ...(input.defaultValue === undefined ? [] : [["embedded-default", parameterPath(name)] as const]),
      ...(input.literals.length === 0 ? [] : [["literals", parameterPath(name)] as const]),
    ]),
    ...(spec.taskConfigPassthroughs ? [["task-config", [...path, "taskConfigPassthroughs"]] as const] : []),
    ...(component.kind === "dag" ? dagFeatures(component) : executorFeatures(component)),
  ];
}

function dagFeatures(component: Component & { kind: "dag" }): readonly Found[] {
  const { path, spec, tasks } = component;
  const outputs = spec.dag?.outputs ?? {};
  const outputPath = (kind: string, name: string) => [...path, "dag", "outputs", kind, name];
  const onlyCompleted = [...tasks.values()].every((task) => task.trigger === "all-completed");
  return [
    ...Object.entries(outputs.parameters ?? {})
      .filter(([, output]) => output.valueFromOneof)
      .map(([name]) => ["one-of", outputPath("parameters", name)] as const),
    ...Object.entries(outputs.artifacts ?? {})
      .filter(([, output]) => (output.artifactSelectors?.length ?? 0) > 1)
      .map(([name]) => ["one-of", outputPath("artifacts", name)] as const),
    ...(onlyCompleted ? [["upstream-completed-only", [...path, "dag", "tasks"]] as const] : []),
  ];
}

function executorFeatures(component: Exclude<Component, { kind: "dag" }>): readonly Found[] {
  const path = ["deploymentSpec", "executors", component.executorLabel];
  const platformPath = ["platforms", "kubernetes", ...path];
  const kubernetes = Object.keys(component.kubernetes ?? {}).flatMap((field) => {
    const feature = KUBERNETES_FEATURES[field];
    return feature ? [[feature, [...platformPath, field]] as const] : [];
  });
  if (component.kind === "importer") {
    const workspace = component.importer.downloadToWorkspace;
    return [["importer", path], ...(workspace ? [["importer-to-workspace", path] as const] : []), ...kubernetes];
  }
  if (component.kind !== "container") return [[component.kind, path], ...kubernetes];
  const { image = "", resources } = component.container;
  return [
    [VOLUME_IMAGES[image] ?? "container", path],
    ...(resources?.accelerator ? [["accelerator", [...path, "container", "resources", "accelerator"]] as const] : []),
    ...kubernetes,
  ];
}

function taskFeatures(task: TaskDefinition): readonly Found[] {
  const { path, spec, component } = task;
  const parameters = Object.entries(spec.inputs?.parameters ?? {});
  const inputPath = (name: string) => [...path, "inputs", "parameters", name];
  const conditionPath = [...path, "triggerPolicy", "condition"];
  const iteratorKind = task.iterator && (`${task.iterator.kind}-iterator` as const);
  const iteratorPath = [...path, task.iterator?.kind === "artifact" ? "artifactIterator" : "parameterIterator"];
  const hasOutputs = component.outputs.parameters.size + component.outputs.artifacts.size > 0;
  return [
    ...(component.kind === "dag" ? [["nested-pipeline", path] as const] : []),
    ...(task.condition ? [["condition", conditionPath] as const] : []),
    ...(task.condition && component.kind === "importer" ? [["importer-condition", conditionPath] as const] : []),
    ...(iteratorKind ? [[iteratorKind, iteratorPath] as const] : []),
    ...(iteratorKind && hasOutputs ? [["collected", iteratorPath] as const] : []),
    ...(task.iterator?.parallelism ? [["parallelism-limit", [...path, "iteratorPolicy"]] as const] : []),
    ...(task.trigger === "all-completed" ? [["upstream-completed", [...path, "triggerPolicy"]] as const] : []),
    ...(task.retry ? [["retry", [...path, "retryPolicy"]] as const] : []),
    ...(task.cache.key === undefined ? [] : [["cache-key", [...path, "cachingOptions", "cacheKey"]] as const]),
    ...parameters.flatMap(([name, input]) => [
      ...(input.taskFinalStatus ? [["final-status", inputPath(name)] as const] : []),
      ...(input.parameterExpressionSelector ? [["expression-selector", inputPath(name)] as const] : []),
    ]),
  ];
}
