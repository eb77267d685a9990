// Python as lines of coloured pieces.

export type CodeLine = {
  readonly number: number;
  readonly pieces: readonly { readonly text: string; readonly kind: string }[];
};

export function linesOf(source: string): readonly CodeLine[] {
  return source
    .replace(/^\n+|\n+$/g, "")
    .split("\n")
    .map((line, index) => ({ number: index + 1, pieces: [{ text: line, kind: "plain" }] }));
}
