// Every case of the behaviour table on a real Argo. `npm run test:cluster -- -t "words"` runs the cases with these words.
import { describe, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import { CASES } from "../behaviour/cases.js";
import type { Engine } from "../behaviour/engine.js";
import { runCase } from "../behaviour/harness.js";
import { connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();

/** What a driver may find out, and what may become of it. */
const DRIVEN = ["conditions", "loops", "failure", "ignored failures", "retries", "cache"];

describe.skipIf(!connected)("on Argo", () => {
  if (connected) runAll(argoEngine(connected), Object.keys(CASES));
});

describe.skipIf(!connected)("on Argo, with drivers of their own", () => {
  if (connected) runAll(argoEngine(connected, { driver: "separate" }), DRIVEN);
});

function runAll(engine: Engine, subjects: readonly string[]): void {
  for (const subject of subjects) {
    describe.concurrent(subject, () => {
      for (const one of CASES[subject] ?? []) {
        const missing = (one.needs ?? []).filter((need) => !engine.provides.includes(need));
        test.skipIf(missing.length > 0)(one.name, () => runCase(engine, one), TEN_MINUTES);
      }
    });
  }
}
