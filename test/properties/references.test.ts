// No dangling reference: what the Workflow's own texts name, the Workflow declares.
import type { DagTask, Template, Workflow } from "@slipway/kubeflow";
import { pipelines } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { closure, compiled, dependsOn, tasksIn, templatesOf } from "./compiled.js";
import { referencesIn } from "./reference.js";

/** What a text in a template may refer to. */
function declared(template: Template, workflow: Workflow, templates: ReadonlyMap<string, Template>) {
  const ofWorkflow = workflow.spec.arguments.parameters.map(({ name }) => `workflow.parameters.${name}`);
  const inputs = (template.inputs?.parameters ?? []).map(({ name }) => `inputs.parameters.${name}`);
  const paths = (template.outputs?.parameters ?? []).map(({ name }) => `outputs.parameters.${name}.path`);
  const tasks = [...tasksIn(template).values()].flatMap((task) =>
    (templates.get(task.template)?.outputs?.parameters ?? []).map(
      ({ name }) => `tasks.${task.name}.outputs.parameters.${name}`,
    ),
  );
  const facts = ["workflow.uid", "workflow.name", "workflow.creationTimestamp"];
  return new Set([
    ...ofWorkflow,
    ...inputs,
    ...paths,
    ...tasks,
    ...facts,
    ...(template.retryStrategy ? ["retries"] : []),
  ]);
}

test("every {{…}} of ours names something that is declared", () => {
  check(pipelines(), (pipeline) => {
    const { workflow, plan } = compiled(pipeline);
    const templates = templatesOf(workflow);
    for (const template of workflow.spec.templates) {
      const known = declared(template, workflow, templates);
      for (const { name, task } of referencesIn(template, plan)) {
        // The number of an iteration exists where there is a sequence.
        if (name === "item") expect(task?.withSequence).toBeDefined();
        else expect(known).toContain(name);
      }
    }
  });
});

test("a task reads outputs of tasks that it waits for", () => {
  check(pipelines(), (pipeline) => {
    const { workflow, plan } = compiled(pipeline);
    for (const template of workflow.spec.templates) {
      const tasks = tasksIn(template);
      for (const { name, task } of referencesIn(template, plan)) {
        const producer = [...tasks.keys()].find((key) => name.startsWith(`tasks.${key}.outputs.`));
        if (!task || producer === undefined) continue;
        const before = closure(task.name, (key) => dependsOn(tasks.get(key) ?? task));
        expect(before).toContain(producer);
      }
    }
  });
});

test("every template that is named exists, and gets all that it needs", () => {
  check(pipelines(), (pipeline) => {
    const { workflow } = compiled(pipeline);
    const templates = templatesOf(workflow);
    expect(templates.size).toBe(workflow.spec.templates.length);
    expect(templates.has(workflow.spec.entrypoint)).toBe(true);
    for (const task of workflow.spec.templates.flatMap(callsIn)) {
      const called = templates.get(task.template);
      expect(called, task.template).toBeDefined();
      const given = new Set(
        task.arguments.parameters.filter(({ value }) => value !== undefined).map(({ name }) => name),
      );
      const needed = (called?.inputs?.parameters ?? []).filter(({ default: value }) => value === undefined);
      expect(needed.map(({ name }) => name).filter((name) => !given.has(name))).toEqual([]);
    }
  });
});

type Call = Pick<DagTask, "template" | "arguments">;

function callsIn(template: Template): readonly Call[] {
  return [...tasksIn(template).values()].flatMap((task) => (task.hooks ? [task, task.hooks.exit] : [task]));
}

test("every template is used", () => {
  check(pipelines(), (pipeline) => {
    const { workflow, plan } = compiled(pipeline);
    const called = new Set(workflow.spec.templates.flatMap(callsIn).map(({ template }) => template));
    // A hook that nothing carries stays, as in Kubeflow's own Workflows; a warning says that it never runs.
    const isHook = (name: string) => name.startsWith("exit-hook-");
    const unused = [...templatesOf(workflow).keys()].filter((name) => !called.has(name) && !isHook(name));
    expect(unused).toEqual([workflow.spec.entrypoint]);
    expect(plan.root.component.name).toBe("root");
  });
});

test("what a task waits for is in its DAG, unless a warning says that it is an exit task", () => {
  check(pipelines(), (pipeline) => {
    const { workflow, warnings } = compiled(pipeline);
    const missing = workflow.spec.templates.flatMap((template) => {
      const tasks = tasksIn(template);
      return [...tasks.values()].flatMap(dependsOn).filter((name) => !tasks.has(name));
    });
    const isWarned = warnings.some(({ code }) => code === "kubeflow/waits-for-exit-task");
    if (!isWarned) expect(missing).toEqual([]);
  });
});
