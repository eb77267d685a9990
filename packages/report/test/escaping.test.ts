// Texts of users stay texts, wherever they stand.

import { renderComparison, renderReport } from "@slipway/report";
import type { RunView } from "@slipway/runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOSTILE } from "../../../test/browser/rich-run.ts";
import { artifact, group, leaf, loop, runOf } from "../../../test/browser/run.ts";
import { attribute, elementsOf, textOf, withTag } from "./dom.ts";

/** One text in every place that a user can write to. */
function runWith(text: string): RunView {
  const thing = {
    ...artifact(text, "system.Dataset", `s3://b/${text}`, { [text]: text, list: [text] }),
    digest: text,
    customPath: text,
  };
  const measured = artifact(text, "system.Metrics", `s3://m/${text}`, { [text]: text, [`${text}2`]: 1 });
  const curve = [0, 1].map((rate) => ({ confidenceThreshold: text, recall: rate, falsePositiveRate: rate }));
  const classes = artifact(text, "system.ClassificationMetrics", `s3://c/${text}`, {
    confidenceMetrics: curve,
    confusionMatrix: { annotationSpecs: [{ displayName: text }], rows: [{ row: [1] }] },
    evaluationSlices: [{ slice: text, sliceClassificationMetrics: { confidenceMetrics: curve } }],
  });
  const odd = { ...artifact(text, text, text), type: { instanceSchema: `title: ${text}` } };
  const page = artifact(text, "system.HTML", `s3://h/${text}`);
  const error = { message: text, hint: text, signal: text, stderr: [text, text] };
  const tasks = [
    leaf(text, {
      displayName: text,
      condition: text,
      state: "FAILED",
      error,
      cacheFrom: text,
      parameters: { [text]: text, deep: { [text]: [text] } },
      inputs: { [text]: [thing] },
      outputs: { [text]: [thing, measured, classes, odd, page] },
      results: { [text]: text },
    }),
    group(text === "" ? "group" : `g${text}`, { condition: text }, (place) => [
      loop(`l${text}`, ["SUCCEEDED", "FAILED"], (inner) => [leaf(text, {}, inner)], {}, place),
    ]),
  ];
  const run = runOf(tasks, {
    id: text,
    pipeline: text,
    parameters: { [text]: text },
    outputs: { parameters: { [text]: text }, artifacts: { [text]: [thing] } },
  });
  return { ...run, run: { ...run.run, experiment: text, engine: text, namespace: text, schedule: text, start: text } };
}

const OURS = new Set(
  "html head meta title style body svg defs symbol circle path marker clippath rect main header footer nav a p b code dl div dt dd section h1 h2 h3 h4 ul li details summary pre table thead tbody tr th td label input select option button span fieldset legend g text use br figure figcaption polyline script".split(
    " ",
  ),
);

function wrongIn(page: string): readonly string[] {
  const elements = elementsOf(page);
  const scripts = elements.filter(({ tagName }) => tagName === "script").length;
  return [
    ...elements.filter(({ tagName }) => !OURS.has(tagName.toLowerCase())).map(({ tagName }) => tagName),
    ...elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => /^on|^src|^style$|[^a-zA-Z0-9-]/.test(name)).map(({ name }) => name),
    ),
    ...elements.flatMap(({ attrs }) =>
      attrs.filter(({ name, value }) => name === "href" && !value.startsWith("#")).map(({ value }) => value),
    ),
    ...(scripts === 1 ? [] : [`${scripts} scripts`]),
  ];
}

describe.each(HOSTILE)("%j", (text) => {
  test("is shown, not obeyed", () => {
    const page = renderReport(runWith(text));
    expect(wrongIn(page)).toEqual([]);
    const shown = text
      .replace("\u202e", "\\u202e")
      .replace("\u202c", "\\u202c")
      .replace("\0", "\\u0000")
      .replace("\ud800", "\ufffd");
    expect(textOf(withTag(page, "h1")[0] ?? expect.fail("there is no heading"))).toBe(shown);
    expect(withTag(page, "code").map(textOf)).toContain(shown);
  });

  test("is shown in a comparison", () => {
    expect(wrongIn(renderComparison([runWith(text), runWith("other")]))).toEqual([]);
  });
});

test("any text is", () => {
  const piece = fc.oneof(
    fc.constantFrom("<", ">", '"', "'", "&", "`", "/", "</", "<!--", "-->", "]]>", "<script", "\n", "=", "${"),
    fc.string(),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (given) => {
      expect(wrongIn(renderReport(runWith(given)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("a very long text is cut, and says so", () => {
  const page = renderReport(runOf([leaf("a", { parameters: { text: "y".repeat(250_000) } })]));
  expect(page.length).toBeLessThan(150_000);
  expect(page).toContain("150000 more characters are not shown.");
});

test("what reaches a link is found by it", () => {
  const page = renderReport(runWith("a b/c%20\"d'"));
  const ids = new Set(elementsOf(page).map((element) => attribute(element, "id")));
  const targets = withTag(page, "a").map((element) => attribute(element, "href")?.slice(1));
  expect(targets.filter((target) => !ids.has(target))).toEqual([]);
});
