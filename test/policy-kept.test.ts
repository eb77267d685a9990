// A pipeline and settings that keep every rule of the policy to begin with: nothing is said, so each rule can be kept.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { program } from "./golden/case.ts";

const DIGEST = `@sha256:${"0123456789abcdef".repeat(4)}`;

const container = {
  image: `ghcr.io/acme/train${DIGEST}`,
  command: ["python3", "-m", "train"],
  env: [{ name: "LOG_LEVEL", value: "info" }],
  resources: {
    resourceCpuRequest: "1",
    resourceMemoryRequest: "6.4Gi",
    resourceMemoryLimit: "8Gi",
    accelerator: { resourceCount: "1", resourceType: "nvidia.com/gpu" },
  },
};

const settings = {
  secretAsVolume: [
    { secretName: "database", mountPath: "/secrets", secretNameParameter: { runtimeValue: { constant: "database" } } },
  ],
  nodeSelector: { labels: { accelerator: "a100" } },
  tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  activeDeadlineSeconds: 3600,
};

const task = {
  componentRef: { name: "comp-train" },
  taskInfo: { name: "train" },
  retryPolicy: { maxRetryCount: 2, backoffDuration: "60s" },
};

const PIPELINE = [
  {
    pipelineInfo: { name: "kept" },
    components: { "comp-train": { executorLabel: "exec-train" } },
    deploymentSpec: { executors: { "exec-train": { container } } },
    root: { dag: { tasks: { train: task } } },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
  },
  { platforms: { kubernetes: { deploymentSpec: { executors: { "exec-train": settings } } } } },
];

/** JSON is YAML, and two documents are what the SDK writes. */
const pipeline = PIPELINE.map((document) => JSON.stringify(document)).join("\n---\n");

const engine = { image: `ghcr.io/acme/slipway-runtime${DIGEST}`, podSecurity: "restricted" };
const slipway = {
  namespace: "ml-prod",
  serviceAccount: "pipelines",
  store: { uri: "s3://production/pipelines", secret: { name: "store" } },
  notify: { webhooks: [{ form: "slack", secret: { name: "slack" } }] },
  cleanup: { olderThan: "30d" },
  argo: engine,
  tekton: engine,
};

const starter = fileURLToPath(new URL("../packages/cli/src/starter-policy.yaml", import.meta.url));

test.each([
  ["argo", /^pipeline\.yaml: nothing wrong with "kept" \(1 task\)\n$/],
  // That Tekton has no wait of its own between tries is no matter of policy.
  ["tekton", /^pipeline\.yaml:\S+ warning tekton\/retry-holds-pod: [\s\S]*\n\S+ 1 warning about "kept" \(1 task\)\n$/],
])("the policy to begin with can be kept on %s", (backend, said) => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-kept-"));
  writeFileSync(join(folder, "pipeline.yaml"), pipeline);
  writeFileSync(join(folder, "slipway.yaml"), JSON.stringify(slipway));
  writeFileSync(join(folder, "policy.yaml"), readFileSync(starter));
  const words = ["check", "pipeline.yaml", "--policy", "policy.yaml", "--to", backend];
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: "utf8" });
  expect(stderr).toMatch(said);
  expect(status).toBe(0);
});
