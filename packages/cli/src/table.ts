// Tables, times and sizes as people read them in a terminal, or in a file that they made of it.
import type { Paint } from "./style.js";

/** A cell, with the style of its text where it has one. */
export type Cell = string | { readonly text: string; readonly style: Parameters<Paint>[0] };

/**
 * Lines with their columns below one another; a column that is empty in every row is left out.
 *
 * @param heads of the columns
 * @returns with a line break at the end of each line; "" when there are no rows
 */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  if (rows.length === 0) return "";
  const lines = [heads.map((text) => ({ text, style: "note" as const })), ...rows].map((row) => row.map(shown));
  const columns = heads.map((_, index) => index).filter((index) => lines.slice(1).some((line) => line[index]?.text));
  const widths = columns.map((index) => Math.max(...lines.map((line) => line[index]?.text.length ?? 0)));
  const print = (line: readonly Shown[]) =>
    columns
      .map((index, place) => {
        const { text, style } = line[index] ?? { text: "" };
        const isLast = place === columns.length - 1;
        return `${style === undefined ? text : paint(style, text)}${isLast ? "" : " ".repeat((widths[place] ?? 0) - text.length)}`;
      })
      .join("  ")
      .trimEnd();
  return lines.map((line) => `${print(line)}\n`).join("");
}

type Shown = { readonly text: string; readonly style?: Parameters<Paint>[0] };

function shown(cell: Cell): Shown {
  return typeof cell === "string" ? { text: visible(cell) } : { ...cell, text: visible(cell.text) };
}

/** Users' texts on one line: what would move the cursor, or turn the direction of writing, is shown by its number. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A time of RFC 3339 in the zone of this machine: `2025-11-21 07:20:33`. What is no time stays as it is. */
export function localTime(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const two = (number: number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join("-");
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}

/** `4 bytes`, `1.5 KiB`, `12 MiB` */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const units = ["KiB", "MiB", "GiB", "TiB", "PiB"];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${units[power - 1]}`;
}

/** `1 run`, `2 runs`; of another plural it is told. */
export function count(amount: number, what: string, many = `${what}s`): string {
  return `${amount} ${amount === 1 ? what : many}`;
}
