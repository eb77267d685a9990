// Bytes as they come → lines of text, in bounded memory whatever is written.

export type Lines = { readonly push: (bytes: Uint8Array) => void; readonly end: () => void };

/** A longer line comes in pieces. */
const LONGEST_LINE = 65_536;

/**
 * Tells of each line without its line break. What is not UTF-8 comes as U+FFFD. Of a line that was written over, as
 * progress bars do it, the last state counts.
 */
export function createLines(emit: (line: string) => void, longest: number = LONGEST_LINE): Lines {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  const take = (text: string): void => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) for (const piece of pieces(shown(line), longest)) emit(piece);
    if (rest.length <= longest) return;
    const parts = pieces(shown(rest), longest);
    for (const piece of parts.slice(0, -1)) emit(piece);
    rest = parts.at(-1) ?? "";
  };
  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end: () => {
      take(decoder.decode());
      if (rest !== "") take("\n");
    },
  };
}

/** What a terminal would show of it. */
function shown(line: string): string {
  const text = line.replace(/\r+$/, "");
  return text.slice(text.lastIndexOf("\r") + 1);
}

function pieces(line: string, longest: number): readonly string[] {
  if (line.length <= longest) return [line];
  // Characters of two units stay whole.
  const isSplit = /[\ud800-\udbff]/.test(line.charAt(longest - 1));
  const length = isSplit && longest > 1 ? longest - 1 : longest;
  return [line.slice(0, length), ...pieces(line.slice(length), longest)];
}
