// What each of Tekton's tasks waits for, and what must hold for it to start.
import { result } from "../expression.js";
import type { When } from "../pipeline-run.js";
import type { Context } from "./context.js";
import { isToldByKeys } from "./context.js";
import type { Copy } from "./copy.js";
import { type Decision, STATE } from "./decision.js";
import { copyBeside, dependenciesOf, isIteration, regionOf, within } from "./tree.js";

export const KEYS = "keys";
/** Whether there is another batch of them. */
export const MORE_KEYS = `${KEYS}-more`;

export type Order = {
  /** Names of the tasks that must have ended before anything of a copy starts. */
  readonly before: (copy: Copy) => readonly string[];
  /** What must hold for all that is in a copy. */
  readonly holds: (copy: Copy) => readonly When[];
  /** The same, without what is asked about the copy itself: for the pod that answers. */
  readonly around: (copy: Copy) => readonly When[];
  /** Id of the DAG in which a pod must see for itself whether it may begin. */
  readonly seen: (copy: Copy) => string | undefined;
};

export function orderOf(context: Context): Order {
  const { roots, names, guards, isSlow } = context;
  const dependencies = memo((copy: Copy) => dependenciesOf(copy, roots));

  const before: Order["before"] = memo((copy: Copy): readonly string[] => {
    const own = isIteration(copy) ? (copy.after ? ends(copy.after) : []) : dependencies(copy).flatMap(ends);
    return unique([...(copy.parent ? before(copy.parent) : []), ...own]);
  });

  const ends: (copy: Copy) => readonly string[] = memo((copy: Copy): readonly string[] => {
    const { own, keys, decide } = names.get(copy) ?? {};
    if (own !== undefined) return [own];
    const { children } = copy;
    const isFollowed = new Set(children.flatMap((one) => [...dependencies(one), ...(one.after ? [one.after] : [])]));
    const last = unique(children.filter((one) => !isFollowed.has(one)).flatMap(ends));
    // What is in it may take no pod; whoever waits for it waits for what is before it.
    const itself = [keys, decide].flatMap((name) => name ?? []);
    const passed = last.length > 0 ? last : [...itself, ...dependencies(copy).flatMap(ends)];
    return unique(passed);
  });

  const reference = (copy: Copy, decision: Decision): string => {
    const { site, answer } = decision;
    if (site.kind === "producer") {
      const producer = copyBeside(site.task.id, copy, roots);
      return result((producer && names.get(producer)?.own) ?? "", answer.name);
    }
    const teller = isToldByKeys(copy) ? names.get(copy.children[0] ?? copy)?.keys : names.get(copy)?.decide;
    return result(teller ?? "", answer.name);
  };

  const guardOf = (copy: Copy): readonly When[] => {
    const decision = isIteration(copy) || copy.spread ? undefined : guards.get(copy.task.id);
    if (!decision) return [];
    return decision.site.kind === "text" ? decision.site.when : [isTrue(reference(copy, decision))];
  };

  /** What holds when a task was not skipped: its dependents are skipped with it. */
  const omitted: (copy: Copy) => readonly When[] = memo((copy: Copy): readonly When[] => [
    ...guardOf(copy),
    ...beforeIt(copy),
  ]);

  const waitsForSuccess = ({ task }: Copy) => task.definition.trigger === "all-succeeded";

  const beforeIt = (copy: Copy): readonly When[] => {
    if (copy.spread || !waitsForSuccess(copy)) return [];
    return dependencies(copy).flatMap((one) => [...omitted(one), ...(isSlow ? (states(one) ?? []) : [])]);
  };

  /** What holds when a copy went well; undefined where only the records tell. */
  const states: (copy: Copy) => readonly When[] | undefined = memo((copy: Copy): readonly When[] | undefined => {
    const own = names.get(copy)?.own;
    if (own !== undefined)
      return copy.spread ? undefined : [{ input: result(own, STATE), operator: "in", values: ["ok"] }];
    const inside = [...within(copy.children)];
    const isPlain = inside.every(
      (one) => !one.spread && waitsForSuccess(one) && (isIteration(one) || !guards.has(one.task.id)),
    );
    if (!isPlain || (copy.kind === "loop" && inside.length === 0 && isToldByKeys(copy))) return undefined;
    const parts = inside.length > 0 ? copy.children.map(states) : dependencies(copy).map(states);
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  });

  const keysOf = (copy: Copy): readonly When[] => {
    const { keys } = names.get(copy) ?? {};
    return keys === undefined ? [] : [isTrue(result(keys, `${KEYS}-any`))];
  };

  const around: Order["around"] = memo((copy: Copy) =>
    distinct([...(copy.parent ? holds(copy.parent) : []), ...(isIteration(copy) ? [] : beforeIt(copy))]),
  );

  const holds: Order["holds"] = memo((copy: Copy) => distinct([...around(copy), ...guardOf(copy), ...keysOf(copy)]));

  const isUnsure = (copy: Copy): boolean => {
    const own =
      isSlow &&
      !isIteration(copy) &&
      !copy.spread &&
      waitsForSuccess(copy) &&
      dependencies(copy).some((one) => states(one) === undefined);
    return own || (copy.parent !== undefined && isUnsure(copy.parent));
  };

  const hasOrderInside = (copy: Copy): boolean => {
    if (!copy.spread) return false;
    if (!isIteration(copy) && dependencies(copy).length > 0) return true;
    return copy.parent !== undefined && hasOrderInside(copy.parent);
  };

  const seen: Order["seen"] = (copy) => {
    if (isUnsure(copy)) return "";
    return hasOrderInside(copy) ? regionOf(copy).task.id : undefined;
  };

  return { before, holds, around, seen };
}

export function isTrue(input: string): When {
  return { input, operator: "in", values: ["true"] };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function distinct(whens: readonly When[]): readonly When[] {
  return [...new Map(whens.map((when) => [JSON.stringify(when), when])).values()];
}

function memo<T>(compute: (copy: Copy) => T): (copy: Copy) => T {
  const known = new Map<Copy, T>();
  return (copy) => {
    const there = known.get(copy);
    if (there !== undefined || known.has(copy)) return there as T;
    const made = compute(copy);
    known.set(copy, made);
    return made;
  };
}
