// Tekton's own way when a task fails, which is the backend's where nothing in the pipeline needs the other: it starts no more.
import { describe, test } from "vitest";
import { runCase } from "../behaviour/harness.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const connected = connection();

describe.skipIf(!connected)("on Tekton, where a failure is hard", () => {
  if (!connected) return;
  test("what does not need the failed task is not started after the failure", () =>
    runCase(tektonEngine(connected, { failure: "hard" }), {
      name: "a failing task ends the run",
      pipeline: "failure/beside-a-failure.yaml",
      parameters: { code: 7 },
      expect: {
        state: "FAILED",
        tasks: { fail: "FAILED", say: "NOT_RUN", "say-4": "NOT_RUN" },
        errors: { fail: /7.*no \\"more\\" \\\\ than/ },
      },
    }));
});
