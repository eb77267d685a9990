// The pods that a run has left in its namespace, and what each was for.
import type { PodCount } from "@slipway/compiler";
import type { PodsOfRun } from "../behaviour/case.js";
import { type Connection, clients } from "./connect.js";

/**
 * @param labelSelector of the pods that its engine made for the run
 * @param foreseen what was said when it was compiled
 */
export async function podsOfRun(
  { namespace, labelSelector }: { readonly namespace: string; readonly labelSelector: string },
  connection: Connection,
  foreseen: PodCount,
): Promise<PodsOfRun> {
  const { items } = await clients(connection).core.listNamespacedPod({ namespace, labelSelector });
  const isTask = items.filter(({ spec }) => spec?.containers.some(({ name }) => /^(?:step-)?publisher$/.test(name)));
  return { foreseen, tasks: isTask.length, others: items.length - isTask.length };
}
