// Retries. Argo tries again whatever ended a pod, an eviction too.
// Source: https://argo-workflows.readthedocs.io/en/latest/retries/
import type { Retry } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import type { LinkedPlan } from "@slipway/pod";
import { diagnose } from "../messages.js";
import { ABILITIES, type ArgoVersion } from "../version.js";
import type { RetryStrategy, Template } from "../workflow.js";

/** Argo takes a whole factor. Versions before 3.7 know no longest delay: there delays grow without a bound. */
export function retryStrategy(retry: Retry | undefined, version: ArgoVersion): Pick<Template, "retryStrategy"> {
  if (!retry || retry.limit === 0) return {};
  const { limit, backoffSeconds, backoffFactor, maxBackoffSeconds } = retry;
  const isBound = maxBackoffSeconds !== undefined && ABILITIES[version].longestDelay;
  const backoff = {
    duration: `${wholeSeconds(backoffSeconds)}s`,
    factor: String(wholeFactor(backoffFactor)),
    ...(isBound && { cap: `${wholeSeconds(maxBackoffSeconds)}s` }),
  };
  const strategy: RetryStrategy = {
    limit: String(limit),
    retryPolicy: "Always",
    ...(backoffSeconds > 0 && { backoff }),
  };
  return { retryStrategy: strategy };
}

/** Factors that Argo takes only nearly. */
export function checkRetries({ tasks }: LinkedPlan): readonly Diagnostic[] {
  const definitions = new Set([...tasks.values()].map(({ definition }) => definition));
  return [...definitions].flatMap(({ name, path, retry }) => {
    if (!retry || retry.limit === 0 || retry.backoffSeconds === 0) return [];
    const { backoffFactor: factor } = retry;
    const whole = wholeFactor(factor);
    const slots = { task: name, factor: String(factor), whole: String(whole) };
    return whole === factor ? [] : [diagnose("whole-factor", [...path, "retryPolicy", "backoffFactor"], slots)];
  });
}

function wholeFactor(factor: number): number {
  return Math.round(factor);
}

function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.round(seconds));
}
