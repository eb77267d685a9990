// Names in the Workflow: each once, and in the form that Argo and Kubernetes take.
import { compile } from "@slipway/compiler";
import { kubeflow, type Workflow } from "@slipway/kubeflow";
import { pipelines, printYaml } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { compiled } from "./compiled.js";

// https://github.com/argoproj/argo-workflows/blob/main/workflow/validate/validate.go (workflowFieldNameFmt)
const ARGO_NAME = /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/;
const ARGO_PARAMETER = /^[-a-zA-Z0-9_]+$/;

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}

function expectNamesOfTheirOwn({ spec: { templates, arguments: given } }: Workflow): void {
  expect(repeated(templates.map(({ name }) => name))).toEqual([]);
  expect(repeated(given.parameters.map(({ name }) => name))).toEqual([]);
  for (const { dag, inputs, outputs } of templates) {
    expect(repeated((dag?.tasks ?? []).map(({ name }) => name))).toEqual([]);
    for (const list of [inputs, outputs])
      expect(repeated((list?.parameters ?? []).map(({ name }) => name))).toEqual([]);
  }
}

test("templates, tasks of a DAG and parameters have each a name of their own", () => {
  check(pipelines(), (pipeline) => expectNamesOfTheirOwn(compiled(pipeline).workflow));
});

test("a task named like a driver is refused where it stands beside the driven one, and nowhere else", () => {
  check(pipelines({ names: "paired" }), (pipeline) => {
    const result = compile(printYaml(pipeline), kubeflow);
    if (result.ok) {
      result.value.manifests.forEach(expectNamesOfTheirOwn);
      return;
    }
    for (const { code, path, range } of result.diagnostics.filter(({ severity }) => severity === "error")) {
      expect([code, range !== undefined]).toEqual(["kubeflow/driver-name", true]);
      const tasks = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], pipeline.spec);
      expect(Object.keys(tasks as object)).toContain(String(path.at(-1)).replace(/-driver$/, ""));
    }
  });
});

test("Argo takes the names", () => {
  check(pipelines(), (pipeline) => {
    const { templates, arguments: given } = compiled(pipeline).workflow.spec;
    for (const { name, dag } of templates) {
      expect(name).toMatch(ARGO_NAME);
      for (const task of dag?.tasks ?? []) expect(task.name).toMatch(ARGO_NAME);
    }
    for (const { name } of given.parameters) expect(name).toMatch(ARGO_PARAMETER);
  });
});

test("the run is named after the pipeline", () => {
  check(pipelines(), (pipeline) => {
    const { generateName } = compiled(pipeline).workflow.metadata;
    expect(generateName).toBe(`${pipeline.spec.pipelineInfo?.name}-`);
    expect(generateName).toMatch(/^[a-z0-9]([-a-z0-9]*)-$/);
  });
});
