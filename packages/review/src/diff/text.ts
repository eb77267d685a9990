// A difference for people at a terminal.
import { visible, visibleLine } from "@slipway/ir";
import type { Change, PartDifference, PipelineDifference } from "./difference.js";
import { ASSUMING, arrowOf, cacheGroups, markOf, NOTHING, partsOf, reasonsOf, TITLES, wordOf } from "./words.js";

/**
 * @example
 * differenceText(differenceOf(older, newer)); // Tasks\n  ~ train: changed\n      image: python:3.11 → python:3.12\n…
 */
export function differenceText(difference: PipelineDifference): string {
  const sections = [
    ...(difference.isSame ? [NOTHING] : []),
    ...(difference.pipeline.length > 0
      ? [
          section(
            TITLES.pipeline,
            difference.pipeline.flatMap((one) => change(one, "  ")),
          ),
        ]
      : []),
    ...partsOf(difference).map(([title, parts]) => section(title, parts.flatMap(part))),
    ...(difference.cache.length > 0 ? [section(TITLES.cache, [...cache(difference), `  ${ASSUMING}`])] : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines].join("\n");
}

function part(one: PartDifference): readonly string[] {
  return [
    `  ${markOf(one)} ${visibleLine(one.name)}: ${visibleLine(wordOf(one))}`,
    ...one.changes.flatMap((each) => change(each, "      ")),
  ];
}

function change(one: Change, indent: string): readonly string[] {
  const about = visibleLine(one.about);
  if (one.lines === undefined) return [`${indent}${about}: ${visibleLine(arrowOf(one))}`];
  return [
    `${indent}${about}:`,
    ...visible(one.lines)
      .split("\n")
      .map((line) => `${indent}  ${line}`),
  ];
}

function cache(difference: PipelineDifference): readonly string[] {
  return cacheGroups(difference).flatMap(({ title, outlooks }) => [
    `  ${title}:`,
    ...outlooks.map((one) => {
      const reasons = reasonsOf(one);
      return `    ${visibleLine(one.task)}${reasons === "" ? "" : `: ${visibleLine(reasons)}`}`;
    }),
  ]);
}
