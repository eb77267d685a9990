// How many accelerators a run may hold at one time: the heaviest set of tasks that may run together, in each DAG by itself and then
// as one task of the DAG around it. That is exact, since tasks wait for tasks of their own DAG only.
import { type Expression, type Plan, type TaskDefinition, tasksOf } from "@slipway/compiler";
import type { GpuAnswer } from "./answers.js";
import { heaviest, type Weighed } from "./antichain.js";
import type { TaskFacts } from "./task.js";

/** @param tasks of the plan, each DAG task before the tasks in it */
export function gpusOf(plan: Plan, tasks: readonly TaskFacts[]): GpuAnswer {
  const definitions = new Map([...tasksOf(plan)].map(({ id, definition }) => [id, definition]));
  const inside = byParent(tasks);
  const asked = (task: TaskFacts) => task.container?.accelerators ?? [];
  const resources = [...new Set(tasks.flatMap(asked).map(({ resource }) => resource))].sort();
  const held = (weigh: (task: TaskFacts) => number) => mostOf({ inside, definitions, weigh }, "");
  const all = held((task) => asked(task).reduce((sum, { count = 0 }) => sum + count, 0));
  const byResource = resources.map((resource) => {
    const of = (task: TaskFacts) => asked(task).filter((one) => one.resource === resource);
    return [resource, held((task) => of(task).reduce((sum, { count = 0 }) => sum + count, 0)).weight] as const;
  });
  return {
    most: all.weight,
    isExact: all.isExact,
    byResource: Object.fromEntries(byResource),
    tasks: all.tasks,
    perIteration: all.open,
    unknown: tasks.filter((task) => asked(task).some(({ count }) => count === undefined)).map(({ id }) => id),
  };
}

function byParent(tasks: readonly TaskFacts[]): ReadonlyMap<string, readonly TaskFacts[]> {
  const inside = new Map<string, TaskFacts[]>();
  for (const task of tasks) inside.set(task.parent ?? "", [...(inside.get(task.parent ?? "") ?? []), task]);
  return inside;
}

type Held = {
  readonly weight: number;
  readonly isExact: boolean;
  readonly tasks: readonly string[];
  readonly open: GpuAnswer["perIteration"];
};

type Question = {
  readonly inside: ReadonlyMap<string, readonly TaskFacts[]>;
  readonly definitions: ReadonlyMap<string, TaskDefinition>;
  readonly weigh: (task: TaskFacts) => number;
};

function mostOf(question: Question, parent: string): Held {
  const tasks = question.inside.get(parent) ?? [];
  const held = new Map(tasks.map((task) => [task.id, heldBy(question, task)]));
  const { groups, isExact } = alternativesOf(tasks, question.definitions);
  // Of branches that exclude each other only the heaviest counts.
  const nodes = groups.map((group) => {
    const best = group.reduce((a, b) => ((held.get(b.id)?.weight ?? 0) > (held.get(a.id)?.weight ?? 0) ? b : a));
    return { best, group };
  });
  const nodeOf = new Map(nodes.flatMap(({ best, group }) => group.map(({ id }) => [id, best.id])));
  const weighed = nodes.map(
    ({ best, group }): Weighed => ({
      name: best.id,
      weight: held.get(best.id)?.weight ?? 0,
      after: [
        ...new Set(group.flatMap(({ dependencies }) => dependencies.flatMap((id) => nodeOf.get(id) ?? []))),
      ].filter((id) => id !== best.id),
    }),
  );
  const { weight, names } = heaviest(weighed);
  const all = [...held.values()];
  return {
    weight,
    isExact: (isExact || weight === 0) && all.every((one) => one.isExact),
    tasks: names.flatMap((id) => held.get(id)?.tasks ?? []),
    open: all.flatMap(({ open }) => open),
  };
}

function heldBy(question: Question, task: TaskFacts): Held {
  if (task.kind !== "dag") return times(leafOf(question, task), task);
  return times(mostOf(question, task.id), task);
}

function leafOf({ weigh }: Question, task: TaskFacts): Held {
  const weight = weigh(task);
  return { weight, isExact: true, tasks: weight > 0 ? [task.id] : [], open: [] };
}

/** Iterations run beside each other, as many as the loop lets. */
function times(each: Held, { id, loop }: TaskFacts): Held {
  if (!loop || each.weight === 0) return each;
  const { iterations, usualIterations, parallelism } = loop;
  const copies = Math.min(iterations ?? parallelism ?? usualIterations ?? 1, parallelism ?? Number.POSITIVE_INFINITY);
  const isBounded = iterations !== undefined || parallelism !== undefined;
  const open = isBounded ? each.open : [...each.open, { loop: id, each: each.weight }];
  // A loop without iterations runs nothing.
  return { ...each, weight: each.weight * copies, tasks: copies === 0 ? [] : each.tasks, open };
}

type Alternatives = { readonly groups: readonly (readonly TaskFacts[])[]; readonly isExact: boolean };

/** Tasks of a DAG, those of which one at most runs together: the branches of one If, which wait for the same tasks. */
function alternativesOf(tasks: readonly TaskFacts[], definitions: Question["definitions"]): Alternatives {
  const groups = tasks.filter(({ condition }) => !condition).map((task) => [task]);
  const branches: (readonly [TaskFacts, Asked])[][] = [];
  let isExact = true;
  for (const task of tasks.filter(({ condition }) => condition)) {
    const asked = askedBy(task, definitions);
    const fits = ([other, its]: readonly [TaskFacts, Asked]) =>
      areExclusive(asked, its) && standAlike(task, other, tasks);
    const group = branches.find((one) => one.every(fits));
    isExact &&= group !== undefined || !branches.flat().some(([, its]) => areExclusive(asked, its));
    if (group) group.push([task, asked]);
    else branches.push([[task, asked]]);
  }
  return { groups: [...groups, ...branches.map((group) => group.map(([task]) => task))], isExact };
}

/** They wait for the same tasks, and the same tasks wait for them: where one is skipped, nothing runs beside the other. */
function standAlike(a: TaskFacts, b: TaskFacts, tasks: readonly TaskFacts[]): boolean {
  const waitForBoth = ({ dependencies }: TaskFacts) => dependencies.includes(a.id) === dependencies.includes(b.id);
  return a.dependencies.join("\n") === b.dependencies.join("\n") && tasks.every(waitForBoth);
}

type Asked = { readonly facts: readonly string[]; readonly denied: readonly (readonly string[])[] };

/** Does one ask for what the other asks not to be? So the SDK writes If, Elif and Else. */
function areExclusive(a: Asked, b: Asked): boolean {
  const denies = (one: Asked, other: Asked) =>
    one.denied.some((all) => all.every((fact) => other.facts.includes(fact)));
  return denies(a, b) || denies(b, a);
}

function askedBy({ id, inputs }: TaskFacts, definitions: Question["definitions"]): Asked {
  const expression = definitions.get(id)?.condition?.expression;
  const parts = expression ? conjunction(expression) : [];
  const sources = new Map(inputs.map(({ name, source }) => [name, source.words]));
  // What two tasks call alike may be two things: what counts is where it comes from.
  const textOf = (part: Expression) =>
    JSON.stringify(part, (_, value: Expression) =>
      value?.kind === "parameter" ? { kind: value.kind, name: sources.get(value.name) ?? value.name } : value,
    );
  const denied = parts.flatMap((part) =>
    part.kind === "operation" && part.operator === "!" ? part.operands.map(conjunction) : [],
  );
  return { facts: parts.map(textOf), denied: denied.map((all) => all.map(textOf)) };
}

function conjunction(expression: Expression): readonly Expression[] {
  if (expression.kind !== "operation" || expression.operator !== "&&") return [expression];
  return expression.operands.flatMap(conjunction);
}
