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
  return parts.map((part, index): string | Decision => {
    if (part.kind === "text") return part.text;
    if (part.kind === "general") return GENERAL[part.name] ?? "";
    const { value } = part;
    // Lists and mappings stand in JSON of their own, which the driver prints.
    const isPlain = value.kind === "pipeline-parameter" && isScalar(value.name, plan);
    return isPlain ? workflowParameter(value.name) : decide(value, index);
  });
}

function isScalar(name: string, { parameters }: LinkedPlan["plan"]): boolean {
  return ["STRING", "NUMBER_INTEGER", "NUMBER_DOUBLE", "BOOLEAN"].includes(parameters.get(name)?.type ?? "");
}
