// Fails the pods of a namespace that wait for longer than their limit. It runs again and again, and knows nothing from
// before.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
import type { JsonObject } from "@slipway/ir";
import { PENDING_TIMEOUT, statusAfterTimeout, type WaitingPod } from "@slipway/pod";
import { type Answered, callCluster, messageOf, ownNamespace } from "./cluster-api.js";

export type FailedPods = {
  /** A line for each pod that was failed. */
  readonly failed: readonly string[];
  /** Reasons why something could not be done. */
  readonly problems: readonly string[];
};

/** @param server address of the cluster's API */
export async function failPending(server: string): Promise<FailedPods> {
  const path = `/api/v1/namespaces/${encodeURIComponent(await ownNamespace())}/pods`;
  const { pods, problems } = await waitingPods(server, path);
  const done: FailedPods[] = [];
  for (const pod of pods) done.push(await failOverdue(pod, path, server));
  return {
    failed: done.flatMap(({ failed }) => failed),
    problems: [...problems, ...done.flatMap((one) => one.problems)],
  };
}

const AT_ONCE = 500;

async function waitingPods(
  server: string,
  path: string,
  from = "",
): Promise<{ pods: readonly WaitingPod[]; problems: readonly string[] }> {
  const query = new URLSearchParams({
    labelSelector: PENDING_TIMEOUT,
    fieldSelector: "status.phase=Pending",
    limit: String(AT_ONCE),
    ...(from !== "" && { continue: from }),
  });
  const listed = await callCluster(server, { method: "GET", path: `${path}?${query}` });
  if (listed.status !== 200) return { pods: [], problems: [`pods cannot be listed: ${messageOf(listed)}`] };
  const { items, metadata } = listed.body as unknown as PodList;
  if (!metadata.continue) return { pods: items, problems: [] };
  const others = await waitingPods(server, path, metadata.continue);
  return { pods: [...items, ...others.pods], problems: others.problems };
}

type PodList = { readonly items: readonly WaitingPod[]; readonly metadata: { readonly continue?: string } };

const NOTHING: FailedPods = { failed: [], problems: [] };

async function failOverdue(pod: WaitingPod, path: string, server: string): Promise<FailedPods> {
  const status = statusAfterTimeout(pod, Date.now());
  if (!status) return NOTHING;
  const { name, uid, resourceVersion } = pod.metadata;
  // With the version that was seen: a pod that has got on in between is left alone.
  const body: JsonObject = { metadata: { uid, resourceVersion }, status };
  const answered = await callCluster(server, {
    ...{ method: "PATCH", path: `${path}/${encodeURIComponent(name)}/status`, body },
    contentType: "application/merge-patch+json",
  });
  if (answered.status === 200) return { failed: [`pod "${name}" failed: ${status["message"]}`], problems: [] };
  return isGone(answered)
    ? NOTHING
    : { failed: [], problems: [`pod "${name}" cannot be failed: ${messageOf(answered)}`] };
}

/** It is another one, or another version of it; if it still waits, the next call sees it. */
function isGone({ status }: Answered): boolean {
  return status === 404 || status === 409;
}
