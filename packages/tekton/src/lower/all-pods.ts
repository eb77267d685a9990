// What the options say of all pods, where Tekton hands it on to them: labels and annotations of each task.
import { commonLabels } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { TaskSpec } from "../pipeline-run.js";

export function likeAllPods(
  spec: TaskSpec,
  { pods, pendingTimeout }: Pick<ResolvedOptions, "pods" | "pendingTimeout">,
): TaskSpec {
  const { labels, annotations } = spec.metadata;
  return {
    ...spec,
    metadata: {
      labels: { ...commonLabels(pods, pendingTimeout), ...labels },
      ...((annotations ?? pods?.annotations) && { annotations: { ...pods?.annotations, ...annotations } }),
    },
  };
}
