// Pipelines compiled for Kubeflow, and how to read a Workflow back.
import { type Compiled, compile } from "@slipway/compiler";
import type { Diagnostic, JsonValue } from "@slipway/ir";
import { type DagTask, kubeflow, type Parameter, type Template, type Workflow } from "@slipway/kubeflow";
import { type Pipeline, printYaml, type Style } from "@slipway/testkit";
import { expect } from "vitest";

export type CompiledWorkflow = Pick<Compiled<Workflow>, "plan"> & {
  readonly workflow: Workflow;
  readonly warnings: readonly Diagnostic[];
};

/** For pipelines of which everything is supported. */
export function compiled(pipeline: Pipeline, style?: Style): CompiledWorkflow {
  const result = compile(printYaml(pipeline, style), kubeflow);
  expect(result.ok ? [] : result.diagnostics).toEqual([]);
  if (!result.ok) throw new Error("expected above to be compiled");
  const [workflow, ...others] = result.value.manifests;
  if (!workflow || others.length > 0) throw new Error("a pipeline becomes one workflow");
  return { plan: result.value.plan, workflow, warnings: result.warnings };
}

export function templatesOf({ spec }: Workflow): ReadonlyMap<string, Template> {
  return new Map(spec.templates.map((template) => [template.name, template]));
}

export function tasksIn(template: Template | undefined): ReadonlyMap<string, DagTask> {
  return new Map((template?.dag?.tasks ?? []).map((task) => [task.name, task]));
}

/** Names of the tasks that an Argo task waits for. */
export function dependsOn({ depends }: DagTask): readonly string[] {
  return depends === undefined ? [] : depends.split(" && ").map((term) => term.replace(/\.Succeeded$/, ""));
}

/** Everything that a start leads to, without the start. */
export function closure(start: string, next: (name: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...next(start)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...next(name));
  }
  return found;
}

export function textOf(parameters: readonly Parameter[], name: string): string | undefined {
  return parameters.find((parameter) => parameter.name === name)?.value;
}

/** What a parameter holds that is JSON. */
export function jsonOf(parameters: readonly Parameter[], name: string): JsonValue | undefined {
  const value = textOf(parameters, name);
  return value === undefined ? undefined : (JSON.parse(value) as JsonValue);
}
