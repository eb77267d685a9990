// Names in the Workflow: each once, and in the form that Argo and Kubernetes take.
import { pipelines } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { compiled } from "./compiled.js";

// https://github.com/argoproj/argo-workflows/blob/main/workflow/validate/validate.go (workflowFieldNameFmt)
const ARGO_NAME = /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/;
const ARGO_PARAMETER = /^[-a-zA-Z0-9_]+$/;

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}

test("templates, tasks of a DAG and parameters have each a name of their own", () => {
  check(pipelines(), (pipeline) => {
    const { templates, arguments: given } = compiled(pipeline).workflow.spec;
    expect(repeated(templates.map(({ name }) => name))).toEqual([]);
    expect(repeated(given.parameters.map(({ name }) => name))).toEqual([]);
    for (const { dag, inputs, outputs } of templates) {
      expect(repeated((dag?.tasks ?? []).map(({ name }) => name))).toEqual([]);
      for (const list of [inputs, outputs])
        expect(repeated((list?.parameters ?? []).map(({ name }) => name))).toEqual([]);
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
