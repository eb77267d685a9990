// Every case of the table on this machine. `npx vitest run test/behaviour/local.test.ts -t "words"` runs the cases with these words.
import { describe, test } from "vitest";
import { CASES } from "./cases.js";
import { runCase } from "./harness.js";
import { local, pythonWith } from "./local.js";

const FIVE_MINUTES = 300_000;
const engine = local(await pythonWith("behaviour", "test/behaviour/requirements.txt"));

for (const [subject, cases] of Object.entries(CASES)) {
  describe.concurrent(subject, () => {
    for (const one of cases) {
      const missing = (one.needs ?? []).filter((need) => !engine.provides.includes(need));
      test.skipIf(missing.length > 0)(one.name, () => runCase(engine, one), FIVE_MINUTES);
    }
  });
}
