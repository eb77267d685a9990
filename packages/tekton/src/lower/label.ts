// Labels by which people find the pods of a task. Those by which they find the pods of a run are Tekton's own.
import type { Plan } from "@slipway/compiler";
import { isLabelValue, toDnsLabel } from "@slipway/kubernetes";
import type { ResolvedOptions } from "../options.js";

export function podLabels(
  { name }: Plan,
  { experiment }: ResolvedOptions,
  { task, component }: { readonly task?: string; readonly component?: string },
): Readonly<Record<string, string>> {
  const labels = { pipeline: name, experiment, task, component };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, text]) => (text === undefined ? [] : [[`slipway/${key}`, labelValue(text)]])),
  );
}

function labelValue(text: string): string {
  return isLabelValue(text) ? text : toDnsLabel(text);
}
