// What we claim about a task on Argo: what it takes beyond a pod of the same image that Argo runs bare.
// `npm run bench:argo [-- RUNS]`, while the cluster of test/cluster is up and has nothing else to do.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { argo } from "@slipway/argo";
import { compile } from "@slipway/compiler";

const RUNS = Number(process.argv[2] ?? 20);
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
const core = config.makeApiClient(CoreV1Api);
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

/** From asking for a Workflow to seeing it ended, and what driver and publisher took of it. */
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
  const labelSelector = `workflows.argoproj.io/workflow=${name}`;
  const [pod] = (await core.listNamespacedPod({ namespace, labelSelector })).items;
  const ours = { driver: secondsOf("driver", pod), publisher: await secondsOfPublisher(pod) };
  await custom.deleteNamespacedCustomObject({ ...WORKFLOWS, name });
  return { seconds, ...ours };
}

/** Kubernetes tells whole seconds: only the mean of many says something. */
function secondsOf(name, { status }) {
  const { terminated } = status.initContainerStatuses.find((one) => one.name === name)?.state ?? {};
  return terminated ? (Date.parse(terminated.finishedAt) - Date.parse(terminated.startedAt)) / 1000 : 0;
}

/**
 * From when Argo lets it begin. Argo's program around it looks once a second whether main has ended, which is Argo's time.
 * Source: https://github.com/argoproj/argo-workflows/blob/v3.7.9/cmd/argoexec/commands/emissary.go
 */
async function secondsOfPublisher({ metadata: { name }, spec }) {
  if (!spec.containers.some((one) => one.name === "publisher")) return 0;
  const momentOf = async (container, words) => {
    const log = await core.readNamespacedPodLog({ name, namespace, container });
    return Date.parse(/time="([^"]+)"/.exec(log.split("\n").find((line) => line.includes(words)))[1]);
  };
  const waiting = await momentOf("publisher", "waiting for dependency");
  const looks = Math.ceil(((await momentOf("main", "sub-process exited")) - waiting) / 1000);
  return ((await momentOf("publisher", "sub-process exited")) - waiting) / 1000 - Math.max(looks, 0);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
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
const [theirs, mine] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].seconds)));
const more = median(pairs.map(([one, two]) => two.seconds - one.seconds));
const figures = `${mine.toFixed(2)} s against ${theirs.toFixed(2)} s`;
claim(
  `a task takes ${more.toFixed(2)} s more than a bare pod: ${figures} (may be ${MOST_SECONDS})`,
  more <= MOST_SECONDS,
);
const [driver, publisher] = ["driver", "publisher"].map((name) => mean(pairs.map(([, one]) => one[name])));
const parts = `driver ${driver.toFixed(2)} s and publisher ${publisher.toFixed(2)} s`;
claim(`of it ${parts} (may be ${MOST_SECONDS_OF_OURS})`, driver + publisher <= MOST_SECONDS_OF_OURS);
process.exitCode = failed.length > 0 ? 1 : 0;
