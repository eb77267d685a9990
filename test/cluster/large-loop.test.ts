// A loop whose number of iterations is known only when it runs, large enough that Argo packs the status of its Workflow, and
// that Tekton takes it in batches. SLIPWAY_ITERATIONS=500 takes the better part of an hour on two cores.
import { describe, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import { runCase } from "../behaviour/harness.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const MANY = "SLIPWAY_ITERATIONS";
const iterations = Number(process.env[MANY] ?? 20);
const items = Array.from({ length: iterations }, (_, index) => `turn ${index}`);
const TWO_HOURS = 7_200_000;
const connected = connection();

describe.skipIf(!connected)("a large loop over a result completes", () => {
  if (!connected) return;
  const given = { mostSeconds: TWO_HOURS / 1000 };
  const engines = {
    Argo: argoEngine(connected, {}, given),
    Tekton: tektonEngine(connected, { loops: { maximum: iterations } }, given),
  };
  const large = {
    name: "a large loop",
    pipeline: "loops/over-a-result.yaml",
    parameters: { text: JSON.stringify(items) },
    expect: { state: "SUCCEEDED", outputs: { collected: items, told: items } },
  } as const;
  for (const [name, engine] of Object.entries(engines)) {
    test(`on ${name}: ${iterations} iterations`, () => runCase(engine, large), TWO_HOURS);
  }
});
