// Pods that never start, on a real Argo: what --with pending-timeout makes ends them, with the reason.
import { expect, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import { connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();

test.skipIf(!connected)(
  "no image and no place end as failures with their reasons, and what comes at the end runs",
  async () => {
    if (!connected) return;
    const session = await argoEngine(connected, { podSecurity: "restricted" }).open();
    try {
      const { state, said, tasks } = await session.run({
        pipeline: "../../cluster/tests/pending.yaml",
        waitsForEver: true,
        expect: { state: "FAILED" },
      });
      expect(state, said).toBe("FAILED");
      const errors = Object.fromEntries(tasks.map(({ path, error }) => [path, JSON.stringify(error)]));
      expect(errors["exit-handler-1/place"], said).toMatch(
        /1 Insufficient example\.com\/gpu.*\(pending for longer than 40s/,
      );
      expect(errors["exit-handler-1/image"], said).toContain("slipway.test/no-such-image:1");
      const states = Object.fromEntries(tasks.map((task) => [task.path, task.state]));
      expect(states, said).toMatchObject({ "exit-handler-1/run": "SUCCEEDED", clean: "SUCCEEDED" });
    } finally {
      await session.close();
    }
  },
  TEN_MINUTES,
);
