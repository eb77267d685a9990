// What we claim about a task on Argo: what it takes beyond a pod of the same image that Argo runs bare.
// `npm run bench:argo [-- RUNS]`, while the cluster of test/cluster is up and has nothing else to do.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { argo } from "@slipway/argo";
import { compile } from "@slipway/compiler";

const RUNS = Number(process.argv[2] ?? 20);
const PROGRAM = fileURLToPath(new URL("../packages/runtime/dist/slipway-runtime.cjs", import.meta.url));
const MOST_SECONDS = 2.5;
const MOST_SECONDS_OF_OURS = 1;
const FILE = join(homedir(), ".cache/slipway/cluster/run/connect.json");
if (!existsSync(FILE)) {
  console.error("no cluster is up: test/cluster/cluster up");
  process.exit(1);
}
const { kubeconfig, namespace, store } = JSON.parse(readFileSync(FILE, "utf8"));
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const custom = config.makeApiClient(CustomObjectsApi);
const WORKFLOWS = { group: "argoproj.io", version: "v1alpha1", plural: "workflows", namespace };

const image = "python:3.11";
const work = ["python3", "-c", "print(sum(range(1000)))"];

const bare = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: { generateName: "bench-bare-" },
  spec: { entrypoint: "bare", templates: [{ name: "bare", container: { image, command: work } }] },
};

const pipeline = {
  pipelineInfo: { name: "bench-task" },
  schemaVersion: "2.1.0",
  sdkVersion: "kfp-2.17.0",
  root: { dag: { tasks: { task: { taskInfo: { name: "task" }, componentRef: { name: "comp-task" } } } } },
  components: { "comp-task": { executorLabel: "exec-task" } },
  deploymentSpec: { executors: { "exec-task": { container: { image, command: work } } } },
};

function task() {
  const { uri, endpoint, region, pathStyle } = store;
  const options = { store: { uri: `${uri}/bench`, endpoint, region, pathStyle, secret: { name: "slipway-store" } } };
  const compiled = compile(JSON.stringify(pipeline), argo, { options });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  return compiled.value.manifests.find(({ kind }) => kind === "Workflow");
}

/** Seconds from asking for a Workflow to seeing it ended. */
async function run(body) {
  const start = performance.now();
  const { metadata } = await custom.createNamespacedCustomObject({ ...WORKFLOWS, body });
  const { name } = metadata;
  for (;;) {
    const { status } = await custom.getNamespacedCustomObject({ ...WORKFLOWS, name });
    if (["Failed", "Error"].includes(status?.phase)) throw new Error(`${name}: ${status.message}`);
    if (status?.phase === "Succeeded") break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - start) / 1000;
  await custom.deleteNamespacedCustomObject({ ...WORKFLOWS, name });
  return seconds;
}

/**
 * What driver and publisher take by themselves: on this machine, with the pod's words and the cluster's store. In the pod Argo's
 * program around the publisher looks only once a second whether main has ended.
 * Source: https://github.com/argoproj/argo-workflows/blob/v3.7.9/cmd/argoexec/commands/emissary.go
 */
function programs({ metadata, spec }) {
  const shared = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const plan = metadata.annotations["slipway/plan"].replaceAll('"/slipway-pod"', JSON.stringify(shared));
  const known = {
    "workflow.uid": randomUUID(),
    "workflow.name": "bench",
    "workflow.namespace": namespace,
    "workflow.creationTimestamp.RFC3339": new Date().toISOString(),
    "workflow.annotations.slipway/plan": plan,
    "inputs.parameters.path": "task",
  };
  const [driver] = spec.templates.find(({ initContainers }) => initContainers).initContainers;
  const words = driver.args.map((word) => word.replace(/^\{\{(.*)\}\}$/, (_, name) => known[name]));
  const env = {
    ...process.env,
    SLIPWAY_POD: "bench",
    AWS_ACCESS_KEY_ID: store.accessKey,
    AWS_SECRET_ACCESS_KEY: store.secretKey,
  };
  const start = performance.now();
  execFileSync(process.execPath, [PROGRAM, ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
  const driven = performance.now();
  execFileSync(join(shared, "slipway/bin/busybox"), ["sh", join(shared, "slipway/bin/launch.sh"), shared]);
  const launched = performance.now();
  execFileSync(process.execPath, [PROGRAM, "publish", shared], { env, stdio: ["ignore", "ignore", "pipe"] });
  const seconds = (driven - start + performance.now() - launched) / 1000;
  rmSync(shared, { recursive: true });
  return seconds;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const failed = [];
function claim(title, holds) {
  console.log(`${holds ? "ok    " : "FAILED"}  ${title}`);
  if (!holds) failed.push(title);
}

const withTask = task();
// Once before counting, so that images and caches are warm.
await run(bare);
await run(withTask);
const pairs = [];
for (let index = 0; index < RUNS; index += 1) pairs.push([await run(bare), await run(withTask)]);
const [theirs, mine] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
const more = median(pairs.map(([one, two]) => two - one));
const figures = `${mine.toFixed(2)} s against ${theirs.toFixed(2)} s`;
claim(
  `a task takes ${more.toFixed(2)} s more than a bare pod: ${figures} (may be ${MOST_SECONDS})`,
  more <= MOST_SECONDS,
);
const ours = median(Array.from({ length: RUNS }, () => programs(withTask)));
claim(`of it driver and publisher ${ours.toFixed(2)} s (may be ${MOST_SECONDS_OF_OURS})`, ours <= MOST_SECONDS_OF_OURS);
process.exitCode = failed.length > 0 ? 1 : 0;
