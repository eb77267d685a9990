// Large loops: one over a list that is known only when it runs, large enough that Argo packs the status of its Workflow, and
// that Tekton takes it in batches; and one over a list that stands in the pipeline. SLIPWAY_ITERATIONS=500 takes the better part
// of an hour on two cores.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import type { Case } from "../behaviour/case.js";
import { runCase } from "../behaviour/harness.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const MANY = "SLIPWAY_ITERATIONS";
const iterations = Number(process.env[MANY] ?? 20);
const numbers = Array.from({ length: iterations }, (_, index) => index);
const items = numbers.map((number) => `turn ${number}`);
const TWO_HOURS = 7_200_000;
const connected = connection();

const overResult: Case = {
  name: "a large loop over a result",
  pipeline: "loops/over-a-result.yaml",
  parameters: { text: JSON.stringify(items) },
  expect: { state: "SUCCEEDED", outputs: { collected: items, told: items } },
};

/** The table's pipeline, with another list. */
async function overConstants(): Promise<Case> {
  const text = await readFile(new URL("../behaviour/pipelines/loops/over-constants.yaml", import.meta.url), "utf8");
  const pipeline = join(await mkdtemp(join(tmpdir(), "slipway-loop-")), "pipeline.yaml");
  await writeFile(pipeline, text.replace("'[3, 1, 2]'", JSON.stringify(JSON.stringify(numbers))));
  const doubled = numbers.map((number) => 2 * number);
  return {
    name: "a large loop over constants",
    pipeline,
    expect: { state: "SUCCEEDED", outputs: { Output: doubled } },
  };
}

describe.skipIf(!connected)("a large loop completes", () => {
  if (!connected) return;
  const given = { mostSeconds: TWO_HOURS / 1000 };
  const engines = {
    Argo: argoEngine(connected, {}, given),
    Tekton: tektonEngine(connected, { loops: { maximum: iterations } }, given),
  };
  for (const [name, engine] of Object.entries(engines)) {
    test(`on ${name}: ${iterations} iterations over a result`, () => runCase(engine, overResult), TWO_HOURS);
    test(
      `on ${name}: ${iterations} iterations over constants`,
      async () => runCase(engine, await overConstants()),
      TWO_HOURS,
    );
  }
});
