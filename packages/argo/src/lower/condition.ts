// Conditions and loops over the pipeline's own parameters: Argo decides them itself, without a pod.
// https://argo-workflows.readthedocs.io/en/latest/variables/#expression
import type { Expression, Operator, Plan, Task, Value } from "@slipway/compiler";
import type { JsonValue, ParameterType } from "@slipway/ir";
import { evaluated, isPlain } from "../expression.js";

type Kind = "text" | "number" | "boolean";
type Part = { readonly kind: Kind; readonly text: string };

const KINDS: Readonly<Partial<Record<ParameterType, Kind>>> = {
  STRING: "text",
  NUMBER_INTEGER: "number",
  NUMBER_DOUBLE: "number",
  BOOLEAN: "boolean",
};

/**
 * What stands in Argo's `when`; undefined when more than parameters of the pipeline and constants are read, or when Argo's
 * language might see it otherwise than CEL does.
 */
export function whenOf(task: Task, plan: Plan): string | undefined {
  const { condition } = task.definition;
  if (!condition) return undefined;
  const part = translate(condition.expression, task, plan);
  return part?.kind === "boolean" ? evaluated(part.text) : undefined;
}

/**
 * How many iterations a loop over a parameter of the pipeline has. With more than `most` Argo finds no number there, and says
 * what stands there instead.
 */
export function countOf(task: Task, plan: Plan, most?: number): string | undefined {
  const items = task.definition.iterator?.items;
  if (items?.kind === "list") return String(items.values.length);
  const value = items && task.inputs.parameters.get(items.name);
  if (value?.kind === "constant" && Array.isArray(value.value)) return String(value.value.length);
  if (value?.kind !== "pipeline-parameter") return undefined;
  const parameter = plan.parameters.get(value.name);
  const known = parameter?.given ?? parameter?.defaultValue;
  // A value that must not stand for itself is JSON behind a prefix.
  if (parameter?.type !== "LIST" || known === undefined || !isPlain(JSON.stringify(known))) return undefined;
  const count = `len(sprig.fromJson(workflow.parameters['${value.name}']))`;
  return evaluated(most === undefined ? count : `${count} <= ${most} ? ${count} : 'more than ${most} iterations'`);
}

function translate(expression: Expression, task: Task, plan: Plan): Part | undefined {
  switch (expression.kind) {
    case "constant":
      return constant(expression.value);
    case "parameter":
      return parameter(expression.name, task, plan);
    case "call":
      return conversion(expression.name, expression.arguments, task, plan);
    case "operation":
      return operation(
        expression.operator,
        expression.operands.map((operand) => translate(operand, task, plan)),
      );
    default:
      return undefined;
  }
}

function constant(value: JsonValue): Part | undefined {
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", text: String(value) };
    case "number":
      return { kind: "number", text: `(${value})` };
    case "string":
      return isPlain(value) ? { kind: "text", text: quoted(value) } : undefined;
    default:
      return undefined;
  }
}

function parameter(name: string, { component, inputs }: Task, plan: Plan): Part | undefined {
  const kind = KINDS[component.inputs.parameters.get(name)?.type ?? "STRUCT"];
  const value: Value | undefined = inputs.parameters.get(name);
  if (!value || !kind) return undefined;
  if (value.kind === "constant") {
    const part = constant(value.value);
    return part?.kind === kind ? part : undefined;
  }
  const source = value.kind === "pipeline-parameter" ? plan.parameters.get(value.name) : undefined;
  if (!source || KINDS[source.type] !== kind || !/^[\w-]+$/.test(source.name)) return undefined;
  // Where it may be null, CEL has its own say.
  if ((source.given ?? source.defaultValue ?? null) === null && source.isOptional) return undefined;
  const text = `workflow.parameters['${source.name}']`;
  if (kind === "number") return { kind, text: `float(${text})` };
  return { kind, text: kind === "boolean" ? `(${text} == "true")` : text };
}

/** `int(x)`, as the SDK writes it, changes nothing where `x` is a whole number anyway; any other conversion is left to CEL. */
function conversion(name: string, operands: readonly Expression[], task: Task, plan: Plan): Part | undefined {
  const [operand, ...more] = operands;
  if (name !== "int" || more.length > 0 || operand?.kind !== "parameter") return undefined;
  const type = task.component.inputs.parameters.get(operand.name)?.type;
  return type === "NUMBER_INTEGER" ? parameter(operand.name, task, plan) : undefined;
}

const COMPARISONS: readonly Operator[] = ["==", "!=", "<", "<=", ">", ">="];

function operation(operator: Operator, operands: readonly (Part | undefined)[]): Part | undefined {
  const [left, right] = operands;
  if (operator === "!") return left?.kind === "boolean" ? { kind: "boolean", text: `!(${left.text})` } : undefined;
  if (!left || !right || left.kind !== right.kind) return undefined;
  const text = `(${left.text} ${operator} ${right.text})`;
  if (operator === "&&" || operator === "||") return left.kind === "boolean" ? { kind: "boolean", text } : undefined;
  const isOrder = operator !== "==" && operator !== "!=";
  return COMPARISONS.includes(operator) && (!isOrder || left.kind === "number") ? { kind: "boolean", text } : undefined;
}

/** A text of Argo's expression language, which has JSON's escapes; the braces that would end the expression too. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[{}]/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`);
}
