// The account of a pipeline's pods with the rights that they use, for `with: [rbac]`: no right is a wildcard.
// https://argo-workflows.readthedocs.io/en/latest/workflow-rbac/
import { type Plan, tasksOf } from "@slipway/compiler";
import { failed, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import { type AccessObject, accessObjects, boundRole, claimRules, grantFor, type Rule } from "@slipway/pod";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";

/** With these Argo's executor tells what came of a pod. */
export const EXECUTOR: Rule = {
  apiGroups: ["argoproj.io"],
  resources: ["workflowtaskresults"],
  verbs: ["create", "patch"],
};

/** With these it is told that no more comes of a pod: packages/runtime/src/program/fail-pending.ts. */
export const RESULTS: readonly Rule[] = [
  { apiGroups: ["argoproj.io"], resources: ["workflowtaskresults"], verbs: ["patch"] },
];

export function accessFor(plan: Plan, options: ResolvedOptions): Result<readonly AccessObject[]> {
  const { serviceAccount, namespace } = options;
  if (!options.with.includes("rbac") || serviceAccount === undefined) return resultOf([], []);
  if (namespace === undefined) return failed([diagnose("no-namespace", [], {})]);
  // A role for each pipeline: several share an account, and one must not take away what another needs.
  const name = toDnsLabel(`slipway-${plan.name}`);
  const own = accessObjects({ account: serviceAccount, namespace, name, rules: [EXECUTOR, ...claimRules(plan)] });
  // Argo's own container runs as the account that a task is granted, too.
  const granted = grantedAccounts(plan, options).filter((account) => account !== serviceAccount);
  const access = { namespace, name: toDnsLabel(`slipway-${plan.name}-granted`), rules: [EXECUTOR] };
  return resultOf([...own, ...(granted.length > 0 ? boundRole(granted, access) : [])], []);
}

function grantedAccounts(plan: Plan, { grants }: ResolvedOptions): readonly string[] {
  const accounts = [...tasksOf(plan)].flatMap((task) => {
    const isUsers = task.kind === "leaf" && task.component.kind === "container";
    return isUsers ? (grantFor(task.id, grants).serviceAccount ?? []) : [];
  });
  return [...new Set(accounts)].sort();
}
