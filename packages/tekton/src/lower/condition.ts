// Conditions that compare texts of the pipeline's own parameters: Tekton decides them itself, without a pod.
// https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
import type { Expression, Plan, Task } from "@slipway/compiler";
import { param, paramText } from "../expression.js";
import type { When } from "../pipeline-run.js";
import type { Params } from "./param.js";

/** Undefined when more is asked than whether texts are equal, or whether all of several such conditions hold. */
export function whenOf(task: Task, plan: Plan, params: Params): readonly When[] | undefined {
  const { condition } = task.definition;
  return condition && translate(condition.expression, task, plan, params);
}

function translate(expression: Expression, task: Task, plan: Plan, params: Params): readonly When[] | undefined {
  if (expression.kind !== "operation") return undefined;
  const { operator, operands } = expression;
  if (operator === "&&") {
    const parts = operands.map((operand) => translate(operand, task, plan, params));
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (operator !== "==" && operator !== "!=") return undefined;
  const [left, right] = operands;
  const input = [left, right].flatMap((one) => inputOf(one, task, plan, params) ?? [])[0];
  const text = [left, right].flatMap((one) => textIn(one, task) ?? [])[0];
  if (input === undefined || text === undefined) return undefined;
  // Parameters are always there, so `notin` cannot hold for want of one.
  return [{ input, operator: operator === "==" ? "in" : "notin", values: [paramText(text, true)] }];
}

function inputOf(expression: Expression | undefined, { component, inputs }: Task, plan: Plan, params: Params) {
  if (expression?.kind !== "parameter") return undefined;
  const value = inputs.parameters.get(expression.name);
  if (value?.kind !== "pipeline-parameter" || component.inputs.parameters.get(expression.name)?.type !== "STRING")
    return undefined;
  const source = plan.parameters.get(value.name);
  const name = params.names.get(value.name);
  // Where it may be null, CEL has its own say.
  const canBeNull = (source?.given ?? source?.defaultValue ?? null) === null && source?.isOptional;
  return source?.type === "STRING" && !canBeNull && name !== undefined ? param(name) : undefined;
}

function textIn(expression: Expression | undefined, { inputs }: Task): string | undefined {
  if (expression?.kind === "constant" && typeof expression.value === "string") return expression.value;
  const value = expression?.kind === "parameter" ? inputs.parameters.get(expression.name) : undefined;
  return value?.kind === "constant" && typeof value.value === "string" ? value.value : undefined;
}
