// The same pipeline gives the same bytes: however often, in whatever order of keys, in whatever style it is written.

import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { printManifest } from "@slipway/kubernetes";
import {
  documentsOf,
  type Pipeline,
  pipelines,
  printDocuments,
  randomFrom,
  shuffleKeys,
  styles,
} from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "./check.js";
import { compiled } from "./compiled.js";

const printed = (pipeline: Pipeline) => printManifest(compiled(pipeline).workflow);

/** The manifest of documents that may be in another order or spelling; or why there is none. */
function manifestOf(text: string): string {
  const result = compile(text, kubeflow);
  return result.ok ? result.value.manifests.map(printManifest).join("---\n") : JSON.stringify(result.diagnostics);
}

test("compiled twice, the same bytes", () => {
  check(pipelines(), (pipeline) => {
    expect(printed(pipeline)).toBe(printed(pipeline));
  });
});

test("the order of keys means nothing", () => {
  check(fc.tuple(pipelines(), fc.integer()), ([pipeline, number]) => {
    const random = randomFrom(number);
    const shuffled = documentsOf(pipeline).map((document) => shuffleKeys(document, random));
    expect(manifestOf(printDocuments(shuffled))).toBe(printed(pipeline));
  });
});

test("neither does the style, nor whether keys are in camelCase or snake_case", () => {
  check(fc.tuple(pipelines(), styles()), ([pipeline, style]) => {
    expect(manifestOf(printDocuments(documentsOf(pipeline), style))).toBe(printed(pipeline));
    const snake = { ...style, keys: "snake_case" } as const;
    expect(manifestOf(printDocuments(documentsOf(pipeline), snake))).toBe(printed(pipeline));
  });
});

test("diagnostics too are the same, whatever the order of keys", () => {
  check(fc.tuple(pipelines({ rare: true }), fc.integer()), ([pipeline, number]) => {
    const reported = (documents: ReturnType<typeof documentsOf>) => {
      const result = compile(printDocuments(documents), kubeflow);
      const all = result.ok ? result.warnings : result.diagnostics;
      return all.map(({ code, message, path }) => JSON.stringify([code, message, path])).sort();
    };
    const random = randomFrom(number);
    const shuffled = documentsOf(pipeline).map((document) => shuffleKeys(document, random));
    expect(reported(shuffled)).toEqual(reported(documentsOf(pipeline)));
  });
});
