// What must be known before a task starts: whether its condition holds, and how often its loop runs. Argo knows it from
// the pipeline's parameters; or the pod of a task tells it with its outputs; or a small pod of its own finds it out.
import type { LeafTask, Task, Value } from "@slipway/compiler";
import type { Answer, Invocation, LinkedPlan, Source } from "@slipway/pod";
import { tells } from "./certainty.js";
import { countOf, whenOf } from "./condition.js";
import { dagOf, isWithin } from "./dag-id.js";

/** Who knows. */
export type Site =
  /** Argo: this is what stands where it is asked for. */
  | { readonly kind: "text"; readonly text: string }
  /** The pod of this task, once it has ended. */
  | { readonly kind: "producer"; readonly task: LeafTask }
  /** Of the pods of several tasks that which ends last: each is asked, and those before it leave it open. */
  | { readonly kind: "last-producer"; readonly parts: readonly Decision[] }
  /** A pod for nothing else. */
  | { readonly kind: "pod" };

export type Decision = {
  /** Of the parameter that carries it, unique in the plan. */
  readonly name: string;
  readonly task: Task;
  readonly site: Site;
  /** What is asked of a pod. */
  readonly answer: NamedAnswer;
};

export type NamedAnswer = Answer & { readonly name: string };

/**
 * Conditions and counts of a plan; of one task its condition comes first.
 *
 * @param uncertain see {@link uncertainDags}
 */
export function decisionsOf(linked: LinkedPlan, uncertain: ReadonlySet<string>): readonly Decision[] {
  return [...linked.tasks.values()].flatMap((task, index) => [
    ...guardDecision(task, `runs-${index + 1}`, linked, uncertain),
    ...countDecision(task, `count-${index + 1}`, linked, uncertain),
  ]);
}

function guardDecision(
  task: Task,
  name: string,
  linked: LinkedPlan,
  uncertain: ReadonlySet<string>,
): readonly Decision[] {
  const guard = linked.guardOf(task);
  if (!guard) return [];
  const sources = [...Object.values(guard.parameters), ...Object.values(guard.artifacts)].map(({ from }) => from);
  const text = whenOf(task, linked.plan);
  const leaf =
    task.kind === "leaf" && !task.definition.iterator ? { leaf: withoutWork(linked.invocationOf(task)) } : {};
  const answer: NamedAnswer = { name, kind: "guard", guard, ...leaf, ...linked.contextOf(sources) };
  return withParts({ name, task, answer }, text, sources, { linked, uncertain });
}

/** Of a task that is skipped only its name and kind are recorded. */
function withoutWork(invocation: Invocation): Invocation {
  const { work } = invocation;
  const none = { parameters: {}, artifacts: {} };
  const bare = work.kind === "container" ? { ...work, command: [], args: [], env: [] } : work;
  return { ...invocation, work: bare, inputs: none, outputs: none, guards: [], loops: {}, importers: {} };
}

function countDecision(
  task: Task,
  name: string,
  linked: LinkedPlan,
  uncertain: ReadonlySet<string>,
): readonly Decision[] {
  const loop = linked.loopOf(task);
  if (!loop) return [];
  const sources: readonly Source[] = [{ kind: "loop-item", loop: task.id }, loop.items];
  const text = countOf(task, linked.plan);
  const answer: NamedAnswer = { name, kind: "count", loop: task.id, ...linked.contextOf(sources) };
  return withParts({ name, task, answer }, text, [loop.items], { linked, uncertain });
}

/** What must be known before a task's pod can be made: a value in its settings. */
export function valueDecision(
  task: Task,
  name: string,
  value: Value,
  linked: LinkedPlan,
  uncertain: ReadonlySet<string>,
): Decision {
  const from = linked.sourceOf(value);
  const answer: NamedAnswer = { name, kind: "parameter", from, ...linked.contextOf([from]) };
  const [producer, ...more] = tellers([from], task, { linked, uncertain });
  const isOne = producer !== undefined && more.length === 0;
  return { name, task, answer, site: isOne ? { kind: "producer", task: producer } : { kind: "pod" } };
}

/** @param uncertain see {@link uncertainDags} */
type Known = { readonly linked: LinkedPlan; readonly uncertain: ReadonlySet<string> };

/** A decision, and behind it what it is put together from. */
function withParts(
  asked: Omit<Decision, "site">,
  text: string | undefined,
  sources: readonly Source[],
  known: Known,
): readonly Decision[] {
  if (text !== undefined) return [{ ...asked, site: { kind: "text", text } }];
  const producers = tellers(sources, asked.task, known);
  const [producer, ...more] = producers;
  if (producer === undefined) return [{ ...asked, site: { kind: "pod" } }];
  if (more.length === 0) return [{ ...asked, site: { kind: "producer", task: producer } }];
  const parts = producers.map((task, index): Decision => {
    const name = `${asked.name}-${index + 1}`;
    const after = producers.filter((other) => other !== task).map(({ id }) => id);
    return { name, task: asked.task, answer: { ...asked.answer, name, after }, site: { kind: "producer", task } };
  });
  return [{ ...asked, site: { kind: "last-producer", parts } }, ...parts];
}

/** The tasks whose outputs the sources are, where their pods can tell, but for those behind which another of them waits. */
function tellers(sources: readonly Source[], task: Task, { linked, uncertain }: Known): readonly LeafTask[] {
  const ids = sources.map(producerOf);
  const producers = [...new Set(ids.flatMap((known) => known ?? []))].flatMap((id) => linked.tasks.get(id) ?? []);
  const able = producers.flatMap((producer) =>
    producer.kind === "leaf" && producer.component.kind !== "importer" && tells(producer, task, linked, uncertain)
      ? [producer]
      : [],
  );
  if (ids.includes(undefined) || able.length < producers.length) return [];
  return able.filter((one) => !able.some((other) => waitsFor(other, one, linked)));
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
