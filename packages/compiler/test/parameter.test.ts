// Values of parameters that no JSON text can hold, and so no golden.
import { planPipeline } from "@slipway/compiler";
import { describe, expect, it } from "vitest";

const pipeline = (type: string) => `
pipelineInfo: { name: values }
schemaVersion: 2.1.0
deploymentSpec: { executors: { exec-a: { container: { image: "python:3.11" } } } }
components: { comp-a: { executorLabel: exec-a } }
root:
  dag: { tasks: { a: { componentRef: { name: comp-a } } } }
  inputDefinitions: { parameters: { x: { parameterType: ${type} } } }
`;

describe("a number that JSON has not", () => {
  it.each([
    ["NUMBER_DOUBLE", Number.POSITIVE_INFINITY],
    ["NUMBER_DOUBLE", Number.NaN],
    ["LIST", [1, [Number.NaN]]],
    ["STRUCT", { a: { b: Number.NEGATIVE_INFINITY } }],
  ])("is refused as a %s, not lost", (type, x) => {
    const result = planPipeline(pipeline(type), { x });
    expect(result.ok ? [] : result.diagnostics.map(({ code }) => code)).toEqual(["resolve/bad-parameter"]);
  });
});
