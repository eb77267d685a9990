// dsl.PipelineTaskFinalStatus: how a task, or all that a DAG holds, has ended. No engine is asked: the outline and what
// the store has of the run tell it, by the rules of outcome.ts.
// https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/control-flow/#exit-handling-dslexithandler
import type { JsonObject } from "@slipway/ir";
import { type OutlineTask, pathSegment, type Source, taskPath } from "@slipway/pod";
import { forEachParallel } from "@slipway/store";
import type { RunContext } from "./context.js";
import { runKey } from "./context.js";
import { readJson } from "./json-object.js";
import type { DecisionRecord, ErrorRecord, TaskRecord } from "./record.js";
import type { Scope } from "./scope.js";
import { factsOf, seeTasks } from "./view-tasks.js";

type FinalStatus = Extract<Source, { readonly kind: "final-status" }>;

/**
 * As Kubeflow's driver writes it: `COMPLETE` or `FAILED`, with the message of the task that failed first. A task that was
 * skipped is complete; one that never ran, or not to its end, failed.
 */
export async function finalStatus(
  { task, name }: FinalStatus,
  { iterations }: Scope,
  context: RunContext,
): Promise<JsonObject> {
  const { state, error } = await endOf(task, taskPath(task, iterations), context);
  return {
    state,
    error: error ?? {},
    pipelineJobResourceName: context.run.resourceName,
    pipelineTaskName: name,
  };
}

type End = {
  readonly state: "COMPLETE" | "FAILED";
  readonly error?: { readonly code: number; readonly message: string };
};

/** Whoever asks comes after the task, so nothing more of it begins. */
async function endOf(task: string, path: string, context: RunContext): Promise<End> {
  const siblings = siblingsOf(task, context.run.outline.tasks);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const own = await readBelow([path], context);
  const isBegun = own.records.length + own.decisions.length > 0;
  // Why a task left nothing is told by those before it.
  const tasks = isBegun ? siblings.slice(-1) : siblings;
  const found = isBegun
    ? own
    : await readBelow(
        tasks.map((one) => `${folder}${pathSegment(one.name)}`),
        context,
      );
  const seen = seeTasks(tasks, folder, factsOf(context.run, found.records, found.decisions, true));
  const outcome = seen.at(-1)?.outcome ?? "NOT_RUN";
  if (outcome === "SUCCEEDED" || outcome === "SKIPPED") return { state: "COMPLETE" };
  const cause = firstFailure(found);
  const reason = cause && `task "${cause.path}" failed: ${cause.error.message}`;
  const didNotRun = `task "${path}" did not run${isBegun ? " to its end" : ""}`;
  const message = isBegun ? (reason ?? didNotRun) : `${didNotRun}${reason === undefined ? "" : `, since ${reason}`}`;
  return { state: "FAILED", error: { code: cause?.error.exitCode ?? 1, message } };
}

/** A task and all that it depends on, itself the last. */
function siblingsOf(task: string, outline: readonly OutlineTask[]): readonly OutlineTask[] {
  const names = task.split("/");
  const last = names.pop();
  const dag = names.reduce((tasks, name) => tasks.find((one) => one.name === name)?.tasks ?? [], outline);
  const needed = new Set([last]);
  const before: OutlineTask[] = [];
  for (const one of dag.toReversed()) {
    if (!needed.has(one.name)) continue;
    before.unshift(one);
    for (const dependency of one.dependencies) needed.add(dependency);
  }
  return before;
}

type Left = { readonly records: readonly TaskRecord[]; readonly decisions: readonly DecisionRecord[] };

const AT_ONCE = 32;

async function readBelow(paths: readonly string[], { store, run }: RunContext): Promise<Left> {
  const root = runKey(run);
  const records: TaskRecord[] = [];
  const decisions: DecisionRecord[] = [];
  async function* keys() {
    for (const path of paths) for await (const { key } of store.list(`${root}/${path}`)) yield key;
  }
  // A file of such a name may also lie in an artifact that is a folder.
  const readIfOurs = async <T extends { readonly path: string }>(key: string, file: string): Promise<T | undefined> => {
    const read = await readJson<T | null>(store, key).catch(unlessBroken);
    return read?.value && key === `${root}/${read.value.path}/${file}` ? read.value : undefined;
  };
  await forEachParallel(keys(), AT_ONCE, async (key) => {
    if (key.endsWith("/task.json")) {
      const record = await readIfOurs<TaskRecord>(key, "task.json");
      if (record) records.push(record);
    } else if (key.endsWith("/decision.json")) {
      const decision = await readIfOurs<DecisionRecord>(key, "decision.json");
      if (decision) decisions.push(decision);
    }
  });
  return { records, decisions };
}

function unlessBroken(error: unknown): undefined {
  if (!(error instanceof SyntaxError)) throw error;
}

function firstFailure({
  records,
  decisions,
}: Left): { readonly path: string; readonly error: ErrorRecord } | undefined {
  const [record] = records
    .filter(({ state }) => state === "FAILED" || state === "CANCELLED")
    .sort((a, b) => (a.end < b.end ? -1 : 1));
  if (record) return { path: record.path, error: record.error ?? { message: "no reason is known" } };
  // What is known of a DAG has no time.
  const [decision] = decisions.toSorted((a, b) => (a.path < b.path ? -1 : 1)).filter(({ error }) => error);
  return decision?.error && { path: decision.path, error: decision.error };
}
