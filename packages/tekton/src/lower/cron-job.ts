// A schedule → a CronJob for each of its times, whose small pod starts a run, and an account that may do that and no more. What
// a CronJob does not know (a start, an end, a run that goes on) the pod sees to.
// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
import type { Plan } from "@slipway/compiler";
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import {
  type AccessObject,
  accessObjects,
  bareContainer,
  type CronJob,
  type JobPod,
  podLabels,
  type Rule,
  readSchedule,
  type Schedule,
  type StartDescription,
} from "@slipway/pod";
import { inertJson } from "../expression.js";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";
import type { Pipeline, ReferringRun } from "../pipeline-run.js";

export function cronJobs(
  run: ReferringRun,
  pipeline: Pipeline,
  plan: Plan,
  options: ResolvedOptions,
): Result<readonly (AccessObject | CronJob)[]> {
  const { namespace } = options;
  const read = options.schedule ? readSchedule(options.schedule) : failed([diagnose("no-schedule", [], {})]);
  const problems = [
    ...(read.ok ? [] : read.diagnostics),
    ...(namespace === undefined ? [diagnose("no-namespace", [], {})] : []),
    ...withoutValue(run, pipeline, plan),
  ];
  if (!read.ok || namespace === undefined || problems.length > 0) return failed(problems);
  const schedule = read.value;
  const { name } = pipeline.metadata;
  const account = toDnsLabel(`${name}-starter`);
  const rules = rulesFor(schedule);
  const description = describeStart(run, { schedule, name, namespace });
  const told = inertJson(description);
  if (told.length > MOST_TOLD) {
    const size = String(told.length);
    return failed([diagnose("too-large", [], { where: "its CronJob", size, most: String(MOST_TOLD) })]);
  }
  const pod = jobPod(told, account, options);
  // A queue is for what needs resources: whoever waits in one there would start runs late.
  const { labels, annotations } = options.pods ?? {};
  const metadata = {
    labels: { ...labels, ...podLabels(plan, options, {}) },
    ...(annotations && { annotations }),
  };
  const jobs = schedule.crons.map((cron, index): CronJob => {
    const named = index === 0 ? name : toDnsLabel(`${name}-${index + 1}`, LONGEST_NAME);
    return cronJob(cron, schedule, { name: named, namespace }, { metadata, spec: pod });
  });
  return resultOf([...accessObjects({ account, namespace, name: account, rules }), ...jobs], []);
}

/** Kubernetes adds eleven characters to it. */
const LONGEST_NAME = 52;

/**
 * A time that was missed is made up for, however late, unless something is said; and one of less than ten seconds may never come.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline
 */
const LATEST_SECONDS = 60;
const JOB_SECONDS = 600;

/** Of one argument of a program. Source: https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN) */
const MOST_TOLD = 100_000;

function cronJob(
  cron: string,
  { timeZone, suspend, catchUpSeconds }: Schedule,
  metadata: CronJob["metadata"],
  template: CronJob["spec"]["jobTemplate"]["spec"]["template"],
): CronJob {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata,
    spec: {
      schedule: cron,
      ...(timeZone !== undefined && { timeZone }),
      concurrencyPolicy: "Forbid",
      ...(suspend && { suspend }),
      startingDeadlineSeconds: Math.max(catchUpSeconds ?? 0, LATEST_SECONDS),
      jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: JOB_SECONDS, template } },
    },
  };
}

function jobPod(told: string, account: string, options: ResolvedOptions): JobPod {
  const { imagePullSecrets = [], pods = {} } = options;
  const job = { name: "SLIPWAY_JOB", valueFrom: { fieldRef: { fieldPath: "metadata.labels['job-name']" } } };
  return {
    serviceAccountName: account,
    restartPolicy: "Never",
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(pods.priorityClass !== undefined && { priorityClassName: pods.priorityClass }),
    ...(pods.scheduler !== undefined && { schedulerName: pods.scheduler }),
    containers: [bareContainer("start", ["start", "--", told], [job], options)],
  };
}

type Named = { readonly schedule: Schedule; readonly name: string; readonly namespace: string };

/** Tekton runs what stands under `finally` when a run is ended. */
const ENDING = { spec: { status: "CancelledRunFinally" } };

function describeStart(run: ReferringRun, { schedule, name, namespace }: Named): StartDescription {
  const { start, end, concurrency, keepSucceeded, keepFailed } = schedule;
  return {
    run,
    path: `/apis/tekton.dev/v1/namespaces/${namespace}/pipelineruns`,
    schedule: name,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    concurrency,
    ending: ENDING,
    ...(keepSucceeded !== undefined && { keepSucceeded }),
    ...(keepFailed !== undefined && { keepFailed }),
  };
}

/** What this schedule asks of the API server, and no more. */
function rulesFor({ concurrency, keepSucceeded, keepFailed }: Schedule): readonly Rule[] {
  const isKept = keepSucceeded !== undefined || keepFailed !== undefined;
  const verbs = [
    "create",
    ...(isKept ? ["delete"] : []),
    ...(isKept || concurrency !== "allow" ? ["list"] : []),
    ...(concurrency === "replace" ? ["patch"] : []),
  ];
  return [{ apiGroups: ["tekton.dev"], resources: ["pipelineruns"], verbs }];
}

/** Nobody is asked when it is time. */
function withoutValue({ spec }: ReferringRun, pipeline: Pipeline, { parameters }: Plan): readonly Diagnostic[] {
  const given = new Set((spec.params ?? []).map(({ name }) => name));
  const lacking = (pipeline.spec.params ?? []).filter((param) => param.default === undefined && !given.has(param.name));
  return lacking.map(({ name }) =>
    diagnose("cron-without-value", parameters.get(name)?.path ?? [], { parameter: name }),
  );
}
