// Retries. Argo tries again whatever ended a pod, an eviction too.
// Source: https://argo-workflows.readthedocs.io/en/latest/retries/
import type { Retry } from "@slipway/compiler";
import type { RetryStrategy, Template } from "../workflow.js";

export function retryStrategy(retry: Retry | undefined): Pick<Template, "retryStrategy"> {
  if (!retry || retry.limit === 0) return {};
  const { limit, backoffSeconds, backoffFactor } = retry;
  const backoff = { duration: `${wholeSeconds(backoffSeconds)}s`, factor: String(Math.round(backoffFactor)) };
  const strategy: RetryStrategy = {
    limit: String(limit),
    retryPolicy: "Always",
    ...(backoffSeconds > 0 && { backoff }),
  };
  return { retryStrategy: strategy };
}

function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.round(seconds));
}
