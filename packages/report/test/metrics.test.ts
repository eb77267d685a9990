// Metrics are read from metadata that a user's code wrote, and drawn.
import type { JsonObject } from "@slipway/ir";
import { renderReport } from "@slipway/report";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { artifact, leaf, loop, runOf } from "../../../test/browser/run.ts";
import { attribute, textOf, withTag } from "./dom.ts";

function pageOf(title: string, metadata: JsonObject): string {
  return renderReport(
    runOf([leaf("evaluate", { outputs: { out: [artifact("out", title, "s3://b/out", metadata)] } })]),
  );
}

const point = (falsePositiveRate: number, recall: number, confidenceThreshold: number | string = 0.5) => ({
  falsePositiveRate,
  recall,
  confidenceThreshold,
});

describe("a ROC curve", () => {
  const page = pageOf("system.ClassificationMetrics", {
    confidenceMetrics: [point(1, 1, 0), point(0, 0, 1.7976931348623157e308), point(0.5, 1, "0.25")],
  });

  test("is drawn from left to right", () => {
    expect(attribute(withTag(page, "polyline")[0], "points")).toBe("44 250 164 10 284 10");
  });

  test("has its area and its thresholds", () => {
    expect(page).toContain("area 0.7500");
    const table = withTag(page, "table").find((one) => textOf(one).includes("Threshold"));
    expect(table && textOf(table)).toBe("ThresholdFalse positive rateTrue positive rate∞000.250.51011");
  });

  test("has no area when it does not reach both ends", () => {
    const part = pageOf("system.ClassificationMetrics", { confidenceMetrics: [point(0.1, 0.2), point(0.9, 1)] });
    expect(part).not.toContain("area ");
  });

  test("of many points is thinned out", () => {
    const many = Array.from({ length: 50_000 }, (_, index) => point(index / 49_999, index / 49_999));
    const long = pageOf("system.ClassificationMetrics", { confidenceMetrics: many });
    expect(attribute(withTag(long, "polyline")[0], "points")?.split(" ")).toHaveLength(2_000);
    expect(long).toContain("100 of 50000 points");
  });
});

describe("a confusion matrix", () => {
  test("is a table, shaded by row", () => {
    const page = pageOf("system.ClassificationMetrics", {
      confusionMatrix: {
        annotationSpecs: [{ displayName: "cat" }, { displayName: "dog" }],
        rows: [{ row: [9, 1] }, { row: [0, 0] }],
      },
    });
    const table = withTag(page, "table").find((one) => attribute(one, "class") === "matrix");
    expect(table && textOf(table)).toBe("True Predicted →catdogcat91dog00");
    const cells = withTag(page, "td").map((cell) => attribute(cell, "class"));
    expect(cells).toEqual(expect.arrayContaining(["heat-9", "heat-1", "heat-0"]));
  });
});

describe("scalars", () => {
  test("stand in a table, without what Kubeflow adds", () => {
    const page = pageOf("system.Metrics", {
      accuracy: 0.9312345678,
      epochs: 12,
      best: true,
      nested: { a: 1 },
      display_name: "out",
      store_session_info: "{}",
    });
    const table = withTag(page, "table").find((one) => attribute(one, "class") === "numbers");
    expect(table && textOf(table)).toBe("accuracy0.931235epochs12besttrue");
  });

  test("of a loop stand in one table with a row for each iteration", () => {
    const page = renderReport(
      runOf([
        loop("loop", ["SUCCEEDED", "SUCCEEDED"], (place, index) => [
          leaf(
            "fit",
            { outputs: { m: [artifact("m", "system.Metrics", `s3://b/${index}`, { [`a${index}`]: index })] } },
            place,
          ),
        ]),
      ]),
    );
    const table = withTag(page, "table").find((one) => attribute(one, "class") === "numbers");
    expect(table && textOf(table)).toBe("Taska0a1loop/0/fit0loop/1/fit1");
  });

  test("are found in IR of old compilers", () => {
    const old = {
      ...artifact("m", "", "s3://b/m", { accuracy: 1 }),
      type: { instanceSchema: "title: kfp.Metrics\ntype: object\n" },
    };
    expect(renderReport(runOf([leaf("a", { outputs: { m: [old] } })]))).toContain('id="metrics"');
  });
});

const SLIPPED = /NaN|Infinity|undefined|\[object/;

test("metadata that does not fit is left out", () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
  const any = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.array(object), object);
  const metadata = fc.record({
    confidenceMetrics: fc.oneof(
      any,
      fc.array(fc.record({ falsePositiveRate: any, recall: any, confidenceThreshold: any })),
    ),
    confusionMatrix: fc.oneof(any, fc.record({ annotationSpecs: any, rows: any })),
    evaluationSlices: fc.oneof(any, fc.array(fc.record({ slice: any, sliceClassificationMetrics: any }))),
  });
  const titles = ["system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics"];
  fc.assert(
    fc.property(fc.constantFrom(...titles), metadata, (title, given) => {
      // What a user calls so is shown.
      fc.pre(!SLIPPED.test(JSON.stringify(given)));
      expect(pageOf(title, given as JsonObject)).not.toMatch(SLIPPED);
    }),
    { numRuns: 100 },
  );
});
