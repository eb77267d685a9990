// What stands for the run and the task in `{{$.pipeline_job_name}}` and its like.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/__init__.py
import type { Invocation } from "@slipway/pod";
import { type RunContext, runUri } from "./context.js";

/** By placeholder, without its braces. */
export type RunValues = Readonly<Record<string, string>>;

/** @param task what its DAG calls it; @param path its place in the run */
export function runValues({ name }: Pick<Invocation, "name">, path: string, context: RunContext): RunValues {
  const { run } = context;
  return {
    pipeline_job_name: run.displayName,
    pipeline_job_resource_name: run.resourceName,
    pipeline_job_uuid: run.id,
    pipeline_task_name: name,
    // Kubeflow gives the id of the DAG around the task, the same for all tasks in it. This tells them apart.
    pipeline_task_uuid: `${run.id}/${path}`,
    pipeline_job_create_time_utc: inSeconds(run.start),
    pipeline_job_schedule_time_utc: inSeconds(run.schedule ?? run.start),
    pipeline_root: runUri(context),
  };
}

/** As Kubeflow writes times, for code that parses them. */
function inSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
