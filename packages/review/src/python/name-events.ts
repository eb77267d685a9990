// A syntax tree → what it does to names, statement by statement; expressions and what opens a scope are beside this file.
import type { SyntaxNode } from "@lezer/common";
import { bind, type NameEvent, type ScopeKind, scope } from "./event.js";
import { comprehensionEvents, definitionEvents, lambdaEvents } from "./scope-events.js";
import { childrenOf, textOf } from "./tree.js";

export type Context = {
  readonly code: string;
  /** The scope that the node stands in. */
  readonly within: ScopeKind;
  readonly isGuarded?: boolean;
  readonly isIdle?: boolean;
  readonly isAnnotation?: boolean;
};

export type Walk = (node: SyntaxNode, context: Context) => readonly NameEvent[];

/** What a node does to the names of the scope that it stands in. */
export function eventsOf(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const { code } = context;
  switch (node.name) {
    case "VariableName":
      return [useOf(node, context)];
    case "ImportStatement":
      return importEvents(node, code);
    case "ScopeStatement":
      return scopeStatementEvents(node, code);
    case "AssignStatement":
    case "UpdateStatement":
      return assignEvents(node, context);
    case "NamedExpression":
      return walrusEvents(childrenOf(node), context);
    case "DeleteStatement":
      return childrenOf(node).flatMap((child) => targetEvents(child, context));
    case "ForStatement":
      return forEvents(node, context);
    case "WithStatement":
    case "AsPattern":
      return asEvents(childrenOf(node), context);
    case "TryStatement":
      return tryEvents(node, context);
    case "CapturePattern":
      return textOf(node, code) === "_" ? [] : childrenOrSelf(node).flatMap((child) => targetEvents(child, context));
    case "KeywordPattern":
      return eventsOfAll(childrenOf(node).slice(1), context);
    case "Decorator":
    case "AttributePattern":
      return decoratorEvents(node, context);
    case "TypeDef":
      return annotationEvents(node, context);
    case "ArgList":
      return argumentEvents(node, context);
    case "FunctionDefinition":
    case "ClassDefinition":
    case "TypeDefinition":
      return definitionEvents(node, context, eventsOf);
    case "LambdaExpression":
      return lambdaEvents(node, context, eventsOf);
    case "ComprehensionExpression":
    case "ArrayComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      return comprehensionEvents(childrenOf(node), context, eventsOf);
    default:
      return eventsOfAll(childrenOf(node), context);
  }
}

function eventsOfAll(nodes: readonly SyntaxNode[], context: Context): readonly NameEvent[] {
  return nodes.flatMap((node) => eventsOf(node, context));
}

function childrenOrSelf(node: SyntaxNode): readonly SyntaxNode[] {
  const children = childrenOf(node);
  return children.length > 0 ? children : [node];
}

function useOf(node: SyntaxNode, context: Context): NameEvent {
  const { code, isGuarded = false, isIdle = false, isAnnotation = false } = context;
  return { kind: "use", use: { name: textOf(node, code), from: node.from, isGuarded, isIdle, isAnnotation } };
}

/** Of what stands where a value goes: names are bound, but `a.b` and `a[b]` use what they are made of. */
export function targetEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  switch (node.name) {
    case "VariableName":
    case "CapturePattern":
      return [bind(textOf(node, context.code))];
    case "TupleExpression":
    case "ArrayExpression":
    case "ParenthesizedExpression":
      return childrenOf(node).flatMap((child) => targetEvents(child, context));
    default:
      return eventsOf(node, context);
  }
}

/** `import a.b` binds `a`, `import a.b as c` and `from a import b as c` bind `c`. */
function importEvents(node: SyntaxNode, code: string): readonly NameEvent[] {
  const children = childrenOf(node);
  const isFrom = children[0]?.name === "from";
  const start = children.findIndex(({ name }) => name === "import");
  if (isFrom && children[start + 1]?.name === "*") {
    const module = children.slice(1, start).map((child) => textOf(child, code));
    return [{ kind: "star", module: module.join("") }];
  }
  return groupsOf(children.slice(start + 1)).flatMap((group) => {
    const names = group.filter(({ name }) => name === "VariableName");
    const bound = group.some(({ name }) => name === "as") ? names.at(-1) : names[0];
    return bound ? [bind(textOf(bound, code))] : [];
  });
}

/** What stands between commas. */
export function groupsOf(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const commas = nodes.flatMap(({ name }, index) => (name === "," ? [index] : []));
  return [...commas, nodes.length].map((end, index) =>
    nodes.slice(index === 0 ? 0 : (commas[index - 1] ?? 0) + 1, end),
  );
}

function scopeStatementEvents(node: SyntaxNode, code: string): readonly NameEvent[] {
  const [first, ...rest] = childrenOf(node);
  const how = first?.name === "global" ? "global" : "nonlocal";
  const names = rest.filter(({ name }) => name === "VariableName");
  return names.map((child) => ({ kind: "declare", how, name: textOf(child, code) }));
}

function assignEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const children = childrenOf(node);
  const isUpdate = node.name === "UpdateStatement";
  const last = children.findLastIndex(({ name }) => name === "AssignOp" || name === "UpdateOp");
  return children.flatMap((child, index) => {
    if (child.name === "TypeDef") return variableAnnotationEvents(child, context);
    const isTarget = index < last || last < 0;
    if (!isTarget) return eventsOf(child, context);
    return isUpdate ? [...targetEvents(child, context), ...eventsOf(child, context)] : targetEvents(child, context);
  });
}

function annotationEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  return eventsOfAll(childrenOf(node), { ...context, isAnnotation: true });
}

/** Annotations of variables are evaluated in modules and classes alone. */
function variableAnnotationEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const isIdle = context.within === "function" || context.within === "comprehension";
  return annotationEvents(node, isIdle ? { ...context, isIdle } : context);
}

/** `a := b` binds in the nearest scope that is no comprehension. */
function walrusEvents(nodes: readonly SyntaxNode[], context: Context): readonly NameEvent[] {
  const [target, ...rest] = nodes;
  const bound: readonly NameEvent[] = target
    ? [{ kind: "bind", name: textOf(target, context.code), isOutward: true }]
    : [];
  return [...bound, ...eventsOfAll(rest, context)];
}

function forEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const children = childrenOf(node);
  const end = children.findIndex(({ name }) => name === "in");
  return children.flatMap((child, index) => (index < end ? targetEvents(child, context) : eventsOf(child, context)));
}

/** `with a as b`, `case A() as b`. */
function asEvents(children: readonly SyntaxNode[], context: Context): readonly NameEvent[] {
  return children.flatMap((child, index) =>
    children[index - 1]?.name === "as" ? targetEvents(child, context) : eventsOf(child, context),
  );
}

const TAKES_NAME_ERROR = /\b(?:NameError|Exception|BaseException)\b/;

function tryEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const children = childrenOf(node);
  const isGuarded =
    context.isGuarded === true ||
    handlersOf(node, context.code).some((caught) => caught === "" || TAKES_NAME_ERROR.test(caught));
  const [first, second, ...rest] = children;
  const body = second ? eventsOf(second, { ...context, isGuarded }) : [];
  return [...(first ? body : []), ...asEvents(rest, context)];
}

/** What each `except` of a `try` takes, as text: `(ImportError, KeyError)`; empty for all. */
export function handlersOf(node: SyntaxNode, code: string): readonly string[] {
  const children = childrenOf(node);
  return children.flatMap(({ name }, index) => {
    if (name !== "except") return [];
    const end = children.findIndex((child, other) => other > index && (child.name === "Body" || child.name === "as"));
    return [
      children
        .slice(index + 1, end)
        .map((child) => textOf(child, code))
        .join(" "),
    ];
  });
}

/** The first name of `@a.b(c)` and of `a.b`; the others are fields. */
function decoratorEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const children = childrenOf(node);
  return children.flatMap((child, index) =>
    child.name === "VariableName" && children[index - 1]?.name === "." ? [] : eventsOf(child, context),
  );
}

/** Names before `=` are names of parameters; `f(x for x in y)` is a comprehension without brackets of its own. */
function argumentEvents(node: SyntaxNode, context: Context): readonly NameEvent[] {
  const children = childrenOf(node);
  if (children.some(({ name }) => name === "for")) return comprehensionEvents(children, context, eventsOf);
  return children.flatMap((child, index) => {
    const next = children[index + 1];
    if (next?.name !== "AssignOp") return eventsOf(child, context);
    return textOf(next, context.code) === ":=" ? walrusEvents([child], context) : [];
  });
}

/** What a whole file does to the names of its module. */
export function moduleEvents(top: SyntaxNode, code: string): NameEvent {
  return scope("module", eventsOfAll(childrenOf(top), { code, within: "module" }));
}
