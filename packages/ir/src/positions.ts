// Where every node of a text starts and ends, by the same reader that says what the text holds.
import { MAX_LOCATED } from "./limits.js";
import { visitNodes, type YamlListener, type YamlState } from "./load-documents.js";

/** A node as the text has it: keys and values of a mapping follow one another in `children`. */
export type Node = {
  readonly start: number;
  readonly end: number;
  readonly kind: string | null;
  readonly result: unknown;
  readonly children: Node[];
};

/** One node a document; undefined for a text that is not YAML, or too large to note where everything in it stands. */
export function readPositions(text: string): readonly Node[] | undefined {
  const top: Node = { start: 0, end: text.length, kind: "sequence", result: undefined, children: [] };
  const open: Node[] = [top];
  try {
    const note: YamlListener = (event, state) => {
      if (event === "open") open.push(nodeAt(state));
      else close(open, state);
    };
    visitNodes(text, note, MAX_LOCATED);
  } catch {
    return undefined;
  }
  return top.children;
}

function nodeAt({ position }: YamlState): Node {
  return { start: position, end: position, kind: null, result: undefined, children: [] };
}

function close(open: Node[], { position: end, kind, result }: YamlState): void {
  const node = open.pop();
  const parent = open.at(-1);
  if (!node || !parent) return;
  // The reader may go back and read a node again: what it read before does not count.
  while ((parent.children.at(-1)?.start ?? -1) >= node.start) parent.children.pop();
  parent.children.push(unwrapped({ ...node, end, kind, result }));
}

/** The reader opens a node twice where it first looks for a key and finds a value. */
function unwrapped(node: Node): Node {
  const [only, ...others] = node.children;
  if (node.kind === "scalar") return { ...node, children: [] };
  return only && others.length === 0 && only.kind === node.kind && only.result === node.result ? only : node;
}

/** An entry of a mapping; a key as in `{ key, … }` or `? key` has no value, and no node for one either. */
export type Pair = { readonly key: Node; readonly value?: Node };

/** The entries of a mapping, in the text's order; a key that stands twice is there twice. */
export function pairsOf({ children }: Node, text: string): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < children.length; i += 1) {
    const key = children[i];
    const value = children[i + 1];
    if (!key) continue;
    const hasValue = value !== undefined && hasColonBetween(key, value, text);
    if (hasValue) i += 1;
    // The reader looks for one more key at the end of a document, and finds nothing.
    if (hasValue || key.kind !== null) pairs.push({ key, ...(hasValue && { value }) });
  }
  return pairs;
}

/** Between two nodes there is nothing but blanks, comments and the signs that say what the nodes are. */
function hasColonBetween(before: Node, after: Node, text: string): boolean {
  const between = text.slice(before.end, after.start);
  return between.replace(/#[^\r\n]*/g, "").includes(":");
}

/** Where the innermost node begins that a broken text leaves open: the quote or the bracket that is not closed. */
export function startOfOpenNode(text: string): number {
  const open: number[] = [];
  try {
    visitNodes(text, (event, { position }) => {
      if (event === "open") open.push(position);
      else open.pop();
    });
  } catch {
    const start = open.at(-1) ?? 0;
    return start + leadOf(text.slice(start, start + LONGEST_LEAD));
  }
  return 0;
}

/** The characters of a node but for blanks and comments before it; only those on its first line count. */
export function firstLineOf({ start, end }: Node, text: string): { readonly offset: number; readonly length: number } {
  const offset = start + leadOf(text.slice(start, end));
  const length = text.slice(offset, end).split(/\r|\n/, 1)[0]?.trimEnd().length ?? 0;
  return { offset, length: Math.max(1, length) };
}

/** Of blanks and comments before a node, more than any file has. */
const LONGEST_LEAD = 10_000;

function leadOf(text: string): number {
  return /^(?:\s|#[^\n]*(?:\n|$))*/.exec(text)?.[0].length ?? 0;
}
