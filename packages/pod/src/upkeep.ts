// What is applied once to a namespace, and sees to the pods and the store of all pipelines in it: option `with`. Each is a
// CronJob with an account of its own, which no pod of a task gets.
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { type AccessObject, accessObjects, type Rule } from "./access.js";
import { lowerCleanup } from "./cleanup.js";
import { type CronJob, ownCronJob } from "./cron-job.js";
import { diagnose } from "./messages.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { bareContainer } from "./program-container.js";

/** Words of the option `with`. */
export const UPKEEP = ["cleanup", "pending-timeout"] as const;

export type Upkeep = (typeof UPKEEP)[number];

export type UpkeepObject = AccessObject | CronJob;

type Asked = {
  readonly with: readonly string[];
  /** Named in messages. */
  readonly backend: string;
  /** What it says where rights are to be given and no namespace is named. */
  readonly noNamespace: Diagnostic;
  /** What ending a pod asks of the engine besides. */
  readonly rules: readonly Rule[];
};

/**
 * @example
 * lowerUpkeep({ with: ["cleanup"], backend: "argo", noNamespace, rules: [] }, options); // a ServiceAccount and a CronJob
 */
export function lowerUpkeep(asked: Asked, options: ResolvedPodOptions): Result<readonly UpkeepObject[]> {
  const cleanup = asked.with.includes("cleanup") ? lowerCleanup(options) : resultOf([], []);
  const pending = lowerPendingTimeout(asked, options);
  if (!cleanup.ok || !pending.ok) return failed([cleanup, pending].flatMap(diagnosticsOf));
  return resultOf([...cleanup.value, ...pending.value], [...cleanup.warnings, ...pending.warnings]);
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

/** One for a namespace, whichever pipelines are in it. */
const NAME = "slipway-pending-timeout";
const RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  { apiGroups: [""], resources: ["pods/status"], verbs: ["patch"] },
];
const MINUTE = 60;

function lowerPendingTimeout(
  { with: extras, backend, noNamespace, rules }: Asked,
  options: ResolvedPodOptions,
): Result<readonly UpkeepObject[]> {
  const { namespace, pendingTimeout } = options;
  const path = [backend, "pendingTimeout"];
  if (!extras.includes("pending-timeout")) {
    const isUnwatched = pendingTimeout !== undefined;
    return resultOf([], isUnwatched ? [diagnose("pending-timeout-unwatched", path, { limit: pendingTimeout })] : []);
  }
  if (namespace === undefined) return failed([noNamespace]);
  const { env: _, ...container } = bareContainer("pending-timeout", ["fail-pending"], [], options);
  const job = ownCronJob(
    {
      ...{ name: NAME, schedule: "* * * * *", startWithinSeconds: MINUTE, longestSeconds: MINUTE },
      ...{ keptSeconds: 5 * MINUTE, account: NAME, hasToken: true },
      ...{ container, volumes: [] },
    },
    options,
  );
  return resultOf(
    [...accessObjects({ account: NAME, namespace, name: NAME, rules: [...RULES, ...rules] }), job],
    pendingTimeout === undefined ? [diagnose("pending-timeout-without-limit", path, { backend })] : [],
  );
}
