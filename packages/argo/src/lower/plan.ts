// What every pod of a run is told of the run: it stands once, in an annotation of the Workflow, and Argo hands it on.
import type { Plan } from "@slipway/compiler";
import { describeRun, type LinkedPlan } from "@slipway/pod";
import { annotation, CREATION_TIME, inertJson, NAMESPACE, PARAMETERS, RUN_ID, WORKFLOW_NAME } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import { ANSWERS } from "./program.js";

export const PLAN = "slipway/plan";

export function planAnnotation(linked: LinkedPlan, options: ResolvedOptions): string {
  return inertJson(describeRun(linked, options, { engine: "argo", answers: ANSWERS }));
}

/** What Argo fills in, the same for every pod of the run. It knows no list of arguments where there are none. */
export function runArguments({ parameters }: Plan): readonly string[] {
  return [
    ...["--run", RUN_ID],
    ...["--name", WORKFLOW_NAME],
    ...["--namespace", NAMESPACE],
    ...["--start", CREATION_TIME],
    ...(parameters.size > 0 ? ["--parameters", PARAMETERS] : []),
    ...["--plan", annotation(PLAN)],
  ];
}
