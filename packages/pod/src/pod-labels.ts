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
const QUEUE = "kueue.x-k8s.io/queue-name";

/** Of every pod, by the options: labels, and the queue it waits in. */
export function commonLabels({
  labels,
  queue,
}: {
  readonly labels?: Labels;
  readonly queue?: string;
} = {}): Labels | undefined {
  if (labels === undefined && queue === undefined) return undefined;
  return { ...labels, ...(queue !== undefined && { [QUEUE]: queue }) };
}
