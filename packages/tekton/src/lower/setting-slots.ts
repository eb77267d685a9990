// What a task's settings take from elsewhere when the pipeline runs → parameters of its task, which Tekton puts there.
import type { Value } from "@slipway/compiler";
import {
  type LinkedPlan,
  type PodFragment,
  printVariable,
  printVolume,
  type Setting,
  type SlotPart,
} from "@slipway/pod";
import { param, RUN_ID, RUN_NAME } from "../expression.js";
import { can, type TektonVersion } from "../version.js";
import type { Decision } from "./decision.js";
import type { Params } from "./param.js";

/** A slot's text: parts that Tekton knows, and decisions. */
export type SlotText = readonly (string | Decision)[];

/** Of the run, by the names of Kubeflow's placeholders. */
const GENERAL: Readonly<Record<string, string>> = {
  pipeline_job_name: RUN_NAME,
  pipeline_job_resource_name: RUN_NAME,
  pipeline_job_uuid: RUN_ID,
};

/** Slots in fields that Tekton fills. Constants of the environment, and what fills them, are the driver's. */
export function filledSlots({ main, pod, slots }: PodFragment): readonly string[] {
  const found = new Set<string>();
  const note = (setting: Setting) => {
    if (setting.kind === "slot") found.add(setting.slot);
    return "";
  };
  note(main.image);
  for (const variable of main.env) if ("valueFrom" in variable) printVariable(variable, note);
  for (const volume of pod.volumes) printVolume(volume, note);
  for (const { name } of pod.imagePullSecrets) note(name);
  return [...slots.keys()].filter((slot) => found.has(slot));
}

/** Slots that Tekton cannot fill: amounts, where a pod may run, and in old versions names of Secrets for pulling images. */
export function lateSlots({ main, placement, pod }: PodFragment, version: TektonVersion): readonly string[] {
  const amounts = [...main.resources.limits, ...main.resources.requests];
  const { nodeSelector, tolerations, nodeAffinity } = placement;
  return [
    ...amounts.flatMap(({ resource, amount }) => [resource, amount]),
    ...(nodeSelector.json ? [nodeSelector.json] : []),
    ...tolerations.json,
    ...nodeAffinity.json,
    ...(can(version, "templateReferences") ? [] : pod.imagePullSecrets.map(({ name }) => name)),
  ].flatMap((setting) => (setting.kind === "slot" ? [setting.slot] : []));
}

/** Name of the parameter of a task that carries a slot. No parameter of a pipeline is called so. */
export function slotParam({ slots }: PodFragment, slot: string): string {
  return `slipway-setting-${[...slots.keys()].indexOf(slot) + 1}`;
}

/** @param decide makes the decision that tells a value */
export function slotText(
  parts: readonly SlotPart[],
  { plan }: LinkedPlan,
  params: Params,
  decide: (value: Value, part: number) => Decision,
): SlotText {
  return parts.map((part, index): string | Decision => {
    if (part.kind === "text") return part.text;
    if (part.kind === "general") return GENERAL[part.name] ?? "";
    const { value } = part;
    const name = value.kind === "pipeline-parameter" ? params.names.get(value.name) : undefined;
    const isScalar =
      value.kind === "pipeline-parameter" &&
      ["STRING", "NUMBER_INTEGER", "NUMBER_DOUBLE", "BOOLEAN"].includes(plan.parameters.get(value.name)?.type ?? "");
    // Lists and mappings stand in JSON of their own, which the driver prints.
    return name !== undefined && isScalar ? param(name) : decide(value, index);
  });
}
