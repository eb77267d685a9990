// Slipway's own containers as steps.
import { type ContainerMount, type KubernetesContainer, programContainer } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { Step } from "../pipeline-run.js";

/** Where Tekton looks for results. Source: https://tekton.dev/docs/pipelines/tasks/#emitting-results */
export const RESULTS_PATH = "/tekton/results";

export function programStep(
  name: string,
  args: readonly string[],
  options: ResolvedOptions,
  mounts: readonly ContainerMount[] = [],
): Step {
  const container = programContainer(name, args, options);
  return asStep({ ...container, volumeMounts: [...container.volumeMounts, ...mounts] });
}

/** What a container asks for has another name in a step. */
export function asStep({ resources, securityContext, volumeMounts, ...container }: KubernetesContainer): Step {
  return {
    ...container,
    ...(resources && { computeResources: resources }),
    ...(securityContext && { securityContext }),
    ...(volumeMounts && { volumeMounts }),
  };
}
