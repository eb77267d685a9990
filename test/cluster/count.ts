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
  const { items } = await clients(connection).core.listNamespacedPod({ namespace, labelSelector });
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
