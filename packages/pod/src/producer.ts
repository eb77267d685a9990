// Which task's pod can tell what must be known before another starts.
import type { LeafTask, Task } from "@slipway/compiler";
import { childOf, dagOf, isWithin, sharedDag, upTo } from "./dag-id.js";
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
 * The tasks whose outputs decide, when their pods can tell: each runs once wherever the other is asked for, and has succeeded
 * whenever that may start. A task behind which another of them waits is left out: that one sees its record. None when it
 * takes a pod of its own to find out.
 */
export function tellersFor(
  task: Task,
  sources: readonly Source[],
  linked: LinkedPlan,
  certainty: Certainty,
): readonly LeafTask[] {
  const ids = sources.map(producerOf);
  const producers = [...new Set(ids.flatMap((known) => known ?? []))].flatMap((id) => linked.tasks.get(id) ?? []);
  const able = producers.flatMap((producer) =>
    producer.kind === "leaf" && producer.component.kind !== "importer" && tells(producer, task, linked, certainty)
      ? [producer]
      : [],
  );
  if (ids.includes(undefined) || able.length < producers.length) return [];
  return able.filter((one) => !able.some((other) => waitsFor(other, one, linked)));
}

/**
 * The one task whose pod can tell, see {@link tellersFor}.
 *
 * @example
 * const flip = { kind: "task-output", task: "flip", output: "Output" } as const;
 * producerFor(task, [flip], linked, { uncertain: uncertainDags(linked) })?.id; // "flip"
 */
export function producerFor(...asked: Parameters<typeof tellersFor>): LeafTask | undefined {
  const [producer, ...more] = tellersFor(...asked);
  return more.length === 0 ? producer : undefined;
}

/** Does one task start only when another has succeeded? */
function waitsFor(one: LeafTask, other: LeafTask, { tasks }: LinkedPlan): boolean {
  const before = ({ id, definition: { trigger, dependencies } }: Task): readonly Task[] => {
    const dag = dagOf(id);
    const ids = trigger === "all-succeeded" ? dependencies.map((name) => (dag === "" ? name : `${dag}/${name}`)) : [];
    return [dag, ...ids].flatMap((known) => tasks.get(known) ?? []);
  };
  const seen = new Set<Task>([one]);
  // A set that grows is gone through to its end.
  for (const task of seen) for (const next of before(task)) seen.add(next);
  return [...seen].some(({ id }) => !isWithin(one.id, id) && isWithin(other.id, id));
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
