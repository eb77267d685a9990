// What opens a scope: functions, classes, lambdas and comprehensions, and which of their parts stand outside of it.
import type { SyntaxNode } from "@lezer/common";
import { bind, type NameEvent, scope } from "./event.js";
import { type Context, targetEvents, type Walk } from "./name-events.js";
import { childrenOf, textOf } from "./tree.js";

/** A name, and what is behind it: a function, a class, or a type. */
export function definitionEvents(node: SyntaxNode, context: Context, walk: Walk): readonly NameEvent[] {
  const children = childrenOf(node);
  const name = children.find((child) => child.name === "VariableName");
  const types = children.find((child) => child.name === "TypeParamList");
  const inner =
    node.name === "TypeDefinition" ? typeEvents : node.name === "ClassDefinition" ? classEvents : functionEvents;
  const events = inner(children, context, walk);
  const own = types ? [scope("function", [...typeParameterEvents(types, context, walk), ...events])] : events;
  return [...(name ? [bind(textOf(name, context.code))] : []), ...own];
}

type Opens = (children: readonly SyntaxNode[], context: Context, walk: Walk) => readonly NameEvent[];

/** Python makes what a type stands for only when it is asked. */
const typeEvents: Opens = (children, context, walk) => {
  const start = children.findIndex(({ name }) => name === "AssignOp");
  return children.slice(start + 1).flatMap((child) => walk(child, { ...context, isIdle: true }));
};

const classEvents: Opens = (children, context, walk) => {
  const bases = children.filter(({ name }) => name === "ArgList").flatMap((child) => walk(child, context));
  const body = children.filter(({ name }) => name === "Body");
  const inside = body.flatMap((child) => walk(child, { code: context.code, within: "class" }));
  const own = ["__module__", "__qualname__"].map(bind);
  // Methods see the class itself under this name: https://docs.python.org/3/reference/datamodel.html#object.__class__
  return [...bases, scope("function", [bind("__class__"), scope("class", [...own, ...inside])])];
};

const functionEvents: Opens = (children, context, walk) => {
  const parameters = children.find(({ name }) => name === "ParamList");
  const returns = children.filter(({ name }) => name === "TypeDef").flatMap((child) => walk(child, context));
  const body = children.filter(({ name }) => name === "Body");
  return [
    ...(parameters ? outsideEvents(parameters, context, walk) : []),
    ...returns,
    functionScope(parameters, body, context, walk),
  ];
};

export function lambdaEvents(node: SyntaxNode, context: Context, walk: Walk): readonly NameEvent[] {
  const children = childrenOf(node);
  const at = children.findIndex(({ name }) => name === "ParamList");
  const parameters = children[at];
  const outside = parameters ? outsideEvents(parameters, context, walk) : [];
  return [...outside, functionScope(parameters, children.slice(at + 1), context, walk)];
}

function functionScope(
  parameters: SyntaxNode | undefined,
  body: readonly SyntaxNode[],
  { code }: Context,
  walk: Walk,
): NameEvent {
  const names = parameters ? childrenOf(parameters).filter(isParameter) : [];
  return scope("function", [
    ...names.map((name) => bind(textOf(name, code))),
    ...body.flatMap((child) => walk(child, { code, within: "function" })),
  ]);
}

/** In a list of parameters a name that does not follow `=`. */
function isParameter({ name, prevSibling }: SyntaxNode): boolean {
  return name === "VariableName" && prevSibling?.name !== "AssignOp";
}

/** Default values and annotations: they are evaluated where the function is defined. */
function outsideEvents(parameters: SyntaxNode, context: Context, walk: Walk): readonly NameEvent[] {
  return childrenOf(parameters)
    .filter((child) => !isParameter(child))
    .flatMap((child) => walk(child, context));
}

function typeParameterEvents(list: SyntaxNode, context: Context, walk: Walk): readonly NameEvent[] {
  return childrenOf(list)
    .filter(({ name }) => name === "TypeParam")
    .flatMap((parameter) => {
      const children = childrenOf(parameter);
      const at = children.findIndex(({ name }) => name === "VariableName");
      const name = children[at];
      const bounds = children.slice(at + 1).flatMap((child) => walk(child, { ...context, isIdle: true }));
      return [...(name ? [bind(textOf(name, context.code))] : []), ...bounds];
    });
}

/** All but the first list that it goes through is evaluated inside. */
export function comprehensionEvents(
  children: readonly SyntaxNode[],
  context: Context,
  walk: Walk,
): readonly NameEvent[] {
  const first = children[children.findIndex(({ name }) => name === "in") + 1];
  const inner: Context = { ...context, within: "comprehension" };
  const inside = children.flatMap((child, index) => {
    if (child === first) return [];
    return isLoopTarget(children, index) ? targetEvents(child, inner) : walk(child, inner);
  });
  return [...(first ? walk(first, context) : []), scope("comprehension", inside)];
}

/** Stands between `for` and `in`. */
function isLoopTarget(children: readonly SyntaxNode[], index: number): boolean {
  const before = children.slice(0, index).map(({ name }) => name);
  return before.lastIndexOf("for") > before.lastIndexOf("in");
}
