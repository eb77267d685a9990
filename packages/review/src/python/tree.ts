// Python source → its syntax tree, by the grammar of Lezer, and the little that is asked of nodes everywhere.
// Source: https://github.com/lezer-parser/python
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

export type Source = { readonly code: string; readonly top: SyntaxNode };

/** Levels of nodes; what walks the tree calls itself for each. */
const DEEPEST = 500;

/** Undefined for what the grammar does not take: Python 2, a mistake, or one of the few rarer forms that it lacks. */
export function parsePython(code: string): Source | undefined {
  const tree = parser.parse(readable(code));
  let isWhole = true;
  let depth = 0;
  tree.iterate({
    enter: ({ type, node }) => {
      depth += 1;
      if ((type.isError && !isEmptyYield(node)) || depth > DEEPEST || isPython2(node)) isWhole = false;
    },
    leave: () => {
      depth -= 1;
    },
  });
  return isWhole ? { code, top: tree.topNode } : undefined;
}

/** The grammar lacks form feeds between lines and numbers such as `1.`; what stands for them is as long. */
function readable(code: string): string {
  return code.replaceAll("\f", " ").replace(/(?<![\w.])(\d+)\.(?![\w.])/g, "$10");
}

/** `yield` alone, which the grammar has with a value only. */
function isEmptyYield({ from, to, parent, prevSibling }: SyntaxNode): boolean {
  return from === to && parent?.name.startsWith("Yield") === true && prevSibling?.name === "yield";
}

/** `print x`, and `except E, e`. */
function isPython2({ name, prevSibling, parent }: SyntaxNode): boolean {
  if (name === "PrintStatement") return true;
  return name === "," && parent?.name === "TryStatement" && prevSibling !== null;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

export function textOf({ from, to }: SyntaxNode, code: string): string {
  return code.slice(from, to);
}

/** Counts from 1. */
export function lineAt(code: string, offset: number): number {
  return code.slice(0, offset).split("\n").length;
}

/** The words of a plain string: neither a prefix nor an escape. */
export function plainString(node: SyntaxNode | undefined, code: string): string | undefined {
  if (node?.name !== "String") return undefined;
  return /^(?:"([^"\\]*)"|'([^'\\]*)')$/
    .exec(textOf(node, code))
    ?.slice(1)
    .find((text) => text !== undefined);
}
