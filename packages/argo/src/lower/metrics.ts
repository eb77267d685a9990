// Argo's own metrics of runs and tasks: how long, and how they ended. Labels are names of the pipeline's alone, so that their
// number is bounded; no id of a run, no text of a user besides.
// https://argo-workflows.readthedocs.io/en/latest/metrics/
import type { Plan } from "@slipway/compiler";
import { RUN_SECONDS, STATUS, TASK_ID, TASK_SECONDS, TASK_STATUS, withoutReferences } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Metrics } from "../workflow.js";

/** Seconds. Argo counts how many took at most as long. */
const BUCKETS = [1, 5, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400];

export function runMetrics(plan: Plan, { metrics }: ResolvedOptions): { readonly metrics?: Metrics } {
  const labels = [label("pipeline", withoutReferences(plan.name)), label("state", STATUS)];
  return metrics ? histogram("slipway_run_seconds", "How long runs of a pipeline took.", labels, RUN_SECONDS) : {};
}

/** Of the template of a task's pods, which several tasks may share: each is told by its id. */
export function taskMetrics(plan: Plan, { metrics }: ResolvedOptions): { readonly metrics?: Metrics } {
  const ofTask = [label("task", TASK_ID), label("state", TASK_STATUS)];
  const labels = [label("pipeline", withoutReferences(plan.name)), ...ofTask];
  return metrics ? histogram("slipway_task_seconds", "How long tasks of a pipeline took.", labels, TASK_SECONDS) : {};
}

type Label = { readonly key: string; readonly value: string };

function label(key: string, value: string): Label {
  return { key, value };
}

function histogram(name: string, help: string, labels: readonly Label[], value: string): { readonly metrics: Metrics } {
  return { metrics: { prometheus: [{ name, help, labels, histogram: { value, buckets: BUCKETS } }] } };
}
