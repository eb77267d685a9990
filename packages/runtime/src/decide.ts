// What a scheduler asks of the values of a run: whether a DAG runs, and how often.
import type { Guard } from "@slipway/pod";
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
