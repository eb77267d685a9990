// Conditions: whether a task runs is a matter of the values that its condition reads.
import { type Guard, type Iterations, iterationsAround } from "@slipway/pod";
import { writeDecision } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { evaluateCondition } from "./expression.js";
import { type Found, found, missing } from "./found.js";
import { resolveArtifacts, resolveNullable, withNulls } from "./inputs.js";
import { runValues } from "./run-values.js";
import type { Scope } from "./scope.js";

/** Do all conditions hold? The outermost is asked first, and those behind a false one are not asked. */
export async function holds(guards: readonly Guard[], scope: Scope, context: RunContext): Promise<Found<boolean>> {
  const asked = await askGuards(guards, scope, context);
  return asked.kind === "untold" ? missing(asked.reason) : found(asked.kind === "open");
}

/** What came of asking conditions: all hold, or the first that is false, or that cannot be told. */
export type Asked =
  | { readonly kind: "open" }
  | { readonly kind: "closed"; readonly guard: Guard }
  | { readonly kind: "untold"; readonly guard: Guard; readonly reason: string };

/** Stops at the first that does not hold. */
export async function askGuards(guards: readonly Guard[], scope: Scope, context: RunContext): Promise<Asked> {
  for (const guard of guards) {
    const general = runValues({ name: guard.task.split("/").at(-1) ?? "" }, guard.task, context);
    const parameters = await resolveNullable(guard.parameters, scope, context, general);
    const artifacts = await resolveArtifacts(guard.artifacts, scope, context);
    const problems = [...parameters.problems, ...artifacts.problems];
    const untold = (why: string): Asked => ({
      kind: "untold",
      guard,
      reason: `the condition of "${guard.task}" cannot be told: ${why}`,
    });
    if (problems.length > 0) return untold(problems.join("; "));
    const verdict = evaluateCondition(guard.condition, {
      parameters: withNulls(guard.parameters, parameters.values),
      artifacts: artifacts.values,
    });
    if (!verdict.ok) return untold(verdict.reason);
    if (!verdict.value) return { kind: "closed", guard };
  }
  return { kind: "open" };
}

/**
 * Notes what came of the condition of a DAG or a loop. Of any other task its own record tells.
 *
 * @param of whoever asked: the condition is its own, or that of a DAG around it
 * @returns whether there was anything to note
 */
export async function noteGuard(
  asked: Exclude<Asked, { readonly kind: "open" }>,
  of: string,
  iterations: Iterations,
  context: RunContext,
): Promise<boolean> {
  const { task } = asked.guard;
  if (task === of && !Object.hasOwn(iterations, task)) return false;
  const isClosed = asked.kind === "closed";
  await writeDecision(context, task, iterationsAround(task, iterations), {
    ...(isClosed ? { skipped: true as const } : { error: { message: asked.reason } }),
  });
  return true;
}
