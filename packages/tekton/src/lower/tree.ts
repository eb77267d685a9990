// Questions about where copies are.
import type { LeafTask } from "@slipway/compiler";
import type { Copy } from "./copy.js";

/** A copy and all that is in it, each before what is in it. */
export function* within(copies: readonly Copy[]): Generator<Copy> {
  for (const copy of copies) {
    yield copy;
    yield* within(copy.children);
  }
}

/** An iteration, or a batch of them: conditions and dependencies of its task are those of the loop around it. */
export function isIteration({ parent, task }: Copy): boolean {
  return parent?.kind === "loop" && parent.task === task;
}

/** The copies that a copy depends on, of the same DAG. */
export function dependenciesOf(copy: Copy, roots: readonly Copy[]): readonly Copy[] {
  if (isIteration(copy)) return [];
  const { dependencies, settingsFrom } = copy.task.definition;
  const names = new Set([...dependencies, ...settingsFrom]);
  return siblingsOf(copy, roots).filter(({ task }) => names.has(task.definition.name));
}

export function siblingsOf(copy: Copy, roots: readonly Copy[]): readonly Copy[] {
  return copy.parent?.children ?? roots;
}

/** A task with a pod of its own. */
export function isPod(copy: Copy): copy is Copy & { readonly task: LeafTask } {
  return copy.hasPod === true && copy.task.kind === "leaf";
}

/** The copy of another task that a copy reads: the one in the same iterations. */
export function copyBeside(task: string, copy: Copy, roots: readonly Copy[]): Copy | undefined {
  for (const one of within(roots)) {
    if (one.task.id !== task || one.kind === "loop" || one.spread) continue;
    if (Object.entries(one.fixed).every(([loop, at]) => copy.fixed[loop] === at)) return one;
  }
  return undefined;
}

/** The loop around all others that are started by a matrix, or the copy itself where there is none. */
export function regionOf(copy: Copy): Copy {
  let region = copy;
  for (let at: Copy | undefined = copy; at; at = at.parent) if (at.spread) region = at.parent ?? at;
  return region;
}
