// A pod that waits for longer than its limit, and the status that ends it: engines then see a pod that failed, with the
// reason why it waited.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
import type { JsonObject } from "@slipway/ir";
import { ageInSeconds } from "./age.js";
import { PENDING_TIMEOUT, QUEUE } from "./pod-labels.js";

/** What is read of a pod. */
export type WaitingPod = {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly schedulerName?: string;
    readonly schedulingGates?: readonly object[];
    readonly initContainers?: readonly { readonly name: string; readonly restartPolicy?: string }[];
    readonly containers: readonly Container[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
};

type Container = { readonly name: string; readonly image: string };

type Condition = {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly lastTransitionTime?: string | null;
};

type ContainerStatus = {
  readonly name: string;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: JsonObject;
    readonly terminated?: { readonly finishedAt?: string | null };
  };
};

/** In a status that is written here. */
const REASON = "PendingTimeout";

/**
 * The status of a pod that has waited for too long, with the reason; undefined for all others. What init containers do is
 * work, though the pod counts as pending. It gets on when it has a node, and when an init container ends.
 *
 * @param now milliseconds since 1970
 */
export function statusAfterTimeout(pod: WaitingPod, now: number): JsonObject | undefined {
  const { metadata, spec, status = {} } = pod;
  const limit = metadata.labels?.[PENDING_TIMEOUT] ?? "";
  const seconds = ageInSeconds(limit);
  if (seconds === undefined || status.phase !== "Pending" || metadata.deletionTimestamp !== undefined) return undefined;
  if (isQueued(pod) || isInitialising(pod)) return undefined;
  if (now - gotOnAt(pod) < seconds * 1000) return undefined;
  const message = `${reasonOf(pod)} (pending for longer than ${limit}, its limit)`;
  return {
    phase: "Failed",
    reason: REASON,
    message,
    // Argo looks at them once, when the pod has failed, and never ends the node of one without a status. The kubelet cannot take
    // an end back either, nor what is written with it, while it ends the pod.
    containerStatuses: spec.containers.map((one) => ended(one, pod, message)),
  };
}

/** Whoever manages the queue says how long a pod may wait in it. */
function isQueued({ metadata: { labels }, spec: { nodeName, schedulingGates = [] } }: WaitingPod): boolean {
  return nodeName === undefined && (schedulingGates.length > 0 || labels?.[QUEUE] !== undefined);
}

/** One that is restarted always is a sidecar, beside which others start. */
function isInitialising({
  spec: { initContainers = [] },
  status: { initContainerStatuses = [] } = {},
}: WaitingPod): boolean {
  const isSidecar = (name: string) => initContainers.find((one) => one.name === name)?.restartPolicy === "Always";
  return initContainerStatuses.some(({ name, state }) => state?.running !== undefined && !isSidecar(name));
}

function statusesOf({ status: { initContainerStatuses = [], containerStatuses = [] } = {} }: WaitingPod) {
  return [...initContainerStatuses, ...containerStatuses];
}

function gotOnAt(pod: WaitingPod): number {
  const scheduled = scheduledOf(pod);
  const times = [
    pod.metadata.creationTimestamp,
    ...(scheduled?.status === "True" ? [scheduled.lastTransitionTime] : []),
    ...statusesOf(pod).map(({ state }) => state?.terminated?.finishedAt),
  ];
  return Math.max(...times.flatMap((time) => (time ? [Date.parse(time)] : [])));
}

function scheduledOf({ status: { conditions = [] } = {} }: WaitingPod): Condition | undefined {
  return conditions.find(({ type }) => type === "PodScheduled");
}

/** What containers wait for while nothing is wrong with them. */
const UNTOLD = ["PodInitializing", "ContainerCreating"];

function reasonOf(pod: WaitingPod): string {
  const { nodeName, schedulerName = "" } = pod.spec;
  if (nodeName === undefined) {
    return scheduledOf(pod)?.message ?? `no scheduler has looked at the pod: it asks for "${schedulerName}"`;
  }
  const stuck = statusesOf(pod).find(({ state }) => state?.waiting && !UNTOLD.includes(state.waiting.reason ?? ""));
  const { reason, message } = stuck?.state?.waiting ?? {};
  const told = [reason, message].filter((text) => text !== undefined && text !== "");
  if (stuck && told.length > 0) return `${stuck.name}: ${told.join(": ")}`;
  return `node ${nodeName} has not started all containers: its volumes or its network may not be there, and the events of the pod say more`;
}

/** What has not begun has ended as the kubelet writes it of containers that it has lost: by a signal. */
function ended({ name, image }: Container, { status = {} }: WaitingPod, message: string): JsonObject {
  const known = status.containerStatuses?.find((one) => one.name === name);
  if (known?.state?.running || known?.state?.terminated) return known;
  const begin = { name, image, imageID: "", ready: false, restartCount: 0 };
  return { ...begin, ...known, state: { terminated: { exitCode: 137, reason: REASON, message } } };
}
