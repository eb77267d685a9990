// Literals survive: whatever a user writes comes out of the manifest as it went in, through YAML and JSON both.
import type { Component, DagComponent } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import type { Workflow } from "@slipway/kubeflow";
import { printManifest } from "@slipway/kubernetes";
import { pipelines, styles } from "@slipway/testkit";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { compiled, jsonOf, tasksIn, textOf } from "./compiled.js";

const samples = fc.tuple(pipelines(), styles());

/** The workflow as a cluster gets it: printed, and read again. */
function applied(workflow: Workflow): Workflow {
  return load(printManifest(workflow)) as Workflow;
}

function same(actual: JsonValue | undefined, expected: unknown): void {
  expect(actual).toEqual(JSON.parse(JSON.stringify(expected)));
}

test("printed and read again, the Workflow is the same", () => {
  check(samples, ([pipeline, style]) => {
    const { workflow } = compiled(pipeline, style);
    expect(applied(workflow)).toEqual(JSON.parse(JSON.stringify(workflow)));
  });
});

test("what a task is given reaches its driver", () => {
  check(samples, ([pipeline, style]) => {
    const { workflow, plan } = compiled(pipeline, style);
    const templates = applied(workflow).spec.templates;
    const dags = plan.components.filter((component) => component.kind === "dag");
    for (const { task, template } of dags.flatMap((dag) => calls(dag))) {
      const tasks = [...tasksIn(templates.find(({ name }) => name === template)).values()];
      const specs = tasks.map(({ arguments: { parameters } }) => jsonOf(parameters, "task"));
      const { dependentTasks: _, retryPolicy: __, ...own } = task.spec;
      expect(specs.filter((spec) => spec !== undefined)).toContainEqual(expect.objectContaining(toJson(own)));
    }
  });
});

function toJson(value: object): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(value)) as Record<string, JsonValue>;
}

/** Where the driver of each task is called: in the DAG's template, in a loop's or in an exit hook's. */
function calls(dag: DagComponent) {
  return [...dag.tasks.values()].map((task) => {
    if (task.iterator) return { task, template: `${task.component.name}-${task.name}-iterator` };
    const isExit = task.trigger === "all-completed";
    return { task, template: isExit ? `exit-hook-${dag.name}-${task.name}` : dag.name };
  });
}

test("components, their executors and their settings are in the arguments", () => {
  check(samples, ([pipeline, style]) => {
    const { workflow, plan } = compiled(pipeline, style);
    const { parameters } = applied(workflow).spec.arguments;
    const implementations = parameters
      .filter(({ name }) => name.startsWith("implementations-"))
      .map(({ value = "" }) => JSON.parse(value) as JsonValue);
    for (const component of plan.components) {
      if (component.kind === "dag") {
        const { dag: _, ...own } = component.spec;
        expect(jsonOf(parameters, `components-${component.name}`)).toMatchObject(toJson(own));
        continue;
      }
      expect(implementations).toContainEqual(toJson(implementationOf(component)));
      if (component.kubernetes) same(jsonOf(parameters, `kubernetes-${component.name}`), component.kubernetesSource);
    }
  });
});

function implementationOf(component: Exclude<Component, DagComponent>): object {
  if ("container" in component) return component.container;
  return component.kind === "importer" ? component.importer : {};
}

test("values of the run and labels of pods are as given", () => {
  check(samples, ([pipeline, style]) => {
    const { workflow, plan } = compiled(pipeline, style);
    const { templates, entrypoint } = applied(workflow).spec;
    const [driver] = tasksIn(templates.find(({ name }) => name === entrypoint)).values();
    const given = [...plan.parameters].flatMap(([name, { given }]) => (given === undefined ? [] : [[name, given]]));
    const config = driver && jsonOf(driver.arguments.parameters, "runtime-config");
    const { parameterValues = {} } = config as { readonly parameterValues?: object };
    expect(parameterValues).toMatchObject(toJson(Object.fromEntries(given)));
    for (const dag of plan.components) {
      if (dag.kind !== "dag") continue;
      const tasks = tasksIn(templates.find(({ name }) => name === dag.name));
      for (const { component, name, iterator } of dag.tasks.values()) {
        if (component.kind !== "container" || iterator) continue;
        const labels = Object.entries(component.kubernetes?.podMetadata?.labels ?? {});
        const [label] = labels;
        if (!label || labels.length > 1) continue;
        const found = tasks.get(name)?.arguments.parameters ?? [];
        expect([found.length === 0 ? label : [textOf(found, `${LABEL}-key`), textOf(found, `${LABEL}-val`)]]).toEqual([
          label,
        ]);
      }
    }
  });
});

const LABEL = "pod-metadata-label";
