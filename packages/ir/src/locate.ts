// Paths → places in the text. Done only when there is something to report: the text is read once more, this time
// with a listener that notes where every node starts and ends. The same reader, so it agrees on what the text says.
import type { Diagnostic, IrPath, SourceRange } from "./diagnostic.js";
import { firstLineOf, type Node, pairsOf, readPositions } from "./positions.js";
import { rangesOf } from "./range.js";
import type { Shown } from "./render-diagnostic.js";
import { findWord } from "./word.js";

/** Where the documents of one text stand: which is the pipeline, which the platform spec, and what wraps them. */
export type Source = {
  readonly text: string;
  /** Path from the list of all documents to the pipeline spec: `[0]`, or `[0, "pipelineSpec"]` in a PipelineJob. */
  readonly pipeline: IrPath;
  readonly platform?: IrPath;
};

type Entry = { readonly key: Node; readonly value: Node };

type Places = {
  readonly text: string;
  readonly documents: readonly Node[];
  readonly rangeAt: ReturnType<typeof rangesOf>;
  /** The entries of a mapping by name, made when first asked for. */
  readonly entries: Map<Node, ReadonlyMap<string, Entry>>;
  /** Mappings and lists by what was read of them, which an alias shares; made when an alias is first met. */
  readonly anchored: () => ReadonlyMap<unknown, Node>;
};

/** Gives each diagnostic, and its notes, the range that its path names; a path that goes on past the text, its nearest part. */
export function locate<T extends Shown>(diagnostics: readonly T[], source: Source): readonly T[] {
  if (!diagnostics.some((diagnostic) => [diagnostic, ...(diagnostic.notes ?? [])].some(isUnlocated)))
    return diagnostics;
  const documents = readPositions(source.text);
  if (!documents) return diagnostics;
  const places = {
    text: source.text,
    documents,
    rangeAt: rangesOf(source.text),
    entries: new Map(),
    anchored: once(() => nodesOf(documents)),
  };
  const rangeOf = (at: Located) => {
    for (const base of basesOf(source)) {
      const range = find(places, base, at);
      if (range) return range;
    }
    return undefined;
  };
  return diagnostics.map((diagnostic) => ({
    ...withRange(diagnostic, rangeOf),
    ...(diagnostic.notes && { notes: diagnostic.notes.map((note) => withRange(note, rangeOf)) }),
  }));
}

/** Where a path may start: fields of a PipelineJob stand beside its pipeline spec, those of a platform spec elsewhere. */
function basesOf({ pipeline, platform }: Source): readonly IrPath[] {
  const wrapper = pipeline.length > 1 ? [pipeline.slice(0, 1)] : [];
  return [...wrapper, pipeline, ...(platform ? [platform] : [])];
}

/** An empty path is about the text as a whole, or about what was given with it: no place says more. */
function isUnlocated({ path, range }: Located): boolean {
  return !range && path.length > 0;
}

type Located = Pick<Diagnostic, "path" | "about" | "word" | "range">;

function withRange<T extends Located>(at: T, rangeOf: (at: Located) => SourceRange | undefined): T {
  const range = at.range ?? (isUnlocated(at) ? rangeOf(at) : undefined);
  if (!range) return at;
  const { word: _, ...rest } = at;
  // It has said what it was for.
  return { ...rest, range } as T;
}

function find(places: Places, base: IrPath, { path, about, word }: Located): SourceRange | undefined {
  let node = places.documents[Number(base[0])];
  if (!node) return undefined;
  let key: Node | undefined;
  let found = 0;
  for (const segment of [...base.slice(1), ...path]) {
    const holder: Node = node.kind === null ? (places.anchored().get(node.result) ?? node) : node;
    const entry: Entry | undefined =
      holder.kind === "mapping" ? entriesOf(holder, places).get(String(segment)) : undefined;
    const next: Node | undefined =
      entry?.value ?? (holder.kind === "sequence" ? holder.children[Number(segment)] : undefined);
    if (!next) break;
    key = entry?.key;
    node = next;
    found += 1;
  }
  // What is missing at the top of a document has no place: its first key is no part of it.
  if (found < base.length) return undefined;
  const offset = word && findWord(node, word, places.text);
  if (word && offset !== undefined) return places.rangeAt(offset, word.length);
  return rangeOfNode(key && (about === "key" || node.kind !== "scalar") ? key : node, places);
}

function nodesOf(documents: readonly Node[]): ReadonlyMap<unknown, Node> {
  const nodes = new Map<unknown, Node>();
  const pending = [...documents];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "mapping" || node.kind === "sequence") nodes.set(node.result, node);
    pending.push(...node.children);
  }
  return nodes;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** IR may write a field as `component_ref` where paths say `componentRef`: an entry goes by both. */
function entriesOf(node: Node, places: Places): ReadonlyMap<string, Entry> {
  const known = places.entries.get(node);
  if (known) return known;
  const entries = new Map<string, Entry>();
  for (const { key, value = key } of pairsOf(node, places.text)) {
    const name = String(key.result);
    const entry = { key, value };
    entries.set(name, entry);
    const camelCase = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    if (!entries.has(camelCase)) entries.set(camelCase, entry);
  }
  places.entries.set(node, entries);
  return entries;
}

function rangeOfNode(node: Node, { text, rangeAt }: Places): SourceRange {
  const { offset, length } = firstLineOf(node, text);
  return rangeAt(offset, length);
}
