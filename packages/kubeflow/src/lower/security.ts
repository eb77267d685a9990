// Security contexts. Kubeflow's own images run without root; those of tasks may need it.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/security_context.go
import type { Plan } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { constant } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import type { ResolvedOptions, TaskSecurity } from "../options.js";
import type { PodSecurityContext, SecurityContext } from "../workflow.js";

const seccompProfile = constant({ type: "RuntimeDefault" });

const user = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  seccompProfile,
} as const satisfies SecurityContext;

/** Of pods that hold nothing but Kubeflow's own programs. */
export const systemPod: PodSecurityContext = constant({ runAsNonRoot: true, seccompProfile });
export const systemContainer: SecurityContext = constant({ ...user, runAsNonRoot: true });

export const taskPod: PodSecurityContext = constant({ seccompProfile });

/** Of a task's own container; what the administrator sets goes first. */
export function taskContainer({ runAsUser, runAsGroup, runAsNonRoot }: TaskSecurity): SecurityContext {
  return {
    ...user,
    ...(runAsUser !== undefined && { runAsUser }),
    ...(runAsGroup !== undefined && { runAsGroup }),
    ...(runAsNonRoot !== undefined && { runAsNonRoot }),
  };
}

/** A task cannot ask for root where nothing may run as root. */
export function checkSecurity({ components }: Plan, { taskSecurity }: ResolvedOptions): readonly Diagnostic[] {
  if (taskSecurity.runAsUser !== undefined) return [];
  return components.flatMap((component) => {
    if (component.kind === "dag") return [];
    const { runAsUser, runAsNonRoot = false } = component.kubernetes?.securityContext ?? {};
    const nonRoot = taskSecurity.runAsNonRoot ?? runAsNonRoot;
    if (runAsUser !== "0" || !nonRoot) return [];
    const path = ["platforms", "kubernetes", "deploymentSpec", "executors", component.executorLabel, "securityContext"];
    const ofOption = taskSecurity.runAsNonRoot !== undefined;
    const rule = ofOption ? 'the option "kubeflow.taskSecurity.runAsNonRoot"' : "its runAsNonRoot";
    return [diagnose("root-not-allowed", [...path, "runAsUser"], { component: component.name, rule })];
  });
}
