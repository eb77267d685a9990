// What every pod of a run is told of the run: it stands once, in an annotation of the Workflow, and Argo hands it on.
import type { Plan } from "@slipway/compiler";
import { type LinkedPlan, outlineOf, WORKSPACE } from "@slipway/pod";
import { annotation, CREATION_TIME, inertJson, NAMESPACE, PARAMETERS, RUN_ID, WORKFLOW_NAME } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import { ANSWERS, SHARED_PATH } from "./program.js";

export const PLAN = "slipway/plan";

export function planAnnotation(linked: LinkedPlan, options: ResolvedOptions): string {
  const { plan } = linked;
  const { uri, endpoint, region, pathStyle } = options.store;
  const ofStore = {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(pathStyle !== undefined && { pathStyle }),
  };
  return inertJson({
    version: 1,
    engine: "argo",
    pipeline: plan.name,
    ...(plan.displayName !== undefined && { pipelineDisplayName: plan.displayName }),
    ...(plan.runDisplayName !== undefined && { displayName: plan.runDisplayName }),
    ...(options.experiment !== undefined && { experiment: options.experiment }),
    parameters: parameterTypes(plan),
    store: { uri, ...(Object.keys(ofStore).length > 0 && { options: ofStore }) },
    cache: options.cache,
    shared: SHARED_PATH,
    answers: ANSWERS,
    ...(plan.settings.pipelineConfig?.workspace && { workspace: WORKSPACE.mountPath }),
    outline: outlineOf(linked),
  });
}

function parameterTypes({ parameters }: Plan) {
  return Object.fromEntries([...parameters.values()].map(({ name, type }) => [name, type]));
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
