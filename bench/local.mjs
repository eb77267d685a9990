// What we claim about runs on this machine, and against the SDK's own runner. `npm run bench:local [-- RUNS]`
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const RUNS = Number(process.argv[2] ?? 5);
const SLIPWAY = here("../packages/cli/bin/slipway.cjs");
const folder = mkdtempSync(join(tmpdir(), "slipway-bench-local-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const requirements = here("../examples/requirements.txt");
const python = execFileSync("bash", [here("../examples/venv.sh"), "examples", requirements], {
  encoding: "utf8",
}).trim();
const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env.PATH}` };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const times = (measure, runs = RUNS) => median(Array.from({ length: runs }, measure));
const say = (title, lines) => console.log(`${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);

function timed(program, words, options = {}) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8", env, cwd: folder, ...options });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}: ${stderr.slice(-2000)}`);
  return { milliseconds: performance.now() - start, stdout, stderr };
}

/** From the start of the command to its end, with a store of its own each time. */
function slipway(file, words = [], node = []) {
  const store = `file://${mkdtempSync(join(folder, "store-"))}`;
  return timed(process.execPath, [...node, SLIPWAY, "run", file, "--store", store, "--quiet", ...words]);
}

/** The whole program, and in it the run alone: the SDK is loaded before, as Slipway reads and checks the pipeline before. */
function sdk(file, useVenv) {
  const { milliseconds, stdout } = timed(python, [here("local/subprocess_runner.py"), file, String(useVenv)]);
  return { whole: milliseconds, run: Number(stdout.trim().split("\n").at(-1)) };
}

function slipwayParts(file) {
  const { milliseconds, stdout } = slipway(file, ["--json"]);
  const moments = JSON.parse(stdout).tasks.flatMap(({ start, end }) => [Date.parse(start), Date.parse(end)]);
  return { whole: milliseconds, run: Math.max(...moments) - Math.min(...moments) };
}

/** IR of container tasks that do nothing: a chain, or a loop. */
function plain(name, root, parameters) {
  const file = join(folder, `${name}.json`);
  const iterator = parameters && { inputDefinitions: { parameters: { item: { parameterType: "STRING" } } } };
  const components = {
    "comp-nothing": { executorLabel: "exec-nothing" },
    "comp-loop": { ...iterator, dag: { tasks: { nothing: task("comp-nothing") } } },
  };
  const deploymentSpec = { executors: { "exec-nothing": { container: { image: "alpine", command: ["true"] } } } };
  const pipeline = { pipelineInfo: { name }, root: { dag: { tasks: root } }, components, deploymentSpec };
  writeFileSync(file, JSON.stringify({ ...pipeline, schemaVersion: "2.1.0", sdkVersion: "kfp-2.17.0" }));
  return file;
}

const task = (component, more = {}) => ({ taskInfo: { name: "x" }, componentRef: { name: component }, ...more });

function chainOf(count) {
  const tasks = Array.from({ length: count }, (_, index) => [
    `t${index}`,
    task("comp-nothing", index > 0 ? { dependentTasks: [`t${index - 1}`] } : {}),
  ]);
  return plain(`chain-${count}`, Object.fromEntries(tasks));
}

function loopOf(count) {
  const raw = JSON.stringify(Array.from({ length: count }, (_, index) => String(index)));
  const iterator = { parameterIterator: { itemInput: "item", items: { raw } } };
  return plain(`loop-${count}`, { loop: task("comp-loop", iterator) }, true);
}

const one = chainOf(1);
const hundred = chainOf(100);
const processes = times(() => {
  const start = performance.now();
  for (let index = 0; index < 99; index += 1) spawnSync("true");
  return performance.now() - start;
});
const perTask = (times(() => slipway(hundred).milliseconds) - times(() => slipway(one).milliseconds) - processes) / 99;
say("A task in a chain of 100 that do nothing, beyond its process", [`${perTask.toFixed(1)} ms (at most 60)`]);

const peak = (file) => Number(/peak (\S+)/.exec(slipway(file, [], ["-r", here("local/peak-memory.cjs")]).stderr)?.[1]);
const [small, large] = [peak(loopOf(100)), peak(loopOf(1000))];
say("Memory of a loop at its peak", [`100 iterations ${small.toFixed(0)} MB, 1,000 iterations ${large.toFixed(0)} MB`]);

timed(python, [here("local/pipelines.py"), folder]);
const pipeline = (name) => join(folder, `${name}.yaml`);

const installs = pipeline("chain-installs");
// Once before counting, so that the environment is there: that is what warm means.
slipway(installs);
const [ours, theirs] = [times(() => slipwayParts(installs).run), times(() => sdk(installs, true).run, 1)];
say("Three Python components that install the SDK, against SubprocessRunner()", [
  `${ours.toFixed(0)} ms against ${theirs.toFixed(0)} ms: ${(theirs / ours).toFixed(1)} times as fast (at least 5)`,
]);

const onTop = pipeline("chain-on-top");
const pairs = Array.from({ length: RUNS + 1 }, () => [slipwayParts(onTop), sdk(onTop, false)]).slice(1);
const ratios = (part) => {
  const [mine, other] = [0, 1].map((side) => median(pairs.map((pair) => pair[side][part])));
  const ratio = median(pairs.map(([one, two]) => one[part] / two[part]));
  return `${mine.toFixed(0)} ms against ${other.toFixed(0)} ms: ratio ${ratio.toFixed(2)} (at most 1)`;
};
say("Ten Python components in a chain that install nothing, against SubprocessRunner(use_venv=False)", [
  `the run alone: ${ratios("run")}`,
  `from the start of the program to its end: ${ratios("whole")}`,
]);

const branches = pipeline("branches");
const wide = times(() => slipwayParts(branches).run, 3);
const serial = times(() => sdk(branches, false).run, 1);
say(`Eight independent components of one second each, on ${availableParallelism()} processors`, [
  `${wide.toFixed(0)} ms against ${serial.toFixed(0)} ms: ${(serial / wide).toFixed(1)} times as fast`,
]);
