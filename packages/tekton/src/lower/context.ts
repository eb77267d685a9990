// What lowering knows of the whole plan.
import { invariant, type Task } from "@slipway/compiler";
import { type Certainty, type LinkedPlan, type PodFragment, uncertainDags } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import { whenOf } from "./condition.js";
import { type Copy, layOut } from "./copy.js";
import type { Decision } from "./decision.js";
import { guardDecision, valueDecision } from "./decision.js";
import { isSlowRun, lastTasks } from "./failure.js";
import { type Names, nameAll } from "./name.js";
import { type Params, pipelineParams } from "./param.js";
import { filledSlots, type SlotText, slotParam, slotText } from "./setting-slots.js";
import { isIteration, isPod, within } from "./tree.js";

export type Context = {
  readonly linked: LinkedPlan;
  readonly options: ResolvedOptions;
  readonly params: Params;
  readonly roots: readonly Copy[];
  /** Those that run at the end of all, whatever failed. */
  readonly last: ReadonlySet<Copy>;
  /** What does not depend on a failed task goes on. */
  readonly isSlow: boolean;
  readonly names: ReadonlyMap<Copy, Names>;
  /** Of tasks with a condition that is asked for before they start, by id. */
  readonly guards: ReadonlyMap<string, Decision>;
  /** Of container tasks, by id. */
  readonly settings: ReadonlyMap<string, TaskSettings>;
};

export type TaskSettings = {
  readonly fragment: PodFragment;
  /** By the parameter of its task. */
  readonly slots: ReadonlyMap<string, SlotText>;
};

export function contextOf(
  linked: LinkedPlan,
  options: ResolvedOptions,
  fragments: ReadonlyMap<string, PodFragment>,
): Context {
  const params = pipelineParams(linked.plan);
  const certainty = { uncertain: uncertainDags(linked) };
  const roots = layOut(linked, options);
  const copies = [...within(roots)];
  const numbers = new Map([...linked.tasks.keys()].map((id, index) => [id, index + 1]));
  const asking = copies.filter((copy) => !copy.spread && !isIteration(copy)).map(({ task }) => task);
  const guards = new Map(
    [...new Set(asking)].flatMap((task) => {
      const when = whenOf(task, linked.plan, params);
      const decision = guardDecision(task, `runs-${numbers.get(task.id)}`, when, linked, certainty);
      return decision ? [[task.id, decision] as const] : [];
    }),
  );
  const settings = new Map(
    [...fragments].map(([id, fragment]) => [
      id,
      taskSettings({ id, number: numbers.get(id) ?? 0 }, fragment, { linked, params, certainty }),
    ]),
  );
  const last = lastTasks(roots, (copy) => hasDecisions(copy, settings));
  const isSlow = isSlowRun(copies, last, options);
  const names = nameAll(copies, { guards, settings });
  return { linked, options, params, roots, last, isSlow, names, guards, settings };
}

function taskSettings(
  { id, number }: { readonly id: string; readonly number: number },
  fragment: PodFragment,
  { linked, params, certainty }: Pick<Context, "linked" | "params"> & { readonly certainty: Certainty },
): TaskSettings {
  const task = linked.tasks.get(id);
  invariant(task !== undefined, `${id} is a task of the plan`);
  const slots = filledSlots(fragment).map((slot, index) => {
    const text = slotText(fragment.slots.get(slot) ?? [], linked, params, (value, part) =>
      valueDecision(task, `setting-${number}-${index + 1}-${part + 1}`, value, linked, certainty),
    );
    return [slotParam(fragment, slot), text] as const;
  });
  return { fragment, slots: new Map(slots) };
}

function hasDecisions({ task }: Copy, settings: Context["settings"]): boolean {
  return valueDecisions(task, settings).length > 0;
}

/** Decisions in the settings of a task. */
export function valueDecisions({ id }: Task, settings: Context["settings"]): readonly Decision[] {
  const { slots } = settings.get(id) ?? {};
  return [...(slots?.values() ?? [])].flat().flatMap((part) => (typeof part === "string" ? [] : [part]));
}

/** Decisions about a copy itself that a pod for nothing else makes. */
export function askedOf(copy: Copy, { guards, settings }: Pick<Context, "guards" | "settings">): readonly Decision[] {
  if (copy.spread) return [];
  const guard = isIteration(copy) ? undefined : guards.get(copy.task.id);
  const values = isPod(copy) ? valueDecisions(copy.task, settings) : [];
  return [...(guard ? [guard] : []), ...values].filter(({ site }) => site.kind === "pod");
}

/** The pod that tells the iterations of a loop tells whether it runs as well. */
export function isToldByKeys({ kind, children }: Copy): boolean {
  return kind === "loop" && children[0]?.spread !== undefined && children[0].spread.keys === undefined;
}
