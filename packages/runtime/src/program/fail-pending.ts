// Fails the pods of a namespace that wait for longer than their limit. It runs again and again, and knows nothing from
// before.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { JsonObject } from "@slipway/ir";
import { PENDING_TIMEOUT, statusAfterTimeout, type WaitingPod } from "@slipway/pod";
import { type ClusterAnswer, messageOf } from "../start-run.js";
import { callCluster, ownNamespace } from "./cluster.js";

export type FailedPods = {
  /** A line for each pod that was failed. */
  readonly failed: readonly string[];
  /** Reasons why something could not be done. */
  readonly problems: readonly string[];
};

/** Address of the cluster's API, and the namespace that is looked at. */
type Place = { readonly server: string; readonly namespace: string };

/** @param server address of the cluster's API */
export async function failPending(server: string): Promise<FailedPods> {
  const place = { server, namespace: await ownNamespace() };
  const { pods, problems } = await waitingPods(place);
  const done: FailedPods[] = [];
  for (const pod of pods) done.push(await failOverdue(pod, place));
  return {
    failed: done.flatMap(({ failed }) => failed),
    problems: [...problems, ...done.flatMap((one) => one.problems)],
  };
}

function podsIn({ namespace }: Place): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}

const AT_ONCE = 500;

type Found = { readonly pods: readonly WaitingPod[]; readonly problems: readonly string[] };

async function waitingPods(place: Place, from = ""): Promise<Found> {
  const query = new URLSearchParams({
    labelSelector: PENDING_TIMEOUT,
    fieldSelector: "status.phase=Pending",
    limit: String(AT_ONCE),
    ...(from !== "" && { continue: from }),
  });
  const listed = await callCluster(place.server, { method: "GET", path: `${podsIn(place)}?${query}` });
  if (listed.status !== 200) return { pods: [], problems: [`pods cannot be listed: ${messageOf(listed)}`] };
  const { items, metadata } = listed.body as unknown as PodList;
  if (!metadata.continue) return { pods: items, problems: [] };
  const others = await waitingPods(place, metadata.continue);
  return { pods: [...items, ...others.pods], problems: others.problems };
}

type PodList = { readonly items: readonly WaitingPod[]; readonly metadata: { readonly continue?: string } };

const NOTHING: FailedPods = { failed: [], problems: [] };

async function failOverdue(pod: WaitingPod, place: Place): Promise<FailedPods> {
  const status = statusAfterTimeout(pod, Date.now());
  if (!status) return NOTHING;
  const { name, uid, resourceVersion } = pod.metadata;
  const path = `${podsIn(place)}/${encodeURIComponent(name)}/status`;
  // With the version that was seen: a pod that has got on in between is left alone.
  const body: JsonObject = { metadata: { uid, resourceVersion }, status };
  const answered = await callCluster(place.server, { method: "PATCH", path, body });
  if (isGone(answered)) return NOTHING;
  if (answered.status !== 200) {
    return { failed: [], problems: [`pod "${name}" cannot be failed: ${messageOf(answered)}`] };
  }
  return { failed: [`pod "${name}" failed: ${status["message"]}`], problems: await endResult(pod, place) };
}

/** It is another one, or another version of it; if it still waits, the next call sees it. */
function isGone({ status }: ClusterAnswer): boolean {
  return status === 404 || status === 409;
}

const NODE_ID = "workflows.argoproj.io/node-id";
const IS_COMPLETE = "workflows.argoproj.io/report-outputs-completed";

/**
 * Of a pod of Argo's: its own container beside the others may have begun to tell results, and Argo would wait for the rest, lose
 * sight of the pod, and say of the node that its pod is deleted.
 * Source: https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/controller/taskresult.go
 */
async function endResult({ metadata: { annotations } }: WaitingPod, place: Place): Promise<readonly string[]> {
  const node = annotations?.[NODE_ID];
  if (node === undefined) return [];
  const results = `/apis/argoproj.io/v1alpha1/namespaces/${encodeURIComponent(place.namespace)}/workflowtaskresults`;
  const answered = await callCluster(place.server, {
    ...{ method: "PATCH", path: `${results}/${encodeURIComponent(node)}` },
    body: { metadata: { labels: { [IS_COMPLETE]: "true" } } },
  });
  if (answered.status === 200 || isGone(answered)) return [];
  return [`Argo cannot be told that "${node}" has no results: ${messageOf(answered)}`];
}
