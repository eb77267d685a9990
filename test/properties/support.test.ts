// The dichotomy: a pipeline of which everything is supported is lowered, and one that is not is refused, use by use.
import { checkSupport, compile, featuresOf, planPipeline } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { pipelines, printYaml } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";

test("no refusal: a Workflow; a refusal: none", () => {
  check(pipelines({ rare: true }), (pipeline) => {
    const text = printYaml(pipeline);
    const planned = planPipeline(text);
    expect(planned).toMatchObject({ ok: true });
    if (!planned.ok) return;
    const { plan } = planned.value;
    const supported = checkSupport(plan, kubeflow);
    expect(compile(text, kubeflow).ok).toBe(supported.ok);
    if (supported.ok) expect(kubeflow.lower(plan, {}).ok).toBe(true);
  });
});

test("every use of a feature that is not supported is reported, with its place", () => {
  check(pipelines({ rare: true }), (pipeline) => {
    const text = printYaml(pipeline);
    const planned = planPipeline(text);
    if (!planned.ok) return;
    const refused = featuresOf(planned.value.plan, (feature) => kubeflow.support[feature] !== "supported");
    const result = compile(text, kubeflow);
    const reported = result.ok ? [] : result.diagnostics.filter(({ severity }) => severity === "error");
    expect(reported.map(({ path }) => path)).toEqual(refused.map(({ path }) => path));
    for (const { code, range, message } of reported) {
      expect(code).toBe("resolve/unsupported");
      expect(range).toBeDefined();
      expect(message).not.toMatch(/undefined|\[object/);
    }
  });
});

test("names that Argo does not take are refused, each at its place", () => {
  check(pipelines({ names: "wild" }), (pipeline) => {
    const result = compile(printYaml(pipeline), kubeflow);
    const errors = result.ok ? [] : result.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).not.toEqual([]);
    for (const { code, range } of errors) {
      expect(code).toBe("kubeflow/bad-name");
      expect(range).toBeDefined();
    }
  });
});
