// Records in the store: read whole, written whole, and never a success replaced by a failure.
import { type Iterations, taskPath } from "@slipway/pod";
import { type RunContext, runKey } from "./context.js";
import { jsonBytes, readJson } from "./json-object.js";
import type { DecisionRecord, RunRecord, TaskRecord, TaskState } from "./record.js";

const GOOD: readonly TaskState[] = ["SUCCEEDED", "CACHED"];

export function isGood(state: TaskState): boolean {
  return GOOD.includes(state);
}

function recordKey({ run }: RunContext, path: string): string {
  return `${runKey(run)}/${path}/task.json`;
}

/** What a task did, or undefined when it has not ended. */
export async function readRecord(context: RunContext, path: string): Promise<TaskRecord | undefined> {
  return (await readJson<TaskRecord>(context.store, recordKey(context, path)))?.value;
}

/**
 * Writes a record, which is the moment at which a task has ended. One that says that it went well stays: then that is
 * what is given back, and nothing is written. Any other is replaced.
 */
export async function commitRecord(context: RunContext, record: TaskRecord): Promise<TaskRecord> {
  const key = recordKey(context, record.path);
  const bytes = jsonBytes(record);
  for (;;) {
    if (await context.store.putIfAbsent(key, bytes)) return record;
    const there = await readJson<TaskRecord>(context.store, key);
    if (!there) continue;
    if (isGood(there.value.state)) return there.value;
    if (await context.store.replace(key, bytes, there.version)) return record;
  }
}

function decisionKey({ run }: RunContext, path: string): string {
  return `${runKey(run)}/${path}/decision.json`;
}

/** What was found out about a DAG or a loop, or undefined while nobody has said. */
export async function readDecision(context: RunContext, path: string): Promise<DecisionRecord | undefined> {
  return (await readJson<DecisionRecord>(context.store, decisionKey(context, path)))?.value;
}

/**
 * Says what was found out about a DAG at run time. The same is found out by everyone, so the first who writes is right;
 * but what could not be told then may be told when it is tried again, and of a loop that was counted somebody else may find
 * out that it does not run.
 */
export async function writeDecision(
  context: RunContext,
  task: string,
  iterations: Iterations,
  found: Pick<DecisionRecord, "skipped" | "count" | "error">,
): Promise<void> {
  const path = taskPath(task, iterations);
  const record: DecisionRecord = { version: 1, path, task, iterations, ...found };
  const [key, bytes] = [decisionKey(context, path), jsonBytes(record)];
  if (await context.store.putIfAbsent(key, bytes)) return;
  const there = await readJson<DecisionRecord>(context.store, key);
  const isNews = (there?.value.error && !found.error) || (found.skipped && !there?.value.skipped);
  if (there && isNews) await context.store.replace(key, bytes, there.version);
}

/** Says that a run has begun. Every driver may say so; the first is heard. */
export async function writeRun({ store }: Pick<RunContext, "store">, run: RunRecord): Promise<void> {
  await store.putIfAbsent(`${runKey(run)}/run.json`, jsonBytes(run));
}

/** What was said first. */
export async function readRun({ store, run }: Pick<RunContext, "store" | "run">): Promise<RunRecord | undefined> {
  return (await readJson<RunRecord>(store, `${runKey(run)}/run.json`))?.value;
}
