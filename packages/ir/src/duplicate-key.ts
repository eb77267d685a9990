// Keys that stand twice in one mapping. js-yaml stops at the first one; this lists all.
import type { Diagnostic, IrPath } from "./diagnostic.js";
import { MAX_SYNTAX_ERRORS } from "./limits.js";
import { diagnose } from "./messages.js";
import { firstLineOf, type Node, pairsOf, readPositions } from "./positions.js";
import { rangesOf } from "./range.js";

type Finder = { readonly text: string; readonly rangeAt: ReturnType<typeof rangesOf>; readonly found: Diagnostic[] };

/** Each with a note of where the key stands first; none for a text that is broken besides. */
export function duplicateKeys(text: string): readonly Diagnostic[] {
  const finder: Finder = { text, rangeAt: rangesOf(text), found: [] };
  for (const document of readPositions(text) ?? []) visit(document, [], finder);
  return finder.found;
}

function visit(node: Node, path: IrPath, finder: Finder): void {
  if (finder.found.length >= MAX_SYNTAX_ERRORS) return;
  if (node.kind === "mapping") visitMapping(node, path, finder);
  else
    node.children.forEach((item, i) => {
      visit(item, [...path, i], finder);
    });
}

function visitMapping(node: Node, path: IrPath, finder: Finder): void {
  const known = new Map<string, Node>();
  for (const { key, value } of pairsOf(node, finder.text)) {
    if (finder.found.length >= MAX_SYNTAX_ERRORS) return;
    const name = String(key.result);
    const first = known.get(name);
    if (first) finder.found.push(duplicateKey([...path, name], key, first, finder));
    else known.set(name, key);
    if (value) visit(value, [...path, name], finder);
  }
}

function duplicateKey(path: IrPath, second: Node, first: Node, { text, rangeAt }: Finder): Diagnostic {
  const rangeOf = (node: Node) => {
    const { offset, length } = firstLineOf(node, text);
    return rangeAt(offset, length);
  };
  const notes = [{ message: "it stands here first", path, range: rangeOf(first) }];
  return { ...diagnose("duplicate-key", path, { key: String(path.at(-1)) }, notes), range: rangeOf(second) };
}
