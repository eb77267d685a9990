// CEL text → a tree of our own, so that a backend can see what a condition reads. The parser is @marcbachmann/cel-js.
// https://github.com/google/cel-spec/blob/master/doc/langdef.md
import { type ASTNode, ParseError, parse } from "@marcbachmann/cel-js";

export type Operator =
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "&&"
  | "||"
  | "!"
  | "negate"
  | "?:";

/** A CEL expression. `inputs.parameter_values["x"]` is a `parameter`, what conditions are made of. */
export type Expression =
  /** `integer` tells 1 from 1.0, which CEL divides differently. */
  | { readonly kind: "constant"; readonly value: string | number | boolean | null; readonly integer: boolean }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly at: Expression }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly receiver?: Expression;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: "operation"; readonly operator: Operator; readonly operands: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] };

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly reason: string };

/** Longer conditions than any SDK writes would only keep the parser busy. */
const LONGEST = 100_000;

/** What was parsed last: the checks ask for a text, and then what resolves it does. */
const parsed = new Map<string, ParsedExpression>();
const MOST_PARSED = 100;

/** Parses CEL; a text that is none is a reason, not an exception. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > LONGEST) return { ok: false, reason: `it is longer than ${LONGEST} characters` };
  const known = parsed.get(text);
  if (known) return known;
  const result = parseAnew(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, result);
  return result;
}

function parseAnew(text: string): ParsedExpression {
  try {
    return { ok: true, expression: convert(parse(text).ast) };
  } catch (error) {
    return { ok: false, reason: explainError(error, text) };
  }
}

/** The parser knows where it stopped, and calls what stands there by the names of its tokens. */
function explainError(error: unknown, text: string): string {
  if (!(error instanceof ParseError) || !error.range) return error instanceof Error ? error.message : String(error);
  const rest = text.slice(error.range.start).trim();
  if (rest === "") return "it ends too early";
  const quoted = `"${rest.slice(0, LONGEST_QUOTE)}${rest.length > LONGEST_QUOTE ? "…" : ""}"`;
  return error.code.startsWith("unterminated") ? `the text ${quoted} is not closed` : `it goes wrong at ${quoted}`;
}

const LONGEST_QUOTE = 40;

function convert(node: ASTNode): Expression {
  switch (node.op) {
    case "value":
      return constant(node.args);
    case "id":
      return { kind: "name", name: node.args };
    case ".":
      return { kind: "member", of: convert(node.args[0]), name: node.args[1] };
    case "[]":
      return index(convert(node.args[0]), convert(node.args[1]));
    case "call":
      return { kind: "call", name: node.args[0], arguments: node.args[1].map(convert) };
    case "rcall":
      return {
        kind: "call",
        name: node.args[0],
        receiver: convert(node.args[1]),
        arguments: node.args[2].map(convert),
      };
    case "list":
      return { kind: "list", items: node.args.map(convert) };
    case "map":
      return { kind: "map", entries: node.args.map(([key, value]) => [convert(key), convert(value)] as const) };
    case "!_":
      return { kind: "operation", operator: "!", operands: [convert(node.args)] };
    case "-_":
      return { kind: "operation", operator: "negate", operands: [convert(node.args)] };
    case ".?":
    case "[?]":
      throw new Error("optional access (?) is not part of the CEL that Kubeflow reads");
    default:
      return { kind: "operation", operator: node.op, operands: node.args.map((operand: ASTNode) => convert(operand)) };
  }
}

function constant(value: unknown): Expression {
  if (typeof value === "bigint") return { kind: "constant", value: Number(value), integer: true };
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "constant", value, integer: false };
  }
  throw new Error("bytes and unsigned numbers have no place in a pipeline's expression");
}

function index(of: Expression, at: Expression): Expression {
  const isParameters =
    of.kind === "member" && of.name === "parameter_values" && of.of.kind === "name" && of.of.name === "inputs";
  return isParameters && at.kind === "constant" && typeof at.value === "string"
    ? { kind: "parameter", name: at.value }
    : { kind: "index", of, at };
}

/** Every node of an expression, outermost first. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of children(expression)) yield* walkExpression(child);
}

function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "constant":
    case "parameter":
    case "name":
      return [];
    case "member":
      return [expression.of];
    case "index":
      return [expression.of, expression.at];
    case "call":
      return [...(expression.receiver ? [expression.receiver] : []), ...expression.arguments];
    case "operation":
      return expression.operands;
    case "list":
      return expression.items;
    case "map":
      return expression.entries.flat();
  }
}

/** Names of the parameters that an expression reads, each once, in order. */
export function parametersOf(expression: Expression): readonly string[] {
  const names = [...walkExpression(expression)].flatMap((node) => (node.kind === "parameter" ? [node.name] : []));
  return [...new Set(names)];
}
