// Python as lines of coloured pieces.
import { type CodeSpan, highlightPython } from "../python/highlight.js";

export type CodeLine = { readonly pieces: readonly CodeSpan[] };

/** Longer ones are shown without colours, so that a page stays quick to open. */
const LONGEST = 100_000;

export function linesOf(source: string): readonly CodeLine[] {
  const text = source.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  const spans: readonly CodeSpan[] = text.length > LONGEST ? [{ text, kind: "plain" }] : highlightPython(text);
  const lines: CodeSpan[][] = [[]];
  for (const span of spans) {
    const [first = "", ...rest] = span.text.split("\n");
    if (first !== "") lines.at(-1)?.push({ ...span, text: first });
    for (const line of rest) lines.push(line === "" ? [] : [{ ...span, text: line }]);
  }
  return lines.map((pieces) => ({ pieces }));
}
