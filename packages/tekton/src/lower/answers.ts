// What each pod is asked by Tekton, as results of its task.
import { filesOtherwise } from "@slipway/pod";
import type { TaskSpec } from "../pipeline-run.js";
import { artifactAnswers } from "./chains.js";
import { askedOf, type Context, isToldByKeys, valueDecisions } from "./context.js";
import type { Copy } from "./copy.js";
import { keysAnswer, type NamedAnswer, STATE } from "./decision.js";
import { KEYS } from "./order.js";
import { isPod, within } from "./tree.js";

/** By id of a task, what its publisher is asked. */
export type Answers = ReadonlyMap<string, readonly NamedAnswer[]>;

export function answersOfTasks(context: Context): Answers {
  const { roots, guards, settings, isSlow } = context;
  const copies = [...within(roots)];
  const present = new Set(copies.map(({ task }) => task.id));
  const asked = [
    ...[...guards].flatMap(([id, decision]) => (present.has(id) ? [decision] : [])),
    ...copies.filter(isPod).flatMap(({ task }) => valueDecisions(task, settings)),
  ];
  const told = new Map<string, Map<string, NamedAnswer>>();
  for (const { site, answer } of asked) {
    if (site.kind !== "producer") continue;
    const own = told.get(site.task.id) ?? new Map<string, NamedAnswer>();
    told.set(site.task.id, own.set(answer.name, answer));
  }
  const state: NamedAnswer = { kind: "state", name: STATE, loops: {}, importers: {} };
  const states = (copy: Pick<Copy, "spread">) => (isSlow && !copy.spread ? [state] : []);
  return new Map(
    copies
      .filter(isPod)
      .map(({ task, ...copy }) => [
        task.id,
        [...(told.get(task.id)?.values() ?? []), ...states(copy), ...artifactAnswers(task, context)],
      ]),
  );
}

/** Of a pod that tells the iterations of a loop; the first such pod tells whether the loop runs at all. */
export function answersOfKeys(batch: Copy, context: Context): readonly NamedAnswer[] {
  const { spread, task, parent } = batch;
  if (!spread || !parent) return [];
  const { maximum } = context.options.loops;
  const keys = keysAnswer(task, KEYS, { chain: spread.chain, most: maximum }, context.linked);
  const isFirst = parent.children[0] === batch && isToldByKeys(parent);
  return [...(isFirst ? askedOf(parent, context).map(({ answer }) => answer) : []), keys];
}

export function resultsOf(answers: readonly NamedAnswer[]): Pick<TaskSpec, "results"> {
  if (answers.length === 0) return {};
  const results = answers.flatMap((answer) =>
    Object.keys(filesOtherwise(answer)).map((name) => ({
      name,
      type: answer.kind === "keys" && name === answer.name ? ("array" as const) : ("string" as const),
    })),
  );
  return { results };
}
