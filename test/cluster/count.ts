// The pods that a run has left in its namespace: what each was for, and whether it is what was foreseen.
import type { PlannedPod, PodCount } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { PodsOfRun } from "../behaviour/case.js";
import { differenceFromAll, type Engine } from "../behaviour/pod-difference.js";
import { type Connection, clients } from "./connect.js";

/** What was said when the run was compiled. */
export type Foreseen = {
  readonly count: PodCount;
  readonly pods: readonly PlannedPod[];
};

/** Of Tekton's own, which keeps the pods that share a claim on one node, while the run lasts. It may be gone by now, or not. */
const COMPONENT = "app.kubernetes.io/component";
const ASSISTANT = "affinity-assistant";

/**
 * @param labelSelector of the pods that its engine made for the run
 */
export async function podsOfRun(
  {
    namespace,
    labelSelector,
    engine,
  }: { readonly namespace: string; readonly labelSelector: string; readonly engine: Engine },
  connection: Connection,
  foreseen: Foreseen,
): Promise<PodsOfRun> {
  const listed = await clients(connection).core.listNamespacedPod({ namespace, labelSelector });
  const items = listed.items.filter(({ metadata }) => metadata?.labels?.[COMPONENT] !== ASSISTANT);
  const isTask = items.filter(({ spec }) => spec?.containers.some(({ name }) => /^(?:step-)?publisher$/.test(name)));
  const planned = foreseen.pods.map(({ pod }) => pod);
  const differences = items.flatMap((item) => {
    const found = differenceFromAll(planned, JSON.parse(JSON.stringify(item)) as JsonObject, engine);
    return found.map((one) => `${item.metadata?.name}: ${one}`);
  });
  return {
    foreseen: foreseen.count,
    tasks: isTask.length,
    others: items.length - isTask.length,
    differences,
  };
}
