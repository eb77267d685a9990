// The workflow's arguments: every spec once, as JSON, for the drivers that refer to them.
import type { Component, DagComponent, TaskDefinition } from "@slipway/compiler";
import type { ComponentSpec, Diagnostic, PipelineTaskSpec } from "@slipway/ir";
import { diagnose } from "../messages.js";
import type { Parameter } from "../workflow.js";
import { argumentName, type Context, type SpecKind } from "./context.js";

/** A task as its driver sees it: with all it waits for, and the retries it inherits. */
export function taskSpec(task: TaskDefinition, dag: DagComponent, { retries }: Context): PipelineTaskSpec {
  const dependentTasks = task.dependencies;
  const retryPolicy = retries.get(dag)?.get(task.name);
  return {
    ...task.spec,
    ...(dependentTasks.length > 0 && { dependentTasks }),
    ...(retryPolicy && { retryPolicy }),
  };
}

function componentSpec(component: Component, context: Context): ComponentSpec {
  if (component.kind !== "dag") return component.spec;
  const tasks = [...component.tasks.values()].map((task) => [task.name, taskSpec(task, component, context)] as const);
  return { ...component.spec, dag: { ...component.spec.dag, tasks: Object.fromEntries(tasks) } };
}

/** Each component's specs, in the order of the plan; of several under one name the first counts. */
export function workflowArguments(context: Context): {
  readonly parameters: readonly Parameter[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const parameters = new Map<string, Parameter>();
  const owners = new Map<string, Component>();
  const diagnostics: Diagnostic[] = [];
  for (const component of context.plan.components) {
    for (const [kind, spec] of specsOf(component, context)) {
      const name = argumentName(kind, component, context);
      const first = owners.get(name);
      if (first === undefined) {
        owners.set(name, component);
        parameters.set(name, { name, value: JSON.stringify(spec) });
      } else if (definition(first) !== definition(component)) {
        const slots = { component: component.name, first: first.name };
        if (kind === "components" && "container" in component)
          diagnostics.push(diagnose("shared-definition", component.path, slots));
      }
    }
  }
  return { parameters: [...parameters.values()], diagnostics };
}

/** What two components with one container must have in common to be the same. */
function definition({ spec: { executorLabel: _, ...definition } }: Component): string {
  return JSON.stringify(definition);
}

function specsOf(component: Component, context: Context): readonly (readonly [SpecKind, object])[] {
  const own = ["components", componentSpec(component, context)] as const;
  if (component.kind === "dag") return [own];
  const implementation =
    "container" in component ? component.container : component.kind === "importer" ? component.importer : {};
  return [
    ...(component.kubernetesSource ? [["kubernetes", component.kubernetesSource] as const] : []),
    own,
    ["implementations", implementation],
  ];
}
