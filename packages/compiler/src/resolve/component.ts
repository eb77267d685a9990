// Components, each linked to the executor or the tasks that it is made of.
import {
  type ComponentSpec,
  type IrPath,
  type KubernetesExecutorConfig,
  type PipelineFile,
  type RetryPolicy,
  sortedEntries,
} from "@slipway/ir";
import { type ComponentKey, componentAt, pathOf, ROOT } from "../component-key.js";
import { dependenciesOf } from "../dependencies.js";
import { parseExpression } from "../expression.js";
import { invariant } from "../invariant.js";
import { orderTasks } from "../order.js";
import type { Component, Condition, Iterator, Retry, TaskDefinition } from "../plan.js";
import { VOLUME_KINDS } from "../volume-kinds.js";
import { producersOf } from "./kubernetes-inputs.js";

type Resolved = ReadonlyMap<ComponentKey, Component>;

/** @param keys of the components in use, each after those that it uses */
export function resolveComponents(file: PipelineFile, keys: readonly ComponentKey[]): readonly Component[] {
  const components = new Map<ComponentKey, Component>();
  for (const key of keys) components.set(key, resolveComponent(key, file, components));
  return [...components.values()];
}

function resolveComponent(key: ComponentKey, file: PipelineFile, done: Resolved): Component {
  const { pipeline } = file;
  const name = key === ROOT ? "root" : key;
  const spec = componentAt(pipeline, key);
  invariant(spec, `component "${name}" was checked to exist`);
  const path = pathOf(key);
  const base = { name, path, spec, inputs: inputsOf(spec), outputs: outputsOf(spec) };
  if (spec.dag) {
    const tasks = sortedEntries(spec.dag.tasks).map(
      ([task, taskSpec]) => [task, resolveTask(task, taskSpec, [...path, "dag", "tasks", task], done)] as const,
    );
    const order = orderOf(tasks.map(([, task]) => task));
    invariant(order.ok, `the tasks of "${name}" were checked for circles`);
    return { ...base, kind: "dag", tasks: new Map(tasks), order: order.order };
  }
  const executorLabel = spec.executorLabel ?? "";
  const executor = pipeline.deploymentSpec?.executors?.[executorLabel];
  invariant(executor, `executor "${executorLabel}" was checked to exist`);
  const executorBase = { ...base, executorLabel, ...kubernetesOf(executorLabel, file) };
  const { container } = executor;
  if (container) return { ...executorBase, kind: VOLUME_KINDS.get(container.image ?? "") ?? "container", container };
  if (executor.importer) return { ...executorBase, kind: "importer", importer: executor.importer };
  return executor.resolver ? { ...executorBase, kind: "resolver" } : { ...executorBase, kind: "custom-job" };
}

/** What settings for Kubernetes read counts, too, unless it would close a circle: nobody has checked those. */
function orderOf(tasks: readonly TaskDefinition[]) {
  const order = orderTasks(
    new Map(tasks.map(({ name, dependencies, settingsFrom }) => [name, [...dependencies, ...settingsFrom]])),
  );
  return order.ok ? order : orderTasks(new Map(tasks.map(({ name, dependencies }) => [name, dependencies])));
}

function kubernetesOf(label: string, { platform, kubernetesExecutors }: PipelineFile) {
  const executors = platform?.deploymentSpec?.executors ?? {};
  if (!Object.hasOwn(executors, label)) return {};
  const kubernetes: KubernetesExecutorConfig = executors[label] ?? {};
  return { kubernetes, kubernetesSource: kubernetesExecutors[label] ?? {} };
}

function inputsOf({ inputDefinitions }: ComponentSpec): Component["inputs"] {
  const parameters = sortedEntries(inputDefinitions?.parameters).map(
    ([name, { parameterType, isOptional, defaultValue, literals }]) =>
      [
        name,
        {
          type: parameterType ?? "PARAMETER_TYPE_ENUM_UNSPECIFIED",
          isOptional: isOptional ?? false,
          literals: literals ?? [],
          ...(defaultValue !== undefined && { defaultValue }),
        },
      ] as const,
  );
  const artifacts = sortedEntries(inputDefinitions?.artifacts).map(
    ([name, { artifactType, isArtifactList, isOptional }]) =>
      [name, { type: artifactType ?? {}, isList: isArtifactList ?? false, isOptional: isOptional ?? false }] as const,
  );
  return { parameters: new Map(parameters), artifacts: new Map(artifacts) };
}

function outputsOf({ outputDefinitions }: ComponentSpec): Component["outputs"] {
  const parameters = sortedEntries(outputDefinitions?.parameters).map(
    ([name, { parameterType }]) => [name, parameterType ?? "PARAMETER_TYPE_ENUM_UNSPECIFIED"] as const,
  );
  const artifacts = sortedEntries(outputDefinitions?.artifacts).map(
    ([name, { artifactType, isArtifactList, metadata }]) =>
      [name, { type: artifactType ?? {}, isList: isArtifactList ?? false, ...(metadata && { metadata }) }] as const,
  );
  return { parameters: new Map(parameters), artifacts: new Map(artifacts) };
}

function resolveTask(name: string, spec: TaskDefinition["spec"], path: IrPath, done: Resolved): TaskDefinition {
  const component = done.get(spec.componentRef?.name ?? "");
  invariant(component, `the component of task "${name}" was checked to exist`);
  const { cachingOptions, triggerPolicy, retryPolicy } = spec;
  const condition = triggerPolicy?.condition ? resolveCondition(triggerPolicy.condition, path) : undefined;
  const iterator = resolveIterator(spec);
  return {
    name,
    displayName: spec.taskInfo?.name || name,
    path,
    spec,
    component,
    dependencies: dependenciesOf(spec),
    settingsFrom: "kubernetes" in component ? producersOf(component.kubernetes) : [],
    trigger: triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED" ? "all-completed" : "all-succeeded",
    cache: {
      enabled: cachingOptions?.enableCache ?? false,
      ...(cachingOptions?.cacheKey && { key: cachingOptions.cacheKey }),
    },
    ...(condition && { condition }),
    ...(iterator && { iterator }),
    ...(retryPolicy && { retry: resolveRetry(retryPolicy) }),
  };
}

function resolveCondition(text: string, path: IrPath): Condition {
  const parsed = parseExpression(text);
  invariant(parsed.ok, "conditions were checked");
  return { text, expression: parsed.expression, path: [...path, "triggerPolicy", "condition"] };
}

function resolveIterator(spec: TaskDefinition["spec"]): Iterator | undefined {
  const { parameterIterator: values, artifactIterator: artifacts } = spec;
  const iterator = values ?? artifacts;
  if (!iterator) return undefined;
  const limit = spec.iteratorPolicy?.parallelismLimit ?? 0;
  const raw = values?.items?.raw;
  const input = values?.items?.inputParameter ?? artifacts?.items?.inputArtifact ?? "";
  return {
    kind: values ? "parameter" : "artifact",
    item: iterator.itemInput ?? "",
    items: raw === undefined ? { kind: "input", name: input } : { kind: "list", values: JSON.parse(raw) },
    ...(limit > 0 && { parallelism: limit }),
  };
}

function resolveRetry(policy: RetryPolicy): Retry {
  const longest = seconds(policy.backoffMaxDuration);
  return {
    limit: policy.maxRetryCount ?? 0,
    backoffSeconds: seconds(policy.backoffDuration),
    backoffFactor: policy.backoffFactor ?? 0,
    ...(longest > 0 && { maxBackoffSeconds: longest }),
  };
}

function seconds(duration = "0s"): number {
  return Number(duration.slice(0, -1));
}
