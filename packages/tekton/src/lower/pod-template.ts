// What a task's settings add to its pod where Tekton has it in a PipelineRun: where it may run, and who pulls its images.
// https://tekton.dev/docs/pipelines/podtemplates/

import type { JsonObject } from "@slipway/ir";
import { affinityOf, type PodFragment, RESTRICTED_POD, type Setting } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { PodTemplate } from "../pipeline-run.js";

/** Of all pods: none needs a token of Kubernetes, for Tekton reads results from its containers' last messages. */
export function commonTemplate({ imagePullSecrets = [], pods = {}, podSecurity }: ResolvedOptions): PodTemplate {
  const { priorityClass, scheduler } = pods;
  return {
    automountServiceAccountToken: false,
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(priorityClass !== undefined && { priorityClassName: priorityClass }),
    ...(scheduler !== undefined && { schedulerName: scheduler }),
    ...(podSecurity === "restricted" && { securityContext: RESTRICTED_POD }),
  };
}

/** Tekton takes each field of a task's own template instead of the run's, so what holds for all stands here again. */
export function taskTemplate(
  { placement, pod }: PodFragment,
  print: (setting: Setting) => string,
  options: ResolvedOptions,
): PodTemplate | undefined {
  const { imagePullSecrets = [] } = commonTemplate(options);
  const secrets = [...imagePullSecrets, ...pod.imagePullSecrets.map(({ name }) => ({ name: print(name) }))];
  const affinity = affinityOf(placement);
  const { labels } = placement.nodeSelector;
  const own = {
    ...(pod.imagePullSecrets.length > 0 && { imagePullSecrets: secrets }),
    ...(Object.keys(labels).length > 0 && { nodeSelector: labels }),
    ...(placement.tolerations.list.length > 0 && {
      tolerations: placement.tolerations.list as unknown as readonly JsonObject[],
    }),
    ...(affinity && { affinity }),
    ...(placement.runtimeClassName !== undefined && { runtimeClassName: placement.runtimeClassName }),
  };
  return Object.keys(own).length > 0 ? { ...commonTemplate(options), ...own } : undefined;
}

/** Of a pod that speaks to the cluster, or may. */
export function withToken(template: PodTemplate): PodTemplate {
  return { ...template, automountServiceAccountToken: true };
}
