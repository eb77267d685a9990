// dsl.PipelineTaskFinalStatus: how a task, or all that a DAG holds, has ended. No engine is asked: the outline and what
// the store has of the run tell it, by the rules of outcome.ts.
// https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/control-flow/#exit-handling-dslexithandler
import type { JsonObject } from "@slipway/ir";
import { pathSegment, type Source, taskPath } from "@slipway/pod";
import type { RunContext } from "./context.js";
import { siblingsOf } from "./ground.js";
import { type Left, readLeft } from "./left.js";
import type { ErrorRecord } from "./record.js";
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
  const own = await readLeft([path], context);
  const isBegun = own.records.length + own.decisions.length > 0;
  // Why a task left nothing is told by those before it.
  const tasks = isBegun ? siblings.slice(-1) : siblings;
  const found = isBegun
    ? own
    : await readLeft(
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

/** The record that tells of the first failure, else a decision that could not be made. */
export function firstFailure({
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
