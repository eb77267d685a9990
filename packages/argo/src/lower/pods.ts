// What all pods of a Workflow have, which Argo takes once for all of them.
// https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec
import { commonLabels, RESTRICTED_CONTAINER, RESTRICTED_POD } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { WorkflowSpec } from "../workflow.js";

type OfAllPods = Pick<
  WorkflowSpec,
  | "serviceAccountName"
  | "podMetadata"
  | "podPriorityClassName"
  | "schedulerName"
  | "imagePullSecrets"
  | "securityContext"
  | "podSpecPatch"
  | "podGC"
>;

/** Argo's own containers ask for nothing of the kind by themselves. */
const ARGOS_OWN = {
  initContainers: [{ name: "init", securityContext: RESTRICTED_CONTAINER }],
  containers: [{ name: "wait", securityContext: RESTRICTED_CONTAINER }],
};

export function ofAllPods({
  serviceAccount,
  pods = {},
  imagePullSecrets,
  podSecurity,
  podGC,
  pendingTimeout,
}: ResolvedOptions): OfAllPods {
  const { annotations, priorityClass, scheduler } = pods;
  const labels = commonLabels(pods, pendingTimeout);
  const metadata = {
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
  return {
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    ...(Object.keys(metadata).length > 0 && { podMetadata: metadata }),
    ...(priorityClass !== undefined && { podPriorityClassName: priorityClass }),
    ...(scheduler !== undefined && { schedulerName: scheduler }),
    ...(imagePullSecrets && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(podGC !== undefined && { podGC: { strategy: podGC } }),
    ...(podSecurity === "restricted" && { securityContext: RESTRICTED_POD, podSpecPatch: JSON.stringify(ARGOS_OWN) }),
  };
}
