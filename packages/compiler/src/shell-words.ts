// Simple shell commands → their words.

export type ShellWord = { readonly text: string; readonly isQuoted: boolean };

/**
 * The words of one command that holds quoted and plain words and nothing else; undefined for what has operators. A
 * variable stays as it is written.
 * Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function shellWords(command: string): readonly ShellWord[] | undefined {
  const words: ShellWord[] = [];
  const word = /\s*(?:'([^']*)'|"((?:[^"\\`$]|\\[\s\S])*)"|([^\s'"\\|&;<>()`]+))(?=\s|$)/y;
  const text = command.trim();
  while (word.lastIndex < text.length) {
    const match = word.exec(text);
    if (!match) return undefined;
    const [, single, double, plain] = match;
    const value = single ?? double?.replace(/\\([$`"\\\n])/g, "$1") ?? plain ?? "";
    words.push({ text: value, isQuoted: plain === undefined });
  }
  return words;
}
