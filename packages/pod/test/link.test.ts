// What tasks and runs are told of loops, importers and order, from IR.
import { planPipeline } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { linkPlan, outlineOf } from "@slipway/pod";
import { expect, test } from "vitest";

const text = { parameterType: "STRING" };
const dataset = { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" } };
const container = (label: string): JsonObject => ({ [label]: { container: { image: "alpine", command: ["true"] } } });

function link(root: JsonObject, components: JsonObject, executors: JsonObject, platform: JsonObject = {}) {
  const pipeline = {
    pipelineInfo: { name: "linked" },
    ...{ root: { dag: { tasks: root } }, components, deploymentSpec: { executors } },
    ...{ schemaVersion: "2.1.0", sdkVersion: "kfp-2.17.0" },
  };
  const settings = { platforms: { kubernetes: { deploymentSpec: { executors: platform } } } };
  const planned = planPipeline(`${JSON.stringify(pipeline)}\n---\n${JSON.stringify(settings)}\n`);
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  return linkPlan(planned.value.plan);
}

test("importers that a loop runs over go along with the loop", () => {
  const components = {
    "comp-import": { executorLabel: "exec-import", outputDefinitions: { artifacts: { artifact: dataset } } },
    "comp-each": { executorLabel: "exec-each", inputDefinitions: { artifacts: { data: dataset } } },
  };
  const tasks = {
    import: { taskInfo: { name: "import" }, componentRef: { name: "comp-import" } },
    each: {
      taskInfo: { name: "each" },
      componentRef: { name: "comp-each" },
      dependentTasks: ["import"],
      artifactIterator: { itemInput: "data", items: { inputArtifact: "list" } },
      inputs: {
        artifacts: { list: { taskOutputArtifact: { producerTask: "import", outputArtifactKey: "artifact" } } },
      },
    },
  };
  const importer = { importer: { artifactUri: { constant: "s3://b/data" }, typeSchema: dataset.artifactType } };
  const linked = link(tasks, components, { "exec-import": importer, ...container("exec-each") });
  const each = linked.tasks.get("each");
  if (each?.kind !== "leaf") throw new Error("it is a leaf");
  const { loops, importers } = linked.invocationOf(each);
  expect([Object.keys(loops), Object.keys(importers)]).toEqual([["each"], ["import"]]);
  // A run's record knows every loop, so that one over known items is counted before it begins.
  expect(Object.keys(outlineOf(linked).loops)).toEqual(["each"]);
  expect(Object.keys(outlineOf(linked).importers)).toEqual(["import"]);
});

test("a task comes after those whose outputs its settings read", () => {
  const components = {
    "comp-name": { executorLabel: "exec-name", outputDefinitions: { parameters: { name: text } } },
    "comp-use": { executorLabel: "exec-use" },
  };
  const tasks = {
    name: { taskInfo: { name: "name" }, componentRef: { name: "comp-name" } },
    use: { taskInfo: { name: "use" }, componentRef: { name: "comp-use" } },
  };
  const secretNameParameter = { taskOutputParameter: { producerTask: "name", outputParameterKey: "name" } };
  const platform = { "exec-use": { secretAsVolume: [{ secretNameParameter, mountPath: "/secret" }] } };
  const executors = { ...container("exec-name"), ...container("exec-use") };
  const outline = outlineOf(link(tasks, components, executors, platform));
  expect(outline.tasks.map(({ name, dependencies }) => [name, dependencies])).toEqual([
    ["name", []],
    ["use", ["name"]],
  ]);
});

test("a condition is told with what it reads, if that is known when a run begins", () => {
  const inputDefinitions = { parameters: { x: text } };
  const components = {
    "comp-make": { executorLabel: "exec-make", outputDefinitions: { parameters: { made: text } } },
    "comp-use": { executorLabel: "exec-use", inputDefinitions },
  };
  const use = (name: string, x: JsonObject): JsonObject => ({
    taskInfo: { name },
    componentRef: { name: "comp-use" },
    inputs: { parameters: { x } },
    triggerPolicy: { condition: "inputs.parameter_values['x'] == 'go'" },
  });
  const tasks = {
    make: { taskInfo: { name: "make" }, componentRef: { name: "comp-make" } },
    early: use("early", { runtimeValue: { constant: "stop" } }),
    late: {
      ...use("late", { taskOutputParameter: { producerTask: "make", outputParameterKey: "made" } }),
      dependentTasks: ["make"],
    },
  };
  const outline = outlineOf(link(tasks, components, { ...container("exec-make"), ...container("exec-use") }));
  const known = outline.tasks.map(({ name, condition, reads }) => [
    name,
    condition !== undefined,
    Object.keys(reads ?? {}),
  ]);
  expect(known.sort()).toEqual([
    ["early", true, ["x"]],
    ["late", true, []],
    ["make", false, []],
  ]);
});
