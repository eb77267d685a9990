// What a task's settings add to its template. What Argo cannot put into a field, since its definition takes no reference
// there, goes into a patch of the finished pod.
// https://argo-workflows.readthedocs.io/en/latest/fields/#template (podSpecPatch)
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import {
  affinityOf,
  longestPod,
  type PodFragment,
  printVolume,
  type Setting,
  type Slot,
  type UserContainerSettings,
  userContainerSettings,
} from "@slipway/pod";
import { inputParameter } from "../expression.js";
import { slotInput } from "./slot.js";

/** Of the template, and of the user's container in it. */
export type TemplateSettings = {
  readonly main: UserContainerSettings;
  readonly metadata: Required<Metadata>;
  readonly volumes: readonly JsonObject[];
  readonly initContainers: readonly JsonObject[];
  readonly template: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly JsonObject[];
    readonly affinity?: JsonObject;
    readonly activeDeadlineSeconds?: number;
    readonly podSpecPatch?: string;
  };
};

export function templateSettings(fragment: PodFragment): TemplateSettings {
  const { main, placement, pod } = fragment;
  const print = (setting: Setting) =>
    setting.kind === "known" ? setting.value : inputParameter(slotInput(fragment, setting.slot));
  const { labels } = placement.nodeSelector;
  const affinity = affinityOf(placement);
  const patch = patchOf(fragment, print);
  return {
    main: userContainerSettings(main, print),
    metadata: { labels: pod.labels, annotations: pod.annotations },
    volumes: pod.volumes.map((volume) => printVolume(volume, print) as unknown as JsonObject),
    initContainers: pod.initContainers as unknown as readonly JsonObject[],
    template: {
      ...(Object.keys(labels).length > 0 && { nodeSelector: labels }),
      ...(placement.tolerations.list.length > 0 &&
        placement.tolerations.json.length === 0 && { tolerations: knownTolerations(placement) }),
      ...(affinity && { affinity }),
      ...(main.timeLimit !== undefined && { activeDeadlineSeconds: longestPod(main.timeLimit) }),
      ...(patch !== undefined && { podSpecPatch: patch }),
    },
  };
}

/** A strategic merge patch of the pod's spec, as text in which references stand. */
function patchOf(fragment: PodFragment, print: (setting: Setting) => string): string | undefined {
  const { main, placement, pod } = fragment;
  const limits = amounts(main.resources.limits, print);
  const requests = amounts(main.resources.requests, print);
  const resources = { ...(limits && { limits }), ...(requests && { requests }) };
  const patch = {
    ...(Object.keys(resources).length > 0 && { containers: [{ name: "main", resources }] }),
    ...(pod.imagePullSecrets.length > 0 && {
      imagePullSecrets: pod.imagePullSecrets.map(({ name }) => ({ name: print(name) })),
    }),
    ...(placement.runtimeClassName !== undefined && { runtimeClassName: placement.runtimeClassName }),
    ...(placement.nodeSelector.json && { nodeSelector: bare(placement.nodeSelector.json) }),
    // A patch takes the place of the whole list, so it has those that are known, too.
    ...(placement.tolerations.json.length > 0 && {
      tolerations: [...knownTolerations(placement), ...placement.tolerations.json.map(bare)],
    }),
    ...(placement.nodeAffinity.json[0] && { affinity: { nodeAffinity: bare(placement.nodeAffinity.json[0]) } }),
  };
  if (Object.keys(patch).length === 0) return undefined;
  return withReferences(JSON.stringify(patch), fragment);
}

function knownTolerations({ tolerations }: PodFragment["placement"]): readonly JsonObject[] {
  return tolerations.list as unknown as readonly JsonObject[];
}

type Amounts = PodFragment["main"]["resources"]["limits"];

/** Those that are not known before the pipeline runs. */
function amounts(all: Amounts, print: (setting: Setting) => string): JsonObject | undefined {
  const late = all.filter(({ resource, amount }) => resource.kind === "slot" || amount.kind === "slot");
  if (late.length === 0) return undefined;
  return Object.fromEntries(late.map(({ resource, amount }) => [print(resource), print(amount)]));
}

/** A mark that is a text in the patch until the reference, without quotes, takes its place. */
function bare({ slot }: Slot): JsonValue {
  return `${BARE}${slot}`;
}

const BARE = "slipway-bare:";

function withReferences(text: string, fragment: PodFragment): string {
  return [...fragment.slots.keys()].reduce(
    (patch, slot) => patch.replaceAll(JSON.stringify(`${BARE}${slot}`), inputParameter(slotInput(fragment, slot))),
    text,
  );
}
