// Users' texts in Markdown as GitHub reads it: nothing of them ends a table, a fence or an element, becomes HTML, emphasis, a link
// or a mention. Source: https://github.github.com/gfm/
import { visible, visibleLine } from "@slipway/ir";

/**
 * What means something inside a line: also `@someone`, `#12`, `:emoji:`, and the beginnings of addresses, which become links. What
 * means something at the beginning of a line only cannot stand there.
 */
const MEANING = /[\\`*[\]<>#|~@&$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/|[\w+-]+:)|(?<=www)\./gi;

/** Text on one line, behind other text or in a cell of a table. */
export function tableCell(text: string): string {
  return visibleLine(text).replace(MEANING, (character) => `&#${character.charCodeAt(0)};`);
}

/** Code in a line, as an element that no text can end: a code span could hold neither a bar in a table nor a backtick. */
export function codeSpan(text: string): string {
  return `<code>${tableCell(text)}</code>`;
}

/** A fenced block whose fence is longer than any run of backticks in the text. What stands in it is shown as it is. */
export function codeFence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${visible(text.replace(/\r\n?/g, "\n")).replace(/^\n+|\n+$/g, "")}\n${fence}`;
}

/**
 * A label in a Mermaid drawing: other characters than letters and digits stand there by their numbers.
 * Source: https://mermaid.js.org/syntax/flowchart.html (entity codes)
 */
export function mermaidLabel(text: string): string {
  return visibleLine(text).replace(/[^\p{L}\p{N} ,]/gu, (character) => `#${character.codePointAt(0)};`);
}
