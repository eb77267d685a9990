// What a cluster may want of pods, and what it does to them, on a real Argo.
import type { ArgoOptions } from "@slipway/argo";
import { describe, expect, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import type { Outcome } from "../behaviour/case.js";
import { connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();

async function runOnce(pipeline: string, options: ArgoOptions): Promise<Outcome> {
  if (!connected) throw new Error("there is no cluster");
  const session = await argoEngine(connected, options).open();
  try {
    return await session.run({ pipeline, expect: { state: "SUCCEEDED" } });
  } finally {
    await session.close();
  }
}

const statesOf = ({ tasks }: Outcome) => Object.fromEntries(tasks.map(({ path, state }) => [path, state]));

describe.skipIf(!connected)("on Argo", { concurrent: true }, () => {
  test(
    "examples/ml-training runs, and installs what it needs, where Pod Security restricted is enforced",
    async () => {
      const outcome = await runOnce("../../../examples/ml-training/pipeline.yaml", { podSecurity: "restricted" });
      expect(outcome.said).toContain("Succeeded");
      expect(new Set(Object.values(statesOf(outcome)))).toEqual(new Set(["SUCCEEDED"]));
    },
    2 * TEN_MINUTES,
  );

  test(
    "only who is granted a token has one",
    async () => {
      const path = "/var/run/secrets/kubeflow/pipelines/token";
      const { tasks, said } = await runOnce("../../cluster/tests/tokens.yaml", {
        podSecurity: "restricted",
        grants: { account: { serviceAccount: "default" }, audience: { token: { audience: "anybody", path } } },
      });
      const seen = Object.fromEntries(tasks.map((task) => [task.path, String(task.outputs["seen"]).split("\n")]));
      expect(seen, said).toMatchObject({
        neither: [""],
        account: expect.arrayContaining(["/var/run/secrets/kubernetes.io/serviceaccount/token"]),
        audience: expect.arrayContaining([path]),
      });
    },
    TEN_MINUTES,
  );

  test(
    "pods that are killed whole end as failures, with the reason",
    async () => {
      const outcome = await runOnce("../../cluster/tests/killed.yaml", { sharedFolder: { sizeLimit: "10Mi" } });
      expect(outcome.state).toBe("FAILED");
      expect(outcome.said).toContain("main: OOMKilled (exit code 137)");
      expect(outcome.said).toContain('exceeds the limit "10Mi"');
    },
    TEN_MINUTES,
  );
});
