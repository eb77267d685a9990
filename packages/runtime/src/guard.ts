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
  const closed = await firstClosed(guards, scope, context);
  return closed.ok ? found(closed.value === undefined) : closed;
}

/** The first of the conditions that is false. */
export async function firstClosed(
  guards: readonly Guard[],
  scope: Scope,
  context: RunContext,
): Promise<Found<Guard | undefined>> {
  for (const guard of guards) {
    const general = runValues({ name: guard.task.split("/").at(-1) ?? "" }, guard.task, context);
    const parameters = await resolveNullable(guard.parameters, scope, context, general);
    const artifacts = await resolveArtifacts(guard.artifacts, scope, context);
    const problems = [...parameters.problems, ...artifacts.problems];
    if (problems.length > 0) return missing(`the condition of "${guard.task}" cannot be told: ${problems.join("; ")}`);
    const verdict = evaluateCondition(guard.condition, {
      parameters: withNulls(guard.parameters, parameters.values),
      artifacts: artifacts.values,
    });
    if (!verdict.ok) return missing(`the condition of "${guard.task}" cannot be told: ${verdict.reason}`);
    if (!verdict.value) return found(guard);
  }
  return found(undefined);
}

/**
 * Notes that a condition is false. Of a task that is neither a DAG nor a loop its own record tells.
 *
 * @param of whoever asked: the condition is its own, or that of a DAG around it
 */
export async function noteClosed(
  { task }: Guard,
  of: string,
  iterations: Iterations,
  context: RunContext,
): Promise<void> {
  if (task !== of || Object.hasOwn(iterations, task))
    await writeDecision(context, task, iterationsAround(task, iterations), { skipped: true });
}
