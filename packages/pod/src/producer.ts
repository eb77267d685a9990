// Which task's pod can tell what must be known before another starts.
import type { LeafTask, Task } from "@slipway/compiler";
import { childOf, dagOf, sharedDag, upTo } from "./dag-id.js";
import type { LinkedPlan } from "./link.js";
import type { Source } from "./source.js";

export type Certainty = {
  /** Of the plan, see {@link uncertainDags}. */
  readonly uncertain: ReadonlySet<string>;
  /** The answer is noted in the run where it counts, so that no pod outside of that place can give it. */
  readonly isNoted?: boolean;
};

/**
 * Ids of the DAGs in which some tasks may be left out, or may fail, and the DAG succeeds all the same.
 *
 * @example
 * producerFor(task, sources, linked, { uncertain: uncertainDags(linked) });
 */
export function uncertainDags({ tasks }: LinkedPlan): ReadonlySet<string> {
  const isCertain = ({ definition }: Task) => !definition.condition && definition.trigger === "all-succeeded";
  return new Set([...tasks.values()].flatMap((task) => (isCertain(task) ? [] : upTo("", dagOf(task.id)))));
}

/**
 * The one task whose outputs decide, when its pod can tell: it runs once wherever the other is asked for, and has succeeded
 * whenever that may start. Undefined when it takes a pod of its own to find out.
 *
 * @example
 * const flip = { kind: "task-output", task: "flip", output: "Output" } as const;
 * producerFor(task, [flip], linked, { uncertain: uncertainDags(linked) })?.id; // "flip"
 */
export function producerFor(
  task: Task,
  sources: readonly Source[],
  linked: LinkedPlan,
  certainty: Certainty,
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
  return tells(producer, task, linked, certainty) ? producer : undefined;
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

/** Can the pod of one task tell for another? */
function tells(
  producer: LeafTask,
  task: Task,
  { tasks }: LinkedPlan,
  { uncertain, isNoted = true }: Certainty,
): boolean {
  const shared = sharedDag(producer.id, task.id);
  const definitions = (id: string) => upTo(shared, id).flatMap((one) => tasks.get(one)?.definition ?? []);
  const isCertain = !uncertain.has(childOf(shared, producer.id));
  const isOnce = definitions(producer.id).every(({ iterator }) => !iterator);
  // What is decided is noted where it counts, in each iteration.
  const [own, ...around] = definitions(task.id);
  const isHere = !isNoted || around.every(({ iterator }) => !iterator);
  const waits = [own, ...around].every((definition) => definition?.trigger === "all-succeeded");
  return isCertain && isOnce && isHere && waits;
}
