// Labels by which people find the pods of a pipeline.
import type { Plan } from "@slipway/compiler";
import { isLabelValue, type Labels, toDnsLabel } from "@slipway/kubernetes";

/**
 * @example
 * podLabels(plan, { experiment: "prices" }, { task: "train" });
 * // { "slipway/pipeline": "ml-training", "slipway/experiment": "prices", "slipway/task": "train" }
 */
export function podLabels(
  { name }: Plan,
  { experiment }: { readonly experiment?: string },
  { task, component }: { readonly task?: string; readonly component?: string },
): Labels {
  const labels = { pipeline: name, experiment, task, component };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, text]) => (text === undefined ? [] : [[`slipway/${key}`, labelValue(text)]])),
  );
}

function labelValue(text: string): string {
  return isLabelValue(text) ? text : toDnsLabel(text);
}

/**
 * Kueue knows neither Workflows nor PipelineRuns: each pod waits for itself.
 * Source: https://kueue.sigs.k8s.io/docs/tasks/run/plain_pods/
 */
export const QUEUE = "kueue.x-k8s.io/queue-name";

/**
 * Label of every pod whose time without a running container is limited: the limit, such as `10m`.
 *
 * @example
 * "slipway/pending-timeout"
 */
export const PENDING_TIMEOUT = "slipway/pending-timeout";

/** Of every pod, by the options: labels, the queue it waits in, and how long it may be pending. */
export function commonLabels(
  { labels, queue }: { readonly labels?: Labels; readonly queue?: string } = {},
  pendingTimeout?: string,
): Labels | undefined {
  if (labels === undefined && queue === undefined && pendingTimeout === undefined) return undefined;
  return {
    ...labels,
    ...(queue !== undefined && { [QUEUE]: queue }),
    ...(pendingTimeout !== undefined && { [PENDING_TIMEOUT]: pendingTimeout }),
  };
}
