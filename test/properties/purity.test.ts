// Nothing that is handed on is changed: every step is run on frozen input and gives what it gives on thawed.
import { readFileSync } from "node:fs";
import { compile, resolvePlan } from "@slipway/compiler";
import { parsePipeline } from "@slipway/ir";
import { type KubeflowOptions, kubeflow } from "@slipway/kubeflow";
import { pipelines, printYaml } from "@slipway/testkit";
import { expect, test } from "vitest";
import { check } from "./check.js";

/** Freezes a value through and through; maps throw when they are changed. */
function frozen<T>(value: T, seen = new Set<unknown>()): T {
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  seen.add(value);
  if (value instanceof Map) {
    for (const [key, item] of value) [key, item].map((part) => frozen(part, seen));
    for (const method of ["set", "delete", "clear"]) Object.defineProperty(value, method, { value: refuse });
  }
  for (const child of Object.values(value)) frozen(child, seen);
  return Object.freeze(value);
}

function refuse(): never {
  throw new Error("a step changed what it was handed");
}

test("reading, linking and lowering change nothing", () => {
  check(pipelines(), (pipeline) => {
    const text = printYaml(frozen(pipeline));
    const parsed = parsePipeline(text);
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    const given = frozen({});
    const resolved = resolvePlan(frozen(parsed.value), given);
    expect(resolved).toMatchObject({ ok: true });
    if (!resolved.ok) return;
    const options = frozen({ driver: { labels: { team: "a" } }, specPatch: {} });
    const lowered = kubeflow.lower(frozen(resolved.value), options);
    expect(lowered).toMatchObject({ ok: true });
    const whole = compile(text, kubeflow, { options });
    expect(JSON.stringify(lowered.ok && lowered.value)).toBe(JSON.stringify(whole.ok && whole.value.manifests));
  });
});

test("options stay the caller's own, who may change them from one pipeline to the next", () => {
  const text = readFileSync(new URL("../../examples/ml-training/pipeline.yaml", import.meta.url), "utf8");
  const made = (options: KubeflowOptions) => {
    const result = compile(text, kubeflow, { options });
    return JSON.stringify(result.ok && result.value.manifests);
  };
  const options = { launcher: { image: "launcher:1", command: ["launch"] } };
  const first = made(options);
  options.launcher.command.push("--verbose");
  expect(made(options)).toContain('["launch","--verbose"]');
  options.launcher.command.pop();
  expect(made(options)).toBe(first);
  options.launcher.command.push("--quiet");
  expect(made({ launcher: { image: "launcher:1", command: ["launch"] } })).toBe(first);
});
