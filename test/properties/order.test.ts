// What runs before what: the relation of the plan, read back from the Workflow, DAG by DAG.
import type { DagComponent, TaskDefinition } from "@slipway/compiler";
import { pipelines } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { closure, compiled, dependsOn, tasksIn, templatesOf } from "./compiled.js";

/**
 * Two sorts of tasks wait for nothing in Kubeflow's own Workflows, and in ours for being equal to them: importers
 * outside a loop, of which a warning says so, and tasks that run however others ended, which are exit hooks and not in
 * the DAG.
 */
function waitsInArgo(task: TaskDefinition | undefined): boolean {
  return task !== undefined && !isImporter(task) && task.trigger === "all-succeeded";
}

function isImporter({ component, iterator }: TaskDefinition): boolean {
  return component.kind === "importer" && !iterator;
}

function planned(name: string, dag: DagComponent): readonly string[] {
  const task = dag.tasks.get(name);
  return waitsInArgo(task) ? (task?.dependencies ?? []) : [];
}

test("every task waits for those it depends on, and for no others", () => {
  check(pipelines(), (pipeline) => {
    const { plan, workflow } = compiled(pipeline);
    const templates = templatesOf(workflow);
    for (const dag of plan.components) {
      if (dag.kind !== "dag") continue;
      const argoTasks = tasksIn(templates.get(dag.name));
      // A task and the driver before it are one task of the plan.
      const ownerOf = (name: string) => (dag.tasks.has(name) ? name : name.replace(/-driver$/, ""));
      for (const task of dag.tasks.values()) {
        if (task.trigger === "all-completed") continue;
        const readBack = closure(task.name, (name) => {
          const argoTask = argoTasks.get(name);
          return argoTask ? dependsOn(argoTask) : [];
        });
        const before = new Set([...readBack].map(ownerOf).filter((name) => name !== task.name));
        expect([...before].sort()).toEqual([...closure(task.name, (name) => planned(name, dag))].sort());
      }
    }
  });
});

test("every importer that does not wait for what it depends on is warned of", () => {
  check(pipelines(), (pipeline) => {
    const { plan, warnings } = compiled(pipeline);
    const tasks = plan.components.flatMap((dag) => (dag.kind === "dag" ? [...dag.tasks.values()] : []));
    const eager = tasks.filter(
      (task) => isImporter(task) && task.trigger === "all-succeeded" && task.dependencies.length > 0,
    );
    const warned = warnings.filter(({ code }) => code === "kubeflow/importer-does-not-wait");
    expect(warned.map(({ path }) => path)).toEqual(eager.map(({ path }) => path));
  });
});

test("every task of a DAG is in its template once, or is the exit hook of another", () => {
  check(pipelines(), (pipeline) => {
    const { plan, workflow } = compiled(pipeline);
    const templates = templatesOf(workflow);
    for (const dag of plan.components) {
      if (dag.kind !== "dag") continue;
      const names = [...tasksIn(templates.get(dag.name)).keys()];
      const isExit = (task: TaskDefinition) => task.trigger === "all-completed";
      const tasks = [...dag.tasks.values()];
      expect(names.filter((name) => dag.tasks.has(name)).sort()).toEqual(
        tasks
          .filter((task) => !isExit(task))
          .map(({ name }) => name)
          .sort(),
      );
      for (const { name } of tasks.filter(isExit))
        expect([...templates.keys()]).toContain(`exit-hook-${dag.name}-${name}`);
    }
  });
});
