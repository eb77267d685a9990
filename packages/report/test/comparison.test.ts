// Runs side by side.
import { compareRuns, comparisonText, renderComparison } from "@slipway/report";
import { expect, test } from "vitest";
import { artifact, leaf, runOf } from "../../../test/browser/run.ts";
import { attribute, textOf, withTag } from "./dom.ts";

const runWith = (id: string, rate: number, accuracy: number, state: "SUCCEEDED" | "FAILED") =>
  runOf(
    [
      leaf("prepare", { from: 0, to: 2 }),
      leaf("train", {
        state,
        from: 2,
        to: 2 + rate * 10,
        outputs: {
          metrics: [artifact("metrics", "system.Metrics", `s3://b/${id}`, { accuracy })],
          quality: [
            artifact("quality", "system.ClassificationMetrics", `s3://b/q${id}`, {
              confidenceMetrics: [0, 0.4, 1].map((x) => ({
                falsePositiveRate: x,
                recall: x ** rate,
                confidenceThreshold: 1,
              })),
            }),
          ],
        },
      }),
    ],
    { id, state, to: 20, parameters: { rate, table: "events", ...(rate > 0.2 && { note: "a\u001b[31m\nb" }) } },
  );

const views = [runWith("run-1", 0.1, 0.91, "SUCCEEDED"), runWith("run-2", 0.3, 0.94, "FAILED")];

test("have their parameters and metrics in rows", () => {
  const rows = new Map(compareRuns(views).sections.map(({ title, rows }) => [title, rows]));
  expect(rows.get("Parameters")).toEqual([
    { name: "rate", values: ["0.1", "0.3"], differs: true },
    { name: "table", values: ["events", "events"], differs: false },
    { name: "note", values: [undefined, "a\u001b[31m\nb"], differs: true },
  ]);
  expect(rows.get("Metrics")).toEqual([{ name: "train metrics.accuracy", values: ["0.91", "0.94"], differs: true }]);
  expect(rows.get("Tasks")).toEqual([
    { name: "prepare", values: ["Succeeded, 2.0 s", "Succeeded, 2.0 s"], differs: false },
    { name: "train", values: ["Succeeded, 1.0 s", "Failed, 3.0 s"], differs: true },
  ]);
});

test("are a text that commands no terminal", () => {
  expect(comparisonText(views)).toBe(`                          run-1                    run-2

Runs
  Pipeline                churn                    churn
* State                   Succeeded                Failed
  Began                   2025-11-21 06:20:33 UTC  2025-11-21 06:20:33 UTC
  Took                    20.0 s                   20.0 s
* Tasks                   2 succeeded              1 failed, 1 succeeded
  Experiment              spring                   spring
  Engine                  local                    local

Parameters
* rate                    0.1                      0.3
  table                   events                   events
* note                    -                        a\\u001b[31m\\nb

Metrics
* train metrics.accuracy  0.91                     0.94

Tasks
* train                   Succeeded, 1.0 s         Failed, 3.0 s
  1 task ended alike
`);
});

test("are a page with their curves on one scale", () => {
  const page = renderComparison(views);
  expect(withTag(page, "polyline").map((line) => attribute(line, "class"))).toEqual(["curve line-0", "curve line-1"]);
  expect(withTag(page, "h1").map(textOf)).toEqual(["2 runs side by side"]);
  const different = withTag(page, "tr").filter((row) => attribute(row, "class") === "differs");
  expect(different.map(textOf)).toContain("rate0.10.3");
});

test("may be one, or of different pipelines", () => {
  expect(comparisonText(views.slice(0, 1))).not.toContain("*");
  const other = runOf([leaf("else")], { id: "run-3", pipeline: "other" });
  expect(
    textOf(withTag(renderComparison([...views, other]), "header")[0] ?? expect.fail("there is no header")),
  ).toContain("churn, other");
});
