// What a program is told in files, where it is too much for its words: it takes the place that it has in them.
import { readFile } from "node:fs/promises";

/**
 * `--plan-file FILE` becomes `--plan TEXT`, and `--told-file FILE` the positional word.
 *
 * @example
 * await withTexts(["--path", "train", "--told-file", "/slipway-told/train"]); // ["--path", "train", "--", "{…}"]
 */
export async function withTexts(words: readonly string[]): Promise<readonly string[]> {
  const options: string[] = [];
  const told: string[] = [];
  // Every option has a value, so each second word is a name.
  for (let index = 0; index < words.length; index += 2) {
    const [name = "", value] = words.slice(index, index + 2);
    if (name === "--" || !name.startsWith("--") || value === undefined) return [...options, ...words.slice(index)];
    if (name === "--told-file") told.push(await readFile(value, "utf8"));
    else if (name === "--plan-file") options.push("--plan", await readFile(value, "utf8"));
    else options.push(name, value);
  }
  return told.length > 0 ? [...options, "--", ...told] : options;
}
