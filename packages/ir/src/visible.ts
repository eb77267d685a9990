// Users' texts as they may stand in a page or on a terminal: what cannot be seen is shown by its number.

// Control characters have no place in HTML and are commands to a terminal; those that turn the direction of writing could
// make a text look like another. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const HALF_OF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Keeps tabs and ends of lines. */
export function visible(text: string): string {
  return text.replace(HALF_OF_A_PAIR, "\ufffd").replace(INVISIBLE, numberOf);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\t\n\r\u2028\u2029]/g, numberOf);
}

function numberOf(character: string): string {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
