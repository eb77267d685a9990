// What the two YAML readers call a mistake → what it is in words that need no knowledge of YAML's grammar.

const LONGEST_LINE = 1000;

const QUOTES = "put quotes around a text that begins with";

/** The first that matches counts; those of js-yaml come first, then those of `yaml`. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^unidentified alias "(.*)"/, `nothing is marked "&$1" for "*$1" to stand for; ${QUOTES} *`],
  [/\balias\b/i, `${QUOTES} *`],
  [/\banchor\b/i, `${QUOTES} &`],
  [/\btag\b|unacceptable node kind/i, `${QUOTES} !`],
  [/non-printable|null byte/, "a character stands here that no text file has; delete it"],
  [/^unexpected end of the \w+ within a (\w+) quoted scalar/, "the text that begins here in $1 quotes is not closed"],
  [/^unexpected end of the stream within a flow collection/, "the [ or { that stands here is not closed"],
  [
    /escape sequence|hexadecimal/,
    "a backslash in double quotes begins an escape, and this is none; write \\\\ for a backslash",
  ],
  [/^missed comma|^Missing , /, "a comma or a closing bracket is missing before this"],
  [/^duplicated mapping key/, "this key stands in its mapping already; delete or rename one of the two"],
  [/\btabs?\b/i, "the line is indented with a tab; use spaces"],
  [
    /indentation of a sequence entry|sequence items must/,
    "this item is indented differently from the others of its list",
  ],
  [
    /^bad indentation of a mapping entry|^Nested mappings/,
    'this is indented differently from the lines around it, or it is a text with ": " in it that needs quotes',
  ],
  [/^All mapping items|^end of the stream or|at node end$/, "this is indented differently from the lines around it"],
  [/whitespace character is expected after/, "a blank is missing after the colon"],
  [
    /^can not read an? |^Implicit (?:map )?keys|^incomplete explicit/,
    "this line lacks a colon with a blank after it, or it goes on with the text above and is indented too little",
  ],
  [/(?:reserved|directive indicator) character (\S)$/, `${QUOTES} $1`],
  [
    /block scalar|chomping|indentation width|^a line break is expected/,
    "only a line break can follow | or >, with a + or - at most",
  ],
  [/directive/i, `${QUOTES} %`],
  [/inside keys/, "a key must be a text; put quotes around one that begins with [ or {"],
  [/merge/, '"<<" merges a mapping into another, which this is not; write the values out'],
];

/** Mistakes of which the readers say only that the line does not fit what is before it. */
const MISFIT = /indentation of|^end of the stream or|^can not read an? /;

/**
 * The reader's own words where there are no better ones.
 * @param offset where the reader stopped
 */
export function explainMistake(reason: string, text: string, offset: number): string {
  const next = text.charAt(offset);
  const before = text.slice(Math.max(0, offset - LONGEST_LINE), offset);
  if (MISFIT.test(reason) && /[@`%]/.test(next)) return `${QUOTES} ${next}`;
  if (MISFIT.test(reason) && /["'][ \t]+$/.test(before))
    return "the quotes before this end the text; put all of it between them";
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(reason);
    if (found) return sentence.replace(/\$1/g, () => found[1] ?? "");
  }
  return reason;
}
