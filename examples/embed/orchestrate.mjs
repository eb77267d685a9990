// A small orchestrator of its own: node orchestrate.mjs pipeline.yaml FOLDER ['{"name": "value"}']
// It decides what runs when. Workers, which are other processes, take jobs from its queue; worker.mjs is one of them.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkSupport, FEATURES, planPipeline } from "@slipway/compiler";
import { locate, renderDiagnostic } from "@slipway/ir";
import { beginRun } from "@slipway/local";
import { backoffSeconds, linkPlan, taskPath } from "@slipway/pod";
import { countItems, decideGuard, groundOf, outcomeOf, writeDecision, writeRun } from "@slipway/runtime";
import { fileUri, openStore } from "@slipway/store";

const [file, folder, parameters = "{}"] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const planned = planPipeline(text, JSON.parse(parameters));
if (!planned.ok) refuse(planned.diagnostics);
const { plan, source } = planned.value;
// Whatever else a pipeline asks for is refused before anything runs: limits of loops, Secrets, volumes, GPUs …
const DONE =
  `container importer importer-condition nested-pipeline condition parameter-iterator artifact-iterator collected
  one-of upstream-completed upstream-completed-only final-status retry cache-key expression-selector artifact-list
  embedded-default literals`.split(/\s+/);
const other = { unsupported: "this orchestrator does not do it" };
const stances = Object.keys(FEATURES).map((feature) => [feature, DONE.includes(feature) ? "supported" : other]);
const supported = checkSupport(plan, { name: "queue", support: Object.fromEntries(stances) });
if (!supported.ok) refuse(locate(supported.diagnostics, source));

const linked = linkPlan(plan);
const start = new Date().toISOString();
const run = beginRun(plan, { id: start.replace(/\W/g, "").toLowerCase(), start, engine: "queue" });
const uri = fileUri(resolve(folder));
const context = { run, store: await openStore(uri), open: openStore, now: Date.now };
await writeRun(context, run);
const queue = openQueue(availableParallelism());
const outcome = await runDag(plan.root, {});
queue.close();
console.log(`${run.id} ${outcome}`);
process.exitCode = outcome === "SUCCEEDED" ? 0 : 1;

/** What is wrong with the pipeline, or what this orchestrator cannot do, each with its line. */
function refuse(diagnostics) {
  for (const one of diagnostics) console.error(renderDiagnostic(one, { file, text }));
  process.exit(1);
}

/** Each task when those before it have ended: the rules are those of every engine. */
async function runDag(dag, iterations) {
  const ends = new Map();
  for (const [name, task] of dag.tasks) {
    const { dependencies, settingsFrom, trigger } = task.definition;
    const before = [...dependencies, ...settingsFrom].flatMap((one) => ends.get(one) ?? []);
    const ground = Promise.all(before).then((outcomes) => groundOf(trigger, outcomes));
    const end = ground.then((found) => (found === "open" ? runTask(task, iterations) : found));
    ends.set(name, end);
  }
  return outcomeOf(await Promise.all(ends.values()));
}

/** Conditions and loops of DAGs are decided here; a task's own condition is its worker's affair. */
async function runTask(task, iterations) {
  const loop = linked.loopOf(task);
  if (task.kind === "leaf" && !loop) return runLeaf(task, iterations);
  const decide = (decision) => writeDecision(context, task.id, iterations, decision);
  const fail = (message) => decide({ error: { message } }).then(() => "FAILED");
  const scopeOf = (sources) => ({ ...linked.contextOf(sources), iterations });
  const guard = linked.guardOf(task);
  if (guard) {
    const bound = [...Object.values(guard.parameters), ...Object.values(guard.artifacts)];
    const verdict = await decideGuard(guard, scopeOf(bound.map(({ from }) => from)), context);
    if (!verdict.ok) return fail(verdict.reason);
    if (!verdict.value) return decide({ skipped: true }).then(() => "SKIPPED");
  }
  const once = (inside) => (task.kind === "dag" ? runDag(task.dag, inside) : runLeaf(task, inside));
  if (!loop) return once(iterations);
  const count = await countItems(task.id, scopeOf([{ kind: "loop-item", loop: task.id }, loop.items]), context);
  if (!count.ok) return fail(count.reason);
  await decide({ count: count.value });
  const all = Array.from({ length: count.value }, (_, index) => once({ ...iterations, [task.id]: index }));
  return outcomeOf(await Promise.all(all));
}

async function runLeaf(task, iterations) {
  const invocation = linked.invocationOf(task);
  for (let retry = 0; ; retry += 1) {
    const state = await queue.put({ invocation, iterations, retry });
    console.log(`${taskPath(task.id, iterations)} ${state}`);
    if (state === "CACHED") return "SUCCEEDED";
    if (state !== "FAILED" || retry >= (invocation.retry?.limit ?? 0)) return state;
    await sleep(backoffSeconds(invocation.retry, retry + 1) * 1000);
  }
}

/** Jobs are JSON, so they could as well go over a network: a worker needs the run, the store and one invocation. */
function openQueue(size) {
  const waiting = [];
  const workers = Array.from({ length: size }, () => fork(new URL("worker.mjs", import.meta.url)));
  const idle = [...workers];
  const next = () => {
    if (idle.length === 0 || waiting.length === 0) return;
    const [worker, { job, done }] = [idle.pop(), waiting.shift()];
    worker.once("message", (state) => done(state, next(idle.push(worker))));
    worker.send({ ...job, run, uri });
  };
  const put = (job) => new Promise((done) => next(waiting.push({ job, done })));
  return { put, close: () => workers.map((worker) => worker.disconnect()) };
}
