// A linked plan → the context: templates get their names, and decisions are ordered by who asks for them.
import { invariant, type Task, type Value } from "@slipway/compiler";
import { dagOf, type LinkedPlan, type PodFragment, sharedDag, uncertainDags, upTo } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import {
  type Context,
  type Decisions,
  deciderKey,
  drivenKey,
  loopKey,
  type TaskSettings,
  taskName,
} from "./context.js";
import { type Decision, decisionsOf, valueDecision } from "./decision.js";
import { leafGroups } from "./leaf.js";
import { distinctNames } from "./name.js";
import { groupDagKey, separateDriverNames, separatelyDriven } from "./separate-driver.js";
import { slotInput, slotText } from "./slot.js";

export function contextOf(
  linked: LinkedPlan,
  options: ResolvedOptions,
  fragments: ReadonlyMap<string, PodFragment>,
): Context {
  const tasks = [...linked.tasks.values()];
  const uncertain = uncertainDags(linked);
  const numbers = new Map(tasks.map(({ id }, index) => [id, index + 1]));
  const settings = new Map(
    [...fragments].map(([id, fragment]) => {
      const decide = (name: string, value: Value) => valueDecision(taskOf(id, linked), name, value, linked, uncertain);
      return [id, taskSettings(fragment, numbers.get(id) ?? 0, linked, decide)];
    }),
  );
  const ofSettings = [...settings.values()].flatMap(({ slots }) => [...slots.values()].flat());
  const decisions = [
    ...decisionsOf(linked, uncertain),
    ...ofSettings.flatMap((part) => (typeof part === "string" ? [] : [part])),
  ];
  const leaves = leafGroups(linked, fragments, options.grants);
  const dags = tasks.flatMap((task) => (task.kind === "dag" ? [task] : []));
  const loops = tasks.filter(({ definition }) => definition.iterator);
  const deciding = new Set(decisions.flatMap(({ site, task }) => (site.kind === "pod" ? [task] : [])));
  const driven = leaves.map((group) => [group, separatelyDriven(group, linked, fragments, options)] as const);
  const names = distinctNames([
    ["", linked.plan.name],
    ...leaves.map(({ key, tasks: [first] }) => [key, first.component.name] as const),
    ...dags.map(({ id, component }) => [id, component.name] as const),
    ...loops.map((task) => [loopKey(task), `${task.component.name}-loop`] as const),
    ...[...deciding].map((task) => [deciderKey(task), `${task.definition.name}-decide`] as const),
    ...driven.flatMap(([group, ofGroup]) => (ofGroup.length > 0 ? separateDriverNames(group) : [])),
  ]);
  const ofLeaves = leaves.flatMap(({ key, tasks }) => tasks.map(({ id }) => [id, names.get(key) ?? ""] as const));
  const ofDriven = driven.flatMap(([group, ofGroup]) =>
    ofGroup.map((task) => [drivenKey(task), names.get(groupDagKey(group)) ?? ""] as const),
  );
  return {
    linked,
    options,
    decisions: indexed(decisions),
    leaves,
    deciders: deciderNames(tasks, deciding),
    settings,
    templates: new Map([...names, ...ofLeaves, ...ofDriven]),
  };
}

function taskOf(id: string, { tasks }: LinkedPlan): Task {
  const task = tasks.get(id);
  invariant(task !== undefined, `${id} is a task of the plan`);
  return task;
}

/** @param number of the task in the plan, from 1 */
function taskSettings(
  fragment: PodFragment,
  number: number,
  linked: LinkedPlan,
  decide: (name: string, value: Value) => Decision,
): TaskSettings {
  const slots = [...fragment.slots].map(([slot, parts]) => {
    const input = slotInput(fragment, slot);
    return [input, slotText(parts, linked, (value, part) => decide(`${input}-${number}-${part + 1}`, value))] as const;
  });
  return { fragment, slots: new Map(slots) };
}

/** Names that no task of the same DAG has. */
function deciderNames(tasks: readonly Task[], deciding: ReadonlySet<Task>): ReadonlyMap<string, string> {
  const wanted = grouped([...deciding], ({ id }) => [dagOf(id)]);
  const siblings = grouped(tasks, ({ id }) => [dagOf(id)]);
  return new Map(
    [...wanted].flatMap(([dag, group]) => [
      ...distinctNames(
        group.map((task) => [task.id, `${taskName(task)}-decide`]),
        (siblings.get(dag) ?? []).map(taskName),
      ),
    ]),
  );
}

function indexed(decisions: readonly Decision[]): Decisions {
  const told = decisions.flatMap(({ site, ...decision }) =>
    site.kind === "producer" ? [{ ...decision, site, shared: sharedDag(site.task.id, decision.task.id) }] : [],
  );
  return {
    ofTask: grouped(decisions, ({ task }) => [task.id]),
    byProducer: grouped(told, ({ site }) => [site.task.id]),
    handedIn: grouped(told, ({ shared, task }) => upTo(shared, dagOf(task.id))),
    handedOut: grouped(told, ({ shared, site }) => upTo(shared, dagOf(site.task.id))),
  };
}

function grouped<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  }
  return groups;
}
