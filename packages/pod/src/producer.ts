// Which task's pod can tell what must be known before another starts.
import type { LeafTask, Task } from "@slipway/compiler";
import { childOf, dagOf, isWithin, sharedDag } from "./dag-id.js";
import type { LinkedPlan } from "./link.js";
import type { Source } from "./source.js";

/**
 * The one task whose outputs decide, when its pod can tell: it runs once wherever the other is asked for, and has succeeded
 * whenever that may start. Undefined when it takes a pod of its own to find out.
 *
 * @param isNoted the answer is noted in the run where it counts, so that no pod outside of that place can give it
 * @example
 * producerFor(task, [{ kind: "task-output", task: "flip", output: "Output" }], linked)?.id; // "flip"
 */
export function producerFor(
  task: Task,
  sources: readonly Source[],
  linked: LinkedPlan,
  isNoted = true,
): LeafTask | undefined {
  const producers = new Set<string>();
  for (const source of sources) {
    const known = producerOf(source);
    if (known === undefined) return undefined;
    for (const id of known) producers.add(id);
  }
  const [id, ...more] = producers;
  const producer = id === undefined ? undefined : linked.tasks.get(id);
  if (producer?.kind !== "leaf" || producer.component.kind === "importer" || more.length > 0) return undefined;
  return tells(producer, task, isNoted, linked) ? producer : undefined;
}

/** The tasks whose outputs a source is; undefined when it takes more than one record to tell. */
function producerOf(source: Source): readonly string[] | undefined {
  switch (source.kind) {
    case "constant":
    case "absent":
    case "pipeline-parameter":
      return [];
    case "task-output":
      return [source.task];
    case "selected":
    case "defaulted":
      return producerOf(source.from);
    case "filled": {
      const inner = Object.values(source.inputs).map(producerOf);
      return inner.includes(undefined) ? undefined : inner.flatMap((ids) => ids ?? []);
    }
    default:
      return undefined;
  }
}

/**
 * Can the pod of one task tell for another? It runs once wherever the other is asked for, and whenever the other may
 * start it has succeeded.
 */
function tells(producer: LeafTask, task: Task, isNoted: boolean, { tasks }: LinkedPlan): boolean {
  const shared = sharedDag(producer.id, task.id);
  const within = [...tasks.values()].filter(({ id }) => isWithin(id, shared) && id !== shared);
  // Inside a group on the way some tasks may be left out, and the group succeeds all the same.
  const beside = within.filter(({ id }) => dagOf(id) !== shared && isWithin(id, childOf(shared, producer.id)));
  const isCertain = beside.every(({ definition }) => !definition.condition && definition.trigger === "all-succeeded");
  const onTheWay = within.filter(({ id }) => isWithin(producer.id, id));
  const isOnce = onTheWay.every(({ definition }) => !definition.iterator);
  const below = within.filter(({ id }) => isWithin(task.id, id));
  // What is decided is noted where it counts, in each iteration.
  const isHere = !isNoted || below.every(({ id, definition }) => id === task.id || !definition.iterator);
  return isCertain && isOnce && isHere && below.every(({ definition }) => definition.trigger === "all-succeeded");
}
