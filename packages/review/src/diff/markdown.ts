// A difference as a comment on a pull request.
import { codeFence, codeSpan, tableCell } from "../report/markdown-text.js";
import type { Change, PartDifference, PipelineDifference } from "./difference.js";
import { ASSUMING, arrowOf, cacheGroups, NOTHING, partsOf, reasonsOf, TITLES, wordOf } from "./words.js";

/** GitHub takes no more in one comment. https://docs.github.com/en/rest/issues/comments */
const LONGEST = 65_000;

/**
 * Users' texts can neither end a block nor become HTML or a mention. What is too long for a comment is left out, and that is said.
 *
 * @example
 * differenceMarkdown(differenceOf(older, newer)); // ### Tasks\n\n- <code>train</code>: changed\n…
 */
export function differenceMarkdown(difference: PipelineDifference): string {
  const whole = render(difference, true);
  if (whole.length <= LONGEST) return whole;
  const short = render(difference, false);
  const note = "\n_Lines of code are left out: a comment may not be longer._\n";
  if (short.length + note.length <= LONGEST) return `${short}${note}`;
  const cut = short.slice(0, short.lastIndexOf("\n", LONGEST - 200));
  return `${cut}\n\n_The rest is left out: a comment may not be longer._\n`;
}

function render(difference: PipelineDifference, withCode: boolean): string {
  const change = (one: Change, indent: string) => changeItem(one, indent, withCode);
  const sections = [
    ...(difference.isSame ? [NOTHING] : []),
    ...(difference.pipeline.length > 0
      ? [
          section(
            TITLES.pipeline,
            difference.pipeline.map((one) => change(one, "")),
          ),
        ]
      : []),
    ...partsOf(difference).map(([title, parts]) =>
      section(
        title,
        parts.map((one) => partItem(one, change)),
      ),
    ),
    ...(difference.cache.length > 0 ? [section(TITLES.cache, [...cacheItems(difference), `\n${ASSUMING}`])] : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, items: readonly string[]): string {
  return `### ${title}\n\n${items.join("\n")}`;
}

function partItem(one: PartDifference, change: (one: Change, indent: string) => string): string {
  const { name, changes } = one;
  return [`- ${codeSpan(name)}: ${tableCell(wordOf(one))}`, ...changes.map((each) => change(each, "  "))].join("\n");
}

/** What is in a list is indented, fences too. */
function changeItem(one: Change, indent: string, withCode: boolean): string {
  const about = tableCell(one.about);
  if (one.lines === undefined) return `${indent}- ${about}: ${tableCell(arrowOf(one))}`;
  if (!withCode) return `${indent}- ${about}: other lines`;
  const block = codeFence(one.lines, "diff").split("\n");
  return [`${indent}- ${about}:`, "", ...block.map((line) => `${indent}  ${line}`)].join("\n");
}

function cacheItems(difference: PipelineDifference): readonly string[] {
  return cacheGroups(difference).flatMap(({ title, outlooks }) => [
    `- ${title}:`,
    ...outlooks.map((one) => {
      const reasons = reasonsOf(one);
      return `  - ${codeSpan(one.task)}${reasons === "" ? "" : `: ${tableCell(reasons)}`}`;
    }),
  ]);
}
