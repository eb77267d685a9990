// What a cluster may want of pods, and what it does to them, on a real Argo and a real Tekton.
import type { ArgoOptions } from "@slipway/argo";
import type { Grants } from "@slipway/pod";
import type { TektonOptions } from "@slipway/tekton";
import { describe, expect, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import type { Outcome } from "../behaviour/case.js";
import type { Engine } from "../behaviour/engine.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const connected = connection();

function onArgo(options: ArgoOptions): Engine {
  if (!connected) throw new Error("there is no cluster");
  return argoEngine(connected, options);
}

function onTekton(options: TektonOptions): Engine {
  if (!connected) throw new Error("there is no cluster");
  return tektonEngine(connected, options);
}

async function runOnce(pipeline: string, engine: Engine): Promise<Outcome> {
  const session = await engine.open();
  try {
    return await session.run({ pipeline, expect: { state: "SUCCEEDED" } });
  } finally {
    await session.close();
  }
}

const TOKEN = "/var/run/secrets/kubeflow/pipelines/token";

const GRANTS: Grants = {
  account: { serviceAccount: "default" },
  audience: { token: { audience: "anybody", path: TOKEN } },
};

/** Who sees which tokens. */
function expectTokens({ tasks, said }: Outcome): void {
  const seen = Object.fromEntries(tasks.map((task) => [task.path, String(task.outputs["seen"]).split("\n")]));
  expect(seen, said).toMatchObject({
    neither: [""],
    account: expect.arrayContaining(["/var/run/secrets/kubernetes.io/serviceaccount/token"]),
    audience: expect.arrayContaining([TOKEN]),
  });
}

const statesOf = ({ tasks }: Outcome) => Object.fromEntries(tasks.map(({ path, state }) => [path, state]));

describe.skipIf(!connected)("on Argo", { concurrent: true }, () => {
  test(
    "examples/ml-training runs, and installs what it needs, where Pod Security restricted is enforced",
    async () => {
      const outcome = await runOnce(
        "../../../examples/ml-training/pipeline.yaml",
        onArgo({ podSecurity: "restricted" }),
      );
      expect(outcome.said).toContain("Succeeded");
      expect(new Set(Object.values(statesOf(outcome)))).toEqual(new Set(["SUCCEEDED"]));
    },
    2 * TEN_MINUTES,
  );

  test(
    "only who is granted a token has one",
    async () => {
      const engine = onArgo({ podSecurity: "restricted", grants: GRANTS });
      expectTokens(await runOnce("../../cluster/tests/tokens.yaml", engine));
    },
    TEN_MINUTES,
  );

  test(
    "pods that are killed whole end as failures, with the reason",
    async () => {
      const outcome = await runOnce("../../cluster/tests/killed.yaml", onArgo({ sharedFolder: { sizeLimit: "10Mi" } }));
      expect(outcome.state).toBe("FAILED");
      expect(outcome.said).toContain("main: OOMKilled (exit code 137)");
      expect(outcome.said).toContain('exceeds the limit "10Mi"');
    },
    TEN_MINUTES,
  );
});

// The install's own switch decides whether Tekton's containers keep to restricted; ours and the users' do so here.
describe.skipIf(!connected)("on Tekton", { concurrent: true }, () => {
  test(
    "examples/ml-training runs, and installs what it needs, as a user without rights",
    async () => {
      const outcome = await runOnce(
        "../../../examples/ml-training/pipeline.yaml",
        onTekton({ podSecurity: "restricted" }),
      );
      expect(outcome.state, outcome.said).toBe("SUCCEEDED");
      expect(new Set(Object.values(statesOf(outcome)))).toEqual(new Set(["SUCCEEDED"]));
    },
    2 * TEN_MINUTES,
  );

  test(
    "only who is granted a token has one",
    async () => {
      const engine = onTekton({ podSecurity: "restricted", grants: GRANTS });
      expectTokens(await runOnce("../../cluster/tests/tokens.yaml", engine));
    },
    TEN_MINUTES,
  );
});
