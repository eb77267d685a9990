// Which modules a piece of Python asks for, and of which it is sure that they are there.
import type { SyntaxNode } from "@lezer/common";
import { groupsOf, handlersOf } from "./name-events.js";
import { childrenOf, parsePython, plainString, textOf } from "./tree.js";

export type Import = {
  /** `sklearn.ensemble`; begins with dots where it is relative to a package. */
  readonly module: string;
  /** Where its first name stands. */
  readonly from: number;
  /** The code is ready for its absence, or never comes there when it runs. */
  readonly isOptional: boolean;
};

/**
 * Every import in the order of the text, also `importlib.import_module("x")`; undefined for text that is not read as Python.
 *
 * @example importsOf("try:\n  import ujson\nexcept ImportError:\n  import json") // both are optional
 */
export function importsOf(code: string): readonly Import[] | undefined {
  const source = parsePython(code);
  return source && importsIn(source.top, { code, isOptional: false });
}

type Context = { readonly code: string; readonly isOptional: boolean };

function importsIn(node: SyntaxNode, context: Context): readonly Import[] {
  const { code } = context;
  if (node.name === "ImportStatement") return statementImports(node, context);
  const called = node.name === "CallExpression" ? calledImports(node, context) : [];
  const isOptional = context.isOptional || isReady(node, code);
  const inside = childrenOf(node).flatMap((child) => importsIn(child, { code, isOptional }));
  return [...called, ...inside];
}

const TAKES_IMPORT_ERROR = /\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b/;
/** Tests that ask for what is there before it is imported. */
const ASKS = /\b(?:TYPE_CHECKING|version_info|find_spec|platform)\b/;

/** What stands in it need not be there. What handlers import is for when something else is not. */
function isReady(node: SyntaxNode, code: string): boolean {
  if (node.name === "TryStatement") {
    return handlersOf(node, code).some((caught) => caught === "" || TAKES_IMPORT_ERROR.test(caught));
  }
  const head = () => code.slice(node.from, childrenOf(node).find(({ name }) => name === "Body")?.from ?? node.to);
  if (node.name === "IfStatement") return ASKS.test(head());
  return node.name === "WithStatement" && /\bsuppress\b/.test(head());
}

function statementImports(node: SyntaxNode, { code, isOptional }: Context): readonly Import[] {
  const children = childrenOf(node);
  const start = children.findIndex(({ name }) => name === "import");
  const isFrom = children[0]?.name === "from";
  const groups = isFrom ? [children.slice(1, start)] : groupsOf(children.slice(start + 1));
  return groups.map((group) => {
    const end = group.findIndex(({ name }) => name === "as");
    const words = end < 0 ? group : group.slice(0, end);
    const from = words.find(({ name }) => name === "VariableName")?.from ?? node.from;
    return { module: words.map((child) => textOf(child, code)).join(""), from, isOptional };
  });
}

/** `importlib.import_module("x")`, `__import__("x")`. */
function calledImports(node: SyntaxNode, { code, isOptional }: Context): readonly Import[] {
  const [callee, list] = childrenOf(node);
  if (!callee || !list || !/(?:^|\.)(?:import_module|__import__)$/.test(textOf(callee, code))) return [];
  const argument = childrenOf(list)[1];
  const module = plainString(argument, code);
  return module === undefined ? [] : [{ module, from: (argument?.from ?? node.from) + 1, isOptional }];
}
