// What the evaluator of CEL says in its own terms → a sentence for whoever wrote the condition.
import type { EvaluationError } from "@marcbachmann/cel-js";

/** The codes are the library's. */
export function explainEvaluation({ code, summary = "" }: EvaluationError): string {
  switch (code) {
    case "no_such_key":
      return `there is no "${after("No such key: ", summary)}" in what it reads`;
    case "unknown_variable":
      return `it reads "${after("Unknown variable: ", summary)}", which conditions and selectors do not know`;
    case "index_out_of_bounds":
      return `its list is shorter: ${after("No such key: index out of bounds, ", summary)}`;
    case "no_such_overload":
      return explainOperation(after("no such overload: ", summary));
    case "no_matching_overload":
      return explainCall(after("found no matching overload for ", summary));
    default:
      return summary;
  }
}

function after(start: string, text: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}

const OPERATION = /^(.+?) (==|!=|<=|>=|<|>|in|\+|-|\*|\/|%) (.+)$/;

/** `dyn<string> < int` */
function explainOperation(operation: string): string {
  const [, left, operator, right] = OPERATION.exec(operation) ?? [];
  if (left && operator && right)
    return `"${operator}" cannot be applied to ${typeInWords(left)} and ${typeInWords(right)}`;
  const [, sign, operand] = /^([!-])(.+)$/.exec(operation) ?? [];
  return sign && operand
    ? `"${sign}" cannot be applied to ${typeInWords(operand)}`
    : `nothing is known of ${operation}`;
}

/** `'int(null)'` */
function explainCall(call: string): string {
  const [, name, types = ""] = /^'(.+?)\((.*)\)'$/.exec(call) ?? [];
  if (!name) return `nothing is known of ${call}`;
  const given = withoutInner(types)
    .split(", ")
    .filter((type) => type !== "");
  return given.length === 0
    ? `${name}() cannot be called without a value`
    : `${name}() cannot be applied to ${given.map(typeInWords).join(" and ")}`;
}

/** `map<string, list<int>>` is a map: what a type holds may have commas. */
function withoutInner(types: string): string {
  const shorter = types.replace(/<[^<>]*>/g, "");
  return shorter === types ? types : withoutInner(shorter);
}

const WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  int: "a whole number",
  uint: "a whole number",
  double: "a number",
  bool: "true or false",
  null: "nothing (null)",
};

function typeInWords(type: string): string {
  const [, dynamic] = /^dyn<(.+)>$/.exec(type) ?? [];
  const name = dynamic ?? type;
  if (name.startsWith("list")) return "a list";
  if (name.startsWith("map")) return "a mapping";
  return WORDS[name] ?? "a value";
}
