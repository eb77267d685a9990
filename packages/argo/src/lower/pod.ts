// What all pods that tell Argo something have in common.
import type { Labels } from "@slipway/kubernetes";
import { podLabels as labelsOfPod, OTHERWISE } from "@slipway/pod";
import { RUN_ID } from "../expression.js";
import type { Parameter } from "../workflow.js";
import type { NamedAnswer } from "./decision.js";
import { ANSWERS_PATH } from "./program.js";

export function answerOutputs(answers: readonly NamedAnswer[]): readonly Parameter[] {
  return answers.map((answer) => withOtherwise(answer, { path: `${ANSWERS_PATH}/${answer.name}` }));
}

export function withOtherwise(
  { name, kind, after }: NamedAnswer,
  from: NonNullable<Parameter["valueFrom"]>,
): Parameter {
  return { name, valueFrom: { ...from, default: after ? "" : OTHERWISE[kind] } };
}

/** Labels by which people find the pods of a run: `kubectl logs -l pipeline/runid=…`. */
export function podLabels(...about: Parameters<typeof labelsOfPod>): Labels {
  return { "pipeline/runid": RUN_ID, ...labelsOfPod(...about) };
}
