import type { SourceRange } from "./diagnostic.js";

/** The place of `length` characters from an offset; line ends are `\n`, `\r\n` or `\r`. */
export function rangeAt(text: string, offset: number, length = 1): SourceRange {
  return rangesOf(text)(offset, length);
}

/** {@link rangeAt} for many places of one text: its lines are counted once. */
export function rangesOf(text: string): (offset: number, length?: number) => SourceRange {
  const lineStarts = [0];
  for (const lineEnd of text.matchAll(/\r\n|\r|\n/g)) lineStarts.push(lineEnd.index + lineEnd[0].length);
  const position = (offset: number) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };
  return (offset, length = 1) => {
    const end = position(Math.min(offset + length, text.length));
    return { ...position(offset), endLine: end.line, endColumn: end.column, offset };
  };
}
