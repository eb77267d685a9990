// One task of a DAG → the Argo tasks that it becomes: a driver first, then what the driver decided on.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/dag.go
import {
  assertNever,
  type ContainerComponent,
  type DagComponent,
  type ImporterComponent,
  invariant,
  type TaskDefinition,
  type VolumeComponent,
} from "@slipway/compiler";
import { dependsOn, inputParameter, taskOutput, unlessFalse } from "../expression.js";
import type { DagTask, Parameter } from "../workflow.js";
import { taskSpec } from "./arguments.js";
import { argumentReference, type Context } from "./context.js";
import { CONTAINER_DRIVER, DAG_DRIVER } from "./driver.js";
import { executorName, executorTemplates } from "./executor.js";
import { importerName } from "./importer.js";
import { type Lowered, withValues } from "./lowered.js";
import { metadataArguments } from "./pod-metadata.js";
import { retryArguments } from "./retry.js";

/** Where a task stands, and what hangs on it. */
export type Place = {
  readonly dag: DagComponent;
  /** Name of the Argo task; in a loop not that of the task. */
  readonly name: string;
  /** Present in an iteration, whose tasks wait for nothing but its driver. */
  readonly iteration?: string;
  /** Template of the exit task that runs when this one has ended. */
  readonly exitHook?: string;
};

/** The execution around a task, as the template of its DAG takes it in. */
export const PARENT = inputParameter("parent-dag-id");

/** Whether a driver of its own stands before the task. A loop has its driver inside; an importer or a volume task is one. */
export function hasDriver({ component, iterator }: TaskDefinition): boolean {
  return !iterator && (component.kind === "container" || component.kind === "dag");
}

export function lowerTask(task: TaskDefinition, place: Place, context: Context): Lowered {
  const { component } = task;
  invariant(component.kind !== "resolver" && component.kind !== "custom-job", "what is not supported was refused");
  switch (component.kind) {
    case "dag":
      return lowerDagTask(task, component, place, context);
    case "container":
      return lowerContainerTask(task, component, place, context);
    case "create-pvc":
    case "delete-pvc":
      return lowerVolumeTask(task, component, place, context);
    case "importer":
      return lowerImporterTask(task, component, place, context);
    default:
      return assertNever(component);
  }
}

/** Tasks in an iteration or an exit hook stand alone: what they wait for was waited for outside. */
export function waiting(task: TaskDefinition, { iteration }: Place) {
  return iteration !== undefined || task.trigger === "all-completed" ? {} : dependsOn(task.dependencies);
}

function specJson(task: TaskDefinition, { dag }: Place, context: Context): string {
  return JSON.stringify(taskSpec(task, dag, context));
}

function lowerDagTask(task: TaskDefinition, component: DagComponent, place: Place, context: Context): Lowered {
  const driverName = `${place.name}-driver`;
  const driver: DagTask = {
    name: driverName,
    template: DAG_DRIVER,
    ...waiting(task, place),
    arguments: {
      parameters: withValues([
        ["component", argumentReference("components", component, context)],
        ["iteration-index", place.iteration],
        ["parent-dag-id", PARENT],
        ["task", specJson(task, place, context)],
        ["task-name", task.name],
      ]),
    },
  };
  const condition = taskOutput(driverName, "condition");
  const dag: DagTask = {
    name: place.name,
    template: component.name,
    ...dependsOn([driverName]),
    ...(task.condition && { when: unlessFalse(condition) }),
    arguments: {
      parameters: withValues([
        ["parent-dag-id", taskOutput(driverName, "execution-id")],
        ["condition", condition],
      ]),
    },
    ...exitHook(place),
  };
  return { tasks: [driver, dag], templates: [context.shared.dagDriver] };
}

function lowerContainerTask(
  task: TaskDefinition,
  component: ContainerComponent,
  place: Place,
  context: Context,
): Lowered {
  const driver = containerDriver(task, component, place, context);
  const variant = { component, retry: context.retries.get(place.dag)?.get(task.name) };
  const cached: Parameter = {
    name: "cached-decision",
    default: "false",
    value: taskOutput(driver.name, "cached-decision"),
  };
  const executor: DagTask = {
    name: place.name,
    template: executorName(variant),
    ...dependsOn([driver.name]),
    ...(task.condition && { when: unlessFalse(taskOutput(driver.name, "condition")) }),
    arguments: {
      parameters: [
        { name: "pod-spec-patch", value: taskOutput(driver.name, "pod-spec-patch") },
        cached,
        ...metadataArguments(component.kubernetes?.podMetadata),
        ...retryArguments(variant.retry),
      ],
    },
    ...exitHook(place),
  };
  const templates = executorTemplates(variant, context.options);
  return { tasks: [driver, executor], templates: [context.shared.containerDriver, ...templates] };
}

/** The driver does the work itself, so it has the task's own name. */
function lowerVolumeTask(task: TaskDefinition, component: VolumeComponent, place: Place, context: Context): Lowered {
  const driver = { ...containerDriver(task, component, place, context), name: place.name };
  return { tasks: [driver], templates: [context.shared.containerDriver] };
}

function containerDriver(
  task: TaskDefinition,
  component: ContainerComponent | VolumeComponent,
  place: Place,
  context: Context,
): DagTask {
  const kubernetes = component.kubernetes && argumentReference("kubernetes", component, context);
  return {
    name: `${place.name}-driver`,
    template: CONTAINER_DRIVER,
    ...waiting(task, place),
    arguments: {
      parameters: withValues([
        ["component", argumentReference("components", component, context)],
        ["task", specJson(task, place, context)],
        ["container", argumentReference("implementations", component, context)],
        ["task-name", task.name],
        ["parent-dag-id", PARENT],
        ["iteration-index", place.iteration],
        ["kubernetes-config", kubernetes],
      ]),
    },
  };
}

function lowerImporterTask(
  task: TaskDefinition,
  component: ImporterComponent,
  place: Place,
  context: Context,
): Lowered {
  const intoWorkspace = component.importer.downloadToWorkspace ?? false;
  const importer: DagTask = {
    name: place.name,
    template: importerName(intoWorkspace),
    arguments: {
      parameters: withValues([
        ["task", specJson(task, place, context)],
        ["component", argumentReference("components", component, context)],
        ["importer", argumentReference("implementations", component, context)],
        ["parent-dag-id", PARENT],
      ]),
    },
  };
  const template = context.shared.importers.get(importer.template);
  invariant(template, "the templates of all importers were made");
  return { tasks: [importer], templates: [template] };
}

function exitHook({ exitHook: template }: Place): Pick<DagTask, "hooks"> {
  if (template === undefined) return {};
  return { hooks: { exit: { template, arguments: { parameters: [{ name: "parent-dag-id", value: PARENT }] } } } };
}
