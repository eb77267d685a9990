// Whose pod can tell for a task: that of one which runs once wherever the task is asked for, and which has succeeded
// whenever the task may start.
import type { LeafTask, Task } from "@slipway/compiler";
import type { LinkedPlan } from "@slipway/pod";
import { childOf, dagOf, sharedDag, upTo } from "./dag-id.js";

/** Ids of the DAGs in which some tasks may be left out, or may fail, and the DAG succeeds all the same. */
export function uncertainDags({ tasks }: LinkedPlan): ReadonlySet<string> {
  const isCertain = ({ definition }: Task) => !definition.condition && definition.trigger === "all-succeeded";
  return new Set([...tasks.values()].flatMap((task) => (isCertain(task) ? [] : upTo("", dagOf(task.id)))));
}

/** Can the pod of one task tell for another? */
export function tells(producer: LeafTask, task: Task, { tasks }: LinkedPlan, uncertain: ReadonlySet<string>): boolean {
  const shared = sharedDag(producer.id, task.id);
  const definitions = (id: string) => upTo(shared, id).flatMap((one) => tasks.get(one)?.definition ?? []);
  const isCertain = !uncertain.has(childOf(shared, producer.id));
  const isOnce = definitions(producer.id).every(({ iterator }) => !iterator);
  // What is decided is noted where it counts, in each iteration.
  const [own, ...around] = definitions(task.id);
  const isHere = around.every(({ iterator }) => !iterator);
  const waits = [own, ...around].every((definition) => definition?.trigger === "all-succeeded");
  return isCertain && isOnce && isHere && waits;
}
