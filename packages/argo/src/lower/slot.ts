// What a task's settings take from elsewhere when the pipeline runs → what Argo puts there: an argument of the Workflow, or
// an answer of the pod that knows.
import type { Value } from "@slipway/compiler";
import type { LinkedPlan, PodFragment, SlotPart } from "@slipway/pod";
import { RUN_ID, WORKFLOW_NAME, workflowParameter } from "../expression.js";
import type { Decision } from "./decision.js";

/** Name of the input of a task's template that carries a slot. */
export function slotInput({ slots }: PodFragment, slot: string): string {
  return `setting-${[...slots.keys()].indexOf(slot) + 1}`;
}

/** A slot's text: parts that Argo knows, and decisions. */
export type SlotText = readonly (string | Decision)[];

/** Of the run, by the names of Kubeflow's placeholders. */
const GENERAL: Readonly<Record<string, string>> = {
  pipeline_job_name: WORKFLOW_NAME,
  pipeline_job_resource_name: WORKFLOW_NAME,
  pipeline_job_uuid: RUN_ID,
};

/**
 * @param decide makes the decision that tells a value
 */
export function slotText(
  parts: readonly SlotPart[],
  { plan }: LinkedPlan,
  decide: (value: Value, part: number) => Decision,
): SlotText {
  return parts.map((part, index) => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "general":
        return GENERAL[part.name] ?? "";
      case "value": {
        const { value } = part;
        const isText = value.kind === "pipeline-parameter" && plan.parameters.get(value.name)?.type === "STRING";
        return value.kind === "pipeline-parameter" && (isText || isNumber(value.name, plan))
          ? workflowParameter(value.name)
          : decide(value, index);
      }
    }
  });
}

function isNumber(name: string, plan: LinkedPlan["plan"]): boolean {
  return ["NUMBER_INTEGER", "NUMBER_DOUBLE", "BOOLEAN"].includes(plan.parameters.get(name)?.type ?? "");
}
