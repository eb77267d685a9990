// Retries: which policy a task has, and how its values reach the template that retries.
import type { Component, DagComponent, Plan } from "@slipway/compiler";
import type { RetryPolicy } from "@slipway/ir";
import { inputParameter } from "../expression.js";
import type { Parameter, RetryStrategy } from "../workflow.js";
import { rootOf } from "./context.js";

/** The policies of the tasks of each DAG component, by component and task. */
export type RetryPolicies = ReadonlyMap<DagComponent, ReadonlyMap<string, RetryPolicy>>;

/**
 * A task of a DAG inherits the policy of the task that uses the DAG. A DAG that several tasks use is written once, so
 * the first of them counts, depth first in order of name, as in Kubeflow's compiler.
 * Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/visitor.go
 */
export function retryPolicies(plan: Plan): RetryPolicies {
  const policies = new Map<DagComponent, ReadonlyMap<string, RetryPolicy>>();
  const visit = (component: Component, inherited: RetryPolicy | undefined): void => {
    if (component.kind !== "dag" || policies.has(component)) return;
    const own = policiesOf(component, inherited);
    policies.set(component, own);
    for (const task of component.tasks.values()) visit(task.component, own.get(task.name));
  };
  visit(rootOf(plan), undefined);
  return policies;
}

function policiesOf({ tasks }: DagComponent, inherited: RetryPolicy | undefined): ReadonlyMap<string, RetryPolicy> {
  const policies = [...tasks.values()].flatMap(({ name, spec }) => {
    const policy = spec.retryPolicy ?? inherited;
    return policy ? [[name, policy] as const] : [];
  });
  return new Map(policies);
}

const NAMES = [
  "retry-max-count",
  "retry-backoff-duration",
  "retry-backoff-factor",
  "retry-backoff-max-duration",
] as const;

export function retryParameters(policy: RetryPolicy | undefined): readonly Parameter[] {
  return policy ? NAMES.map((name) => ({ name })) : [];
}

/** The values of one task. A duration that is not given is left to the template's default. */
export function retryArguments(policy: RetryPolicy | undefined): readonly Parameter[] {
  if (!policy) return [];
  const values = [
    String(policy.maxRetryCount ?? 0),
    policy.backoffDuration === undefined ? undefined : wholeSeconds(policy.backoffDuration),
    goFloat(policy.backoffFactor ?? 0),
    policy.backoffMaxDuration === undefined ? undefined : wholeSeconds(policy.backoffMaxDuration),
  ];
  return NAMES.flatMap((name, i) => {
    const value = values[i];
    return value === undefined ? [] : [{ name, value }];
  });
}

export const retryStrategy: RetryStrategy = {
  limit: inputParameter("retry-max-count"),
  backoff: {
    duration: inputParameter("retry-backoff-duration"),
    factor: inputParameter("retry-backoff-factor"),
    maxDuration: inputParameter("retry-backoff-max-duration"),
  },
};

function wholeSeconds(duration: string): string {
  return duration.replace(/(?:\.[0-9]+)?s$/, "").replace(/^-0$/, "0");
}

/** A float as Go's `%v` prints it: with an exponent, of two digits at least, below 1e-4 and from 1e6 on. */
function goFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
