// What must be known before a task starts: whether its condition holds, and how often its loop runs. Argo knows it from
// the pipeline's parameters; or the pod of a task tells it with its outputs; or a small pod of its own finds it out.
import type { LeafTask, Task, Value } from "@slipway/compiler";
import { type Answer, type Invocation, type LinkedPlan, type Source, tellersFor } from "@slipway/pod";
import { countOf, whenOf } from "./condition.js";

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
  const [producer, ...more] = tellersFor(task, [from], linked, { uncertain });
  const isOne = producer !== undefined && more.length === 0;
  return { name, task, answer, site: isOne ? { kind: "producer", task: producer } : { kind: "pod" } };
}

/** A decision, and behind it what it is put together from. */
function withParts(
  asked: Omit<Decision, "site">,
  text: string | undefined,
  sources: readonly Source[],
  { linked, uncertain }: { readonly linked: LinkedPlan; readonly uncertain: ReadonlySet<string> },
): readonly Decision[] {
  if (text !== undefined) return [{ ...asked, site: { kind: "text", text } }];
  const producers = tellersFor(asked.task, sources, linked, { uncertain });
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
