// What must be known before a task starts: whether its condition holds, and how often its loop runs. Argo knows it from
// the pipeline's parameters; or the pod of a task tells it with its outputs; or a small pod of its own finds it out.
import type { LeafTask, Task, Value } from "@slipway/compiler";
import { type Answer, type Invocation, type LinkedPlan, producerFor, type Source } from "@slipway/pod";
import { countOf, whenOf } from "./condition.js";

/** Who knows. */
export type Site =
  /** Argo: this is what stands where it is asked for. */
  | { readonly kind: "text"; readonly text: string }
  /** The pod of this task, once it has ended. */
  | { readonly kind: "producer"; readonly task: LeafTask }
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
  return [{ name, task, answer, site: siteOf(text, task, sources, linked, uncertain) }];
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
  return [{ name, task, answer, site: siteOf(text, task, [loop.items], linked, uncertain) }];
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
  return { name, task, answer, site: siteOf(undefined, task, [from], linked, uncertain) };
}

function siteOf(
  text: string | undefined,
  task: Task,
  sources: readonly Source[],
  linked: LinkedPlan,
  uncertain: ReadonlySet<string>,
): Site {
  if (text !== undefined) return { kind: "text", text };
  const producer = producerFor(task, sources, linked, { uncertain });
  return producer ? { kind: "producer", task: producer } : { kind: "pod" };
}
