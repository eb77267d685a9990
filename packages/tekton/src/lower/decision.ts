// What must be known before a task starts: whether its condition holds, which iterations its loop has, a value of a
// setting. Tekton knows it from parameters; or the pod of a task tells it with a result; or a small pod finds it out.
import type { LeafTask, Task, Value } from "@slipway/compiler";
import { type Answer, type Certainty, type Invocation, type LinkedPlan, producerFor, type Source } from "@slipway/pod";
import type { When } from "../pipeline-run.js";

/** Who knows. */
export type Site =
  /** Tekton. */
  | { readonly kind: "text"; readonly when: readonly When[] }
  /** The pod of this task, in the same iterations. */
  | { readonly kind: "producer"; readonly task: LeafTask }
  /** A pod for nothing else. */
  | { readonly kind: "pod" };

export type NamedAnswer = Answer & { readonly name: string };

export type Decision = { readonly site: Site; readonly answer: NamedAnswer };

/** Result of a task, in a run that goes on whatever fails: whether it went well. */
export const STATE = "state";

/** @param name of the result, unique in the plan */
export function guardDecision(
  task: Task,
  name: string,
  when: readonly When[] | undefined,
  linked: LinkedPlan,
  certainty: Certainty,
): Decision | undefined {
  const guard = linked.guardOf(task);
  if (!guard) return undefined;
  const sources = [...Object.values(guard.parameters), ...Object.values(guard.artifacts)].map(({ from }) => from);
  const leaf =
    task.kind === "leaf" && !task.definition.iterator ? { leaf: withoutWork(linked.invocationOf(task)) } : {};
  const answer: NamedAnswer = { name, kind: "guard", guard, ...leaf, ...linked.contextOf(sources) };
  if (when) return { answer, site: { kind: "text", when } };
  return { answer, site: siteOf(producerFor(task, sources, linked, certainty)) };
}

/** Of a task that is skipped only its name and kind are recorded. */
function withoutWork(invocation: Invocation): Invocation {
  const { work } = invocation;
  const none = { parameters: {}, artifacts: {} };
  const bare = work.kind === "container" ? { ...work, command: [], args: [], env: [] } : work;
  return { ...invocation, work: bare, inputs: none, outputs: none, guards: [], loops: {}, importers: {} };
}

/** A value in the settings of a task. */
export function valueDecision(
  task: Task,
  name: string,
  value: Value,
  linked: LinkedPlan,
  certainty: Certainty,
): Decision {
  const from = linked.sourceOf(value);
  const answer: NamedAnswer = { name, kind: "parameter", from, ...linked.contextOf([from]) };
  return { answer, site: siteOf(producerFor(task, [from], linked, { ...certainty, isNoted: false })) };
}

function siteOf(producer: LeafTask | undefined): Site {
  return producer ? { kind: "producer", task: producer } : { kind: "pod" };
}

export type KeysPlace = {
  readonly chain: Extract<Answer, { readonly kind: "keys" }>["chain"];
  readonly most: number;
};

/** Which iterations a loop has, told by a pod for nothing else. */
export function keysAnswer(task: Task, name: string, { chain, most }: KeysPlace, linked: LinkedPlan): NamedAnswer {
  const around = chain.map(({ loop }) => loop);
  const [outermost = task.id] = around;
  const between = [...linked.tasks.values()].filter(
    ({ id }) => id.startsWith(`${outermost}/`) && (id === task.id || task.id.startsWith(`${id}/`)),
  );
  const guards = between.flatMap((one) => linked.guardOf(one) ?? []);
  const sources: readonly Source[] = [
    ...around.map((loop): Source => ({ kind: "loop-item", loop })),
    ...guards.flatMap(({ parameters, artifacts }) =>
      [...Object.values(parameters), ...Object.values(artifacts)].map(({ from }) => from),
    ),
  ];
  return { name, kind: "keys", loop: task.id, chain, guards, most, ...linked.contextOf(sources) };
}
