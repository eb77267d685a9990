// What all pods that tell Argo something have in common.
import type { Plan } from "@slipway/compiler";
import { isLabelValue, toDnsLabel } from "@slipway/kubernetes";
import { OTHERWISE } from "@slipway/pod";
import { RUN_ID } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Parameter } from "../workflow.js";
import type { NamedAnswer } from "./decision.js";
import { ANSWERS_PATH } from "./program.js";

export function answerOutputs(answers: readonly NamedAnswer[]): readonly Parameter[] {
  return answers.map((answer) => withOtherwise(answer, { path: `${ANSWERS_PATH}/${answer.name}` }));
}

export function withOtherwise({ name, kind }: NamedAnswer, from: NonNullable<Parameter["valueFrom"]>): Parameter {
  return { name, valueFrom: { ...from, default: OTHERWISE[kind] } };
}

/** Labels by which people find the pods of a run: `kubectl logs -l pipeline/runid=…`. */
export function podLabels(
  { name }: Plan,
  { experiment }: ResolvedOptions,
  { task, component }: { readonly task?: string; readonly component?: string },
): Readonly<Record<string, string>> {
  const labels = { pipeline: name, experiment, task, component };
  return {
    "pipeline/runid": RUN_ID,
    ...Object.fromEntries(
      Object.entries(labels).flatMap(([key, text]) =>
        text === undefined ? [] : [[`slipway/${key}`, labelValue(text)]],
      ),
    ),
  };
}

function labelValue(text: string): string {
  return isLabelValue(text) ? text : toDnsLabel(text);
}
