// Runs side by side, for a terminal.

import { visibleLine } from "@slipway/ir";
import type { RunView } from "@slipway/runtime";
import { type ComparisonRow, compareRuns } from "./comparison.js";
import { clip, count } from "./format.js";

const MOST_CHARACTERS = 44;

/**
 * A table of lines that end in `\n`. What differs is marked with `*`; tasks that ended alike are only counted.
 *
 * @example
 * process.stdout.write(comparisonText([before, after]));
 */
export function comparisonText(views: readonly RunView[]): string {
  const { runs, sections } = compareRuns(views);
  const parts = sections.map(({ title, rows }) => {
    const listed = title === "Tasks" ? rows.filter(({ differs }) => differs) : rows;
    const rest = rows.length - listed.length;
    const last = rest > 0 ? [[`  ${count(rest, "task")} ended alike`]] : [];
    return { title, lines: [...listed.map(cellsOf), ...last] };
  });
  const head = ["", ...runs.map(({ id }) => cell(id))];
  const present = parts.filter(({ lines }) => lines.length > 0);
  const widths = widthsOf([head, ...present.flatMap(({ lines }) => lines.filter((cells) => cells.length > 1))]);
  const text = present.flatMap(({ title, lines }) => ["", title, ...lines.map((cells) => lineOf(cells, widths))]);
  return `${[lineOf(head, widths), ...text].join("\n")}\n`;
}

function cellsOf({ name, values, differs }: ComparisonRow): readonly string[] {
  return [`${differs ? "*" : " "} ${cell(name)}`, ...values.map((value) => (value === undefined ? "-" : cell(value)))];
}

function cell(text: string): string {
  return clip(visibleLine(text.slice(0, 1000)), MOST_CHARACTERS);
}

function widthsOf(lines: readonly (readonly string[])[]): readonly number[] {
  const [first = []] = lines;
  return first.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, index) => text.padEnd(widths[index] ?? 0))
    .join("  ")
    .trimEnd();
}
