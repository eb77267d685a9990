// What we claim about speed, and against what: ratios of medians in one run. `npm run bench [-- RUNS]`
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pipelineOf } from "./pipeline.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const RUNS = Number(process.argv[2] ?? 7);
const SLIPWAY = here("../packages/cli/bin/slipway.cjs");
/** In memory, where a machine has such a folder: to make the same hundred files took a disk 14 ms, and minutes later 98. */
const MEMORY = "/dev/shm";
const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "slipway-bench-"));

function node(args) {
  const start = performance.now();
  const output = execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return { output, milliseconds: performance.now() - start };
}

const inside = (args) => JSON.parse(node(args).output);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Both in turn, so that a machine that grows slow is slow for both; once before counting. */
function compare(title, ours, theirs, most) {
  const pairs = Array.from({ length: RUNS + 1 }, () => [ours(), theirs()]).slice(1);
  const [a, b] = [median(pairs.map(([one]) => one)), median(pairs.map(([, other]) => other))];
  const ratio = median(pairs.map(([one, other]) => one / other));
  console.log(`${title}\n  ${a.toFixed(1)} against ${b.toFixed(1)}: ratio ${ratio.toFixed(2)} (at most ${most})\n`);
}

const oracle = here("../../shared/oracle/ir");
const files = existsSync(oracle)
  ? readdirSync(oracle).map((file) => join(oracle, file))
  : readdirSync(here("../golden"))
      .map((name) => here(`../golden/${name}/pipeline.yaml`))
      .filter(existsSync);
console.log(`${files.length} pipelines, ${RUNS} runs, Node ${process.version}\n`);

/** A new folder each time: to replace a file costs the disk more than to make one. */
const newFolder = () => mkdtempSync(join(folder, "out-"));

compare(
  "All files: compile, from reading to written files, against yaml's parseAllDocuments alone (ms inside the process)",
  () => inside([here("compile-with-cli.cjs"), ...files, "--to", "kubeflow", "-o", newFolder()]).milliseconds,
  () => inside([here("parse-with-yaml.mjs"), ...files]).milliseconds,
  0.6,
);
compare(
  "All files: the same as whole processes, slipway against one that loads yaml and parses (ms)",
  () => node([SLIPWAY, "compile", ...files, "--to", "kubeflow", "-o", newFolder()]).milliseconds,
  () => node([here("parse-with-yaml.mjs"), ...files]).milliseconds,
  0.6,
);

const oneFile = here("../examples/caching/pipeline.yaml");
compare(
  "One small file, whole process, against node -e 0 (ms)",
  () => node([SLIPWAY, "compile", oneFile, "--to", "kubeflow", "--quiet"]).milliseconds,
  () => node(["-e", "0"]).milliseconds,
  2,
);

const measure = (engine, file, figure) => inside([here("compile-with-library.mjs"), engine, newFolder(), file])[figure];
// Argo's Workflows end where ConfigMaps do.
for (const [engine, count] of [
  ["kubeflow", 10_000],
  ["argo", 4_000],
]) {
  const [large, small] = [count, count / 10].map((tasks) => {
    const file = join(folder, `${tasks}.json`);
    writeFileSync(file, JSON.stringify(pipelineOf(tasks)));
    return file;
  });
  for (const [figure, unit] of [
    ["milliseconds", "ms inside the process"],
    ["megabytes", "peak MB of the process"],
  ]) {
    compare(
      `${count} tasks against ${count / 10}, ${engine} (${unit})`,
      () => measure(engine, large, figure),
      () => measure(engine, small, figure),
      12,
    );
  }
}
rmSync(folder, { recursive: true });
