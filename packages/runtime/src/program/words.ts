import { readFile } from "node:fs/promises";

/** A word `@/folder/file` stands for what is in the file: what is too long for a command line is shown to a pod as one. */
export function wordsOf(given: readonly string[]): Promise<readonly string[]> {
  return Promise.all(given.map((word) => (word.startsWith("@/") ? readFile(word.slice(1), "utf8") : word)));
}
