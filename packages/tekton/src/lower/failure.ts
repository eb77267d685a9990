// What becomes of a run when a task fails. Tekton stops: nothing more starts but what stands under `finally`. A run can be
// told to go on with what does not depend on the failed task, and is then told by a last pod how it ended.
// https://tekton.dev/docs/pipelines/pipelines/#using-the-onerror-field
import type { ResolvedOptions } from "../options.js";
import type { Copy } from "./copy.js";
import { dependenciesOf, isPod } from "./tree.js";

/**
 * Tasks that come after all others, however those ended, and that nothing comes after: Tekton has a place for them.
 *
 * @param isBound something of it is known only from another task
 */
export function lastTasks(roots: readonly Copy[], isBound: (copy: Copy) => boolean): ReadonlySet<Copy> {
  const isNeeded = new Set(roots.flatMap((copy) => dependenciesOf(copy, roots)));
  const last = roots.filter(
    (copy) => isPod(copy) && copy.task.definition.trigger === "all-completed" && !isNeeded.has(copy) && !isBound(copy),
  );
  const others = roots.filter((copy) => !last.includes(copy));
  const isAtEnd = (copy: Copy) => {
    const before = allBefore(copy, roots);
    return before.size > 0 && others.every((one) => before.has(one));
  };
  return last.every(isAtEnd) ? new Set(last) : new Set();
}

function allBefore(copy: Copy, roots: readonly Copy[]): ReadonlySet<Copy> {
  const found = new Set<Copy>();
  const next = [...dependenciesOf(copy, roots)];
  for (let one = next.pop(); one; one = next.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    next.push(...dependenciesOf(one, roots));
  }
  return found;
}

/** A task that runs whatever failed, elsewhere than at the end, runs only when a failure does not stop the run. */
export function isSlowRun(
  copies: readonly Copy[],
  last: ReadonlySet<Copy>,
  { failure }: Pick<ResolvedOptions, "failure">,
): boolean {
  if (failure !== "auto") return failure === "slow";
  return copies.some((copy) => copy.task.definition.trigger === "all-completed" && !last.has(copy));
}
