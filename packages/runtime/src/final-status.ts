// dsl.PipelineTaskFinalStatus: how a task, or all that a DAG holds, has ended.
// https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/control-flow/#exit-handling-dslexithandler
import type { JsonObject } from "@slipway/ir";
import { type Source, taskPath } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { runKey } from "./context.js";
import { readJson } from "./json-object.js";
import type { TaskRecord } from "./record.js";
import type { Scope } from "./scope.js";

type FinalStatus = Extract<Source, { readonly kind: "final-status" }>;

/** As Kubeflow's driver writes it: `COMPLETE` or `FAILED`, with the message of the task that failed first. */
export async function finalStatus(
  { task, name }: FinalStatus,
  { iterations }: Scope,
  context: RunContext,
): Promise<JsonObject> {
  const failures: TaskRecord[] = [];
  for await (const record of recordsBelow(taskPath(task, iterations), context)) {
    if (record.state === "FAILED" || record.state === "CANCELLED") failures.push(record);
  }
  const [first] = failures.sort((a, b) => (a.end < b.end ? -1 : 1));
  const error = first && {
    code: first.error?.exitCode ?? 1,
    message: `task "${first.path}" failed: ${first.error?.message ?? "no reason is known"}`,
  };
  return {
    state: first ? "FAILED" : "COMPLETE",
    error: error ?? {},
    pipelineJobResourceName: context.run.resourceName,
    pipelineTaskName: name,
  };
}

async function* recordsBelow(path: string, { store, run }: RunContext): AsyncGenerator<TaskRecord> {
  const root = runKey(run);
  for await (const { key } of store.list(`${root}/${path}`)) {
    if (!key.endsWith("/task.json")) continue;
    // A file of that name may also lie in an artifact that is a folder.
    const record = await readJson<Partial<TaskRecord>>(store, key).catch(unlessBroken);
    if (record && key === `${root}/${record.value.path}/task.json`) yield record.value as TaskRecord;
  }
}

function unlessBroken(error: unknown): undefined {
  if (!(error instanceof SyntaxError)) throw error;
}
