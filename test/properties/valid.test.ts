// The generator itself: what it makes is valid, says the same in every style, and leaves no feature out.
import { FEATURES, featuresOf, planPipeline, tasksOf } from "@slipway/compiler";
import { parsePipeline } from "@slipway/ir";
import { type Pipeline, pipelines, printYaml, styles } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "./check.js";

function planOf(text: string) {
  const result = planPipeline(text);
  expect(result.ok ? [] : result.diagnostics).toEqual([]);
  if (!result.ok) throw new Error("expected above to be planned");
  return result.value.plan;
}

describe.each([
  { kind: "plain names", options: { names: "plain" } },
  { kind: "wild names", options: { names: "wild" } },
  { kind: "rare features", options: { names: "wild", rare: true } },
] as const)("pipelines with $kind", ({ options }) => {
  test("are planned without an error", () => {
    check(fc.tuple(pipelines(options), styles()), ([pipeline, style]) => {
      planOf(printYaml(pipeline, style));
    });
  });

  test("say the same in every style", () => {
    const read = (text: string) => {
      const result = parsePipeline(text);
      return result.ok && { ...result.value, source: undefined };
    };
    check(fc.tuple(pipelines(options), styles()), ([pipeline, style]) => {
      const usual = read(printYaml(pipeline));
      expect(usual).toBeTruthy();
      expect(JSON.stringify(read(printYaml(pipeline, style)))).toBe(JSON.stringify(usual));
    });
  });
});

test("every feature occurs", () => {
  const sample: readonly Pipeline[] = fc.sample(pipelines({ rare: true }), { numRuns: 500, seed: 1 });
  const used = new Set(
    sample.flatMap((pipeline) => featuresOf(planOf(printYaml(pipeline))).map(({ feature }) => feature)),
  );
  expect(Object.keys(FEATURES).filter((feature) => !used.has(feature as keyof typeof FEATURES))).toEqual([]);
});

test("a plan has each task after those it depends on, and each value from a task before", () => {
  check(pipelines(), (pipeline) => {
    const before = new Set<string>();
    for (const task of tasksOf(planOf(printYaml(pipeline)))) {
      const siblings = task.id.slice(0, -task.definition.name.length);
      expect(before.has(task.id)).toBe(false);
      for (const name of task.definition.dependencies) expect(before).toContain(`${siblings}${name}`);
      before.add(task.id);
      for (const value of task.inputs.parameters.values()) {
        if (value.kind === "task-output") expect(before).toContain(value.task.id);
      }
    }
  });
});
