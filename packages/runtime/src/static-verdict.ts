// Conditions that the engine decides by itself, because they read nothing but the pipeline's parameters: nobody writes such
// a decision down, for whoever has run.json knows it.
import type { JsonValue } from "@slipway/ir";
import type { OutlineTask } from "@slipway/pod";
import { evaluateCondition } from "./expression.js";
import type { RunRecord } from "./record.js";

/** Was a task skipped by such a condition of its own? */
export function isLeftOut({ guard }: OutlineTask, { parameters }: Pick<RunRecord, "parameters">): boolean {
  if (!guard) return false;
  const values = Object.entries(guard.parameters).map(([name, { from, defaultValue = null }]): [string, JsonValue] => {
    if (from.kind === "constant") return [name, from.value];
    return [name, from.kind === "pipeline-parameter" ? (parameters[from.name] ?? defaultValue) : defaultValue];
  });
  const verdict = evaluateCondition(guard.condition, { parameters: Object.fromEntries(values), artifacts: {} });
  return verdict.ok && !verdict.value;
}
