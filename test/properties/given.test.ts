// What goes with a file: values of parameters and options of the backend, which may be anything that JSON can say.
import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { pipelines, printYaml, texts } from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "./check.js";

test("values of parameters are taken by their type, or refused in words", () => {
  const values = fc.dictionary(texts(), fc.jsonValue(), { maxKeys: 3 });
  check(fc.tuple(pipelines({ small: true }), values, fc.jsonValue()), ([pipeline, others, value]) => {
    const declared = Object.keys(pipeline.spec.root?.inputDefinitions?.parameters ?? {});
    const parameters = { ...others, ...Object.fromEntries(declared.map((name) => [name, value])) };
    const result = compile(printYaml(pipeline), kubeflow, { parameters: parameters as Record<string, never> });
    const unknown = Object.keys(others).filter((name) => !declared.includes(name));
    if (result.ok) {
      expect(unknown).toEqual([]);
      for (const { given } of result.value.plan.parameters.values()) expect(given).toEqual(value);
      return;
    }
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.length).toBeGreaterThanOrEqual(Math.max(1, unknown.length));
    for (const { code } of errors) expect(code).toMatch(/^resolve\/(?:unknown-parameter|bad-parameter|not-a-literal)$/);
  });
});

const OPTIONS = ["namespace", "runAsUser", "driver", "launcher", "caBundle", "proxy", "taskSecurity", "specPatch"];

test("options are taken or refused in words", () => {
  const named = fc.dictionary(fc.constantFrom(...OPTIONS), fc.jsonValue(), { maxKeys: 4 });
  check(fc.oneof(named, fc.jsonValue()), (options) => {
    const read = kubeflow.readOptions(options);
    if (read.ok) return;
    expect(read.diagnostics).not.toEqual([]);
    for (const { message, path } of read.diagnostics) {
      expect(message).not.toMatch(/undefined|\[object /);
      expect(path[0]).toBe("kubeflow");
    }
  });
});

test("a patch of the Workflow, whatever it is, is applied or refused", () => {
  const patches = fc.dictionary(fc.constantFrom("templates", "arguments", "volumes", "$patch", "x"), fc.jsonValue());
  check(fc.tuple(pipelines({ small: true }), patches), ([pipeline, specPatch]) => {
    const result = compile(printYaml(pipeline), kubeflow, {
      options: { specPatch: specPatch as Record<string, never> },
    });
    if (!result.ok) expect(result.diagnostics.map(({ code }) => code)).toContain("kubeflow/bad-patch");
  });
});
