// Tekton's own way when a task fails, which is the backend's where nothing in the pipeline needs the other: it starts no more.
import { describe, expect, test } from "vitest";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const connected = connection();

describe.skipIf(!connected)("on Tekton, where a failure is hard", () => {
  if (!connected) return;
  test("what does not need the failed task is not started after the failure", async () => {
    const session = await tektonEngine(connected, { failure: "hard" }).open();
    try {
      const run = {
        pipeline: "failure/beside-a-failure.yaml",
        parameters: { code: 7 },
        expect: { state: "FAILED" },
      } as const;
      const { state, tasks, said } = await session.run(run);
      const stateOf = (path: string) => tasks.find((task) => task.path === path)?.state;
      expect(state, said).toBe("FAILED");
      expect(stateOf("fail"), said).toBe("FAILED");
      // The last of three that run one after the other beside it.
      expect(stateOf("say-4"), said).toBe("NOT_RUN");
    } finally {
      await session.close();
    }
  });
});
