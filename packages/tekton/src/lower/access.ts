// The account of a pipeline's pods with the rights that they use, for `with: [rbac]`: no right is a wildcard. Tekton itself
// reads what pods say as they end, so most pipelines need none.
import type { Plan } from "@slipway/compiler";
import { failed, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import { type AccessObject, accessObjects, claimRules } from "@slipway/pod";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";

export function accessFor(plan: Plan, options: ResolvedOptions): Result<readonly AccessObject[]> {
  const { serviceAccount, namespace } = options;
  if (!options.with.includes("rbac") || serviceAccount === undefined) return resultOf([], []);
  if (namespace === undefined) return failed([diagnose("no-namespace", [], {})]);
  // A role for each pipeline: several share an account, and one must not take away what another needs.
  const name = toDnsLabel(`slipway-${plan.name}`);
  return resultOf(accessObjects({ account: serviceAccount, namespace, name, rules: claimRules(plan) }), []);
}
