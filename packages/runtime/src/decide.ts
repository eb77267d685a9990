// What a scheduler asks of the values of a run: whether a DAG runs, and how often.
import { type Guard, type Invocation, type Iterations, iterationsAround } from "@slipway/pod";
import { writeDecision } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { type Found, found } from "./found.js";
import { holds } from "./guard.js";
import type { Scope } from "./scope.js";
import { readItems } from "./sources.js";

/** Does one condition hold? The reason why that cannot be told is in the user's own names. */
export function decideGuard(guard: Guard, scope: Scope, context: RunContext): Promise<Found<boolean>> {
  return holds([guard], scope, context);
}

/** How many iterations a loop has. */
export async function countItems(loop: string, scope: Scope, context: RunContext): Promise<Found<number>> {
  const items = await readItems(loop, scope, context);
  return items.ok ? found(items.value.length) : items;
}

/** How many iterations a loop has, or why that cannot be told; either is noted for whoever looks at the run. */
export async function noteCount(loop: string, scope: Scope, context: RunContext): Promise<Found<number>> {
  const count = await countItems(loop, scope, context);
  const decision = count.ok ? { count: count.value } : { error: { message: count.reason } };
  await writeDecision(context, loop, iterationsAround(loop, scope.iterations), decision);
  return count;
}

/** Says how many iterations the loops of a task have, where the engine that counted them could not. */
export async function decideLoops(
  { task, loops, importers }: Invocation,
  iterations: Iterations,
  context: RunContext,
): Promise<void> {
  for (const loop of Object.keys(iterations)) {
    if (loop !== task && !task.startsWith(`${loop}/`)) continue;
    const count = await countItems(loop, { loops, importers, iterations }, context);
    // That it cannot be counted is told by whoever reads its items.
    if (count.ok) await writeDecision(context, loop, iterationsAround(loop, iterations), { count: count.value });
  }
}
