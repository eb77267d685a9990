// What a cluster must have for a Workflow of ours: docs/argo.md says the same to people.
import type { EngineNeeds, Need, Plan } from "@slipway/compiler";
import { claimRules } from "@slipway/pod";
import { CONFIG_MAP, SHARE_OF_MANIFEST, WORKFLOW } from "./limits.js";
import { EXECUTOR } from "./lower/access.js";
import type { ArgoOptions } from "./options.js";
import { USUAL_VERSION } from "./version.js";

export function needsOf(plan: Plan, { version = USUAL_VERSION, size = {}, pods = {} }: ArgoOptions): EngineNeeds {
  const workflow = Math.floor((size.workflow ?? WORKFLOW) * SHARE_OF_MANIFEST);
  const flags: readonly (Need | false)[] = [
    size.offload === true && {
      kind: "flag",
      text: "nodeStatusOffLoad of the controller",
      reason: "the status of a run may be larger than an object",
    },
    size.workflow !== undefined && {
      kind: "flag",
      text: `MAX_WORKFLOW_SIZE=${size.workflow} of the controller`,
      reason: "argo.size.workflow says so",
    },
    pods.queue !== undefined && {
      kind: "flag",
      text: "Kueue with its integration of pods",
      reason: "pods.queue is set",
    },
  ];
  return {
    things: [{ kind: "version", text: `Argo Workflows ${version} or later` }, ...flags.filter((one) => one !== false)],
    rules: [EXECUTOR, ...claimRules(plan)],
    limits: { Workflow: workflow, WorkflowTemplate: workflow, CronWorkflow: workflow, ConfigMap: CONFIG_MAP },
  };
}
