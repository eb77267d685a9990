// Every case of the behaviour table on a real Tekton. `npm run test:cluster -- -t "words"` runs the cases with these words.
import { describe, test } from "vitest";
import { CASES } from "../behaviour/cases.js";
import { runCase } from "../behaviour/harness.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();

describe.skipIf(!connected)("on Tekton", () => {
  if (!connected) return;
  const engine = tektonEngine(connected);
  for (const [subject, cases] of Object.entries(CASES)) {
    describe.concurrent(subject, () => {
      for (const one of cases) {
        const missing = (one.needs ?? []).filter((need) => !engine.provides.includes(need));
        test.skipIf(missing.length > 0)(one.name, () => runCase(engine, one), TEN_MINUTES);
      }
    });
  }
});
