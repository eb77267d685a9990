// Bytes as they come → lines of text, in bounded memory whatever is written.

export type Lines = { readonly push: (bytes: Uint8Array) => void; readonly end: () => void };

/** A longer line comes in pieces. */
const LONGEST_LINE = 65_536;

/**
 * Tells of each line without its line break. What is not UTF-8 comes as U+FFFD. Of a line that is written over, as progress
 * bars do it, each state that says something else in words is a line; of those that differ in numbers only, the last is.
 */
export function createLines(emit: (line: string) => void, longest: number = LONGEST_LINE): Lines {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  let over: string | undefined;
  const tell = (line: string): void => {
    for (const piece of pieces(line, longest)) emit(piece);
  };
  const writeOver = (state: string): void => {
    // To write nothing, or to wipe a line, says nothing.
    if (state.trim() === "") return;
    if (over !== undefined && wordsOf(over) !== wordsOf(state)) tell(over);
    over = state;
  };
  const endLine = (text: string): void => {
    if (over !== undefined) writeOver(text);
    tell(over ?? text);
    over = undefined;
  };
  /** Gives back what may go on. */
  const takeStates = (line: string): string => {
    const states = line.split("\r");
    const last = states.pop() ?? "";
    for (const state of states) writeOver(state);
    return last;
  };
  const take = (text: string): void => {
    const lines = (rest + text).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) endLine(takeStates(line));
    rest = takeStates(last);
    if (rest.length <= longest) return;
    if (over !== undefined) endLine("");
    const parts = pieces(rest, longest);
    for (const piece of parts.slice(0, -1)) emit(piece);
    rest = parts.at(-1) ?? "";
  };
  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end: () => {
      take(decoder.decode());
      if (rest !== "" || over !== undefined) take("\n");
    },
  };
}

function wordsOf(state: string): string {
  return state.replace(/\P{L}+/gu, "");
}

function pieces(line: string, longest: number): readonly string[] {
  if (line.length <= longest) return [line];
  // Characters of two units stay whole.
  const isSplit = /[\ud800-\udbff]/.test(line.charAt(longest - 1));
  const length = isSplit && longest > 1 ? longest - 1 : longest;
  return [line.slice(0, length), ...pieces(line.slice(length), longest)];
}
