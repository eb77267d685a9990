// A schedule → a CronWorkflow. https://argo-workflows.readthedocs.io/en/latest/cron-workflows/
import type { Plan } from "@slipway/compiler";
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { readSchedule, type Schedule } from "@slipway/pod";
import { between } from "../expression.js";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";
import { ABILITIES } from "../version.js";
import type { CronWorkflow, NamedMetadata, WorkflowSpec } from "../workflow.js";

type Parts = {
  readonly plan: Plan;
  readonly options: ResolvedOptions;
  readonly metadata: NamedMetadata;
  readonly spec: WorkflowSpec;
};

export function cronWorkflow({ plan, options, metadata, spec }: Parts): Result<readonly CronWorkflow[]> {
  if (!options.schedule) return failed([diagnose("no-schedule", [], {})]);
  const read = readSchedule(options.schedule);
  if (!read.ok) return read;
  const schedule = read.value;
  const problems = [...beyondVersion(schedule, options), ...withoutValue(spec, plan)];
  if (problems.length > 0) return failed(problems);
  return resultOf(
    [{ apiVersion: API_VERSION, kind: "CronWorkflow", metadata, spec: specOf(schedule, options, spec) }],
    [],
  );
}

const API_VERSION = "argoproj.io/v1alpha1";

const POLICIES = { allow: "Allow", forbid: "Forbid", replace: "Replace" } as const;

function specOf(schedule: Schedule, { version }: ResolvedOptions, workflowSpec: WorkflowSpec): CronWorkflow["spec"] {
  const { crons, timeZone, start, end, concurrency, catchUpSeconds, suspend, keepSucceeded, keepFailed } = schedule;
  const [first = ""] = crons;
  return {
    ...(ABILITIES[version].schedules ? { schedules: crons } : { schedule: first }),
    ...(timeZone !== undefined && { timezone: timeZone }),
    ...((start ?? end) !== undefined && { when: between(schedule) }),
    concurrencyPolicy: POLICIES[concurrency],
    ...(suspend && { suspend }),
    ...(catchUpSeconds !== undefined && { startingDeadlineSeconds: catchUpSeconds }),
    ...(keepSucceeded !== undefined && { successfulJobsHistoryLimit: keepSucceeded }),
    ...(keepFailed !== undefined && { failedJobsHistoryLimit: keepFailed }),
    workflowSpec,
  };
}

function beyondVersion({ crons, start, end }: Schedule, { version }: ResolvedOptions): readonly Diagnostic[] {
  const { schedules, scheduleCondition } = ABILITIES[version];
  const lacks = (feature: string) => diagnose("version-lacks", [], { version, feature, since: "3.6" });
  return [
    ...(crons.length > 1 && !schedules ? [lacks("a schedule of several times")] : []),
    ...((start ?? end) !== undefined && !scheduleCondition ? [lacks("a schedule with a start or an end")] : []),
  ];
}

/** Argo asks nobody when it is time. */
function withoutValue({ arguments: given }: WorkflowSpec, { parameters }: Plan): readonly Diagnostic[] {
  const lacking = (given?.parameters ?? []).filter(({ value }) => value === undefined);
  return lacking.map(({ name }) =>
    diagnose("cron-without-value", parameters.get(name)?.path ?? [], { parameter: name }),
  );
}
