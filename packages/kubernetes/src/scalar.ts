// How one key, string or number is written so that every reader gets it back: PyYAML (YAML 1.1), yaml.v2 and yaml.v3 of
// Go (a mixture), js-yaml and yaml (YAML 1.2). Layout is in print.ts.

/** Most strings are names: they need no closer look than this. (`e5` may not be one: see below.) */
const NAME = /^(?![eE][-\d])[A-Za-z_/][\w./-]*$/;

/** Words that some reader takes for null, a boolean, a number, a merge or a default value. */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n|\+?\.(?:inf|nan)|<<|=)$/i;
const LONGEST_RESERVED = 5;

/**
 * Numbers of every base, sexagesimal ones, timestamps; and other texts of the same letters, which quotes do not hurt.
 * `e5` is a number to the 1.1 schema of the package `yaml`.
 */
const NUMBER_LIKE = /^(?:[+.\d][-+.:_,\da-foxtz ]*|e[-+]?\d+)$/i;

/** No reader may see these raw; nor may a person, of whom the last two groups would hide the order of the letters. */
const UNPRINTABLE =
  "\\0-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u2028\\u2029\\ufeff\\ufffe\\uffff\\u202a-\\u202e\\u2066-\\u2069";
const HAS_UNPRINTABLE = new RegExp(`[${UNPRINTABLE}]`, "u");
const EACH_UNPRINTABLE = new RegExp(`[${UNPRINTABLE}]`, "gu");

/** Starts with no indicator, has no `: ` and no ` #`, ends with a letter. */
const LETTER = `[^\\s:${UNPRINTABLE}]`;
const PLAIN = new RegExp(
  `^(?![-?,\\[\\]{}#&*!|>'"%@\`~]|\\.\\.\\.)${LETTER}+(?:(?::(?=\\S)| +(?=[^\\s#]))${LETTER}*)*$`,
  "u",
);

/** What a literal block cannot hold or would not show: control characters, spaces at the end of a line, only line breaks. */
const NOT_LITERAL = new RegExp(`(?!\\n|\\t)[${UNPRINTABLE}]|[^\\S\\n](?:\\n|$)|^\\n*$`, "u");

/** libyaml looks no further than this for the colon after a key. */
const LONGEST_IMPLICIT_KEY = 1000;
/** What libyaml itself would write without quotes. */
const LONGEST_PLAIN_KEY = 128;

const INDENTS = Array.from({ length: 64 }, (_, depth) => `\n${"  ".repeat(depth)}`);

/** A line break and the indentation of the next line. */
export function lineBreak(depth: number): string {
  return INDENTS[depth] ?? `\n${"  ".repeat(depth)}`;
}

/** A string as a value; lines of a block are indented by `depth`. */
export function printText(text: string, depth: number): string {
  if (isPlain(text)) return text;
  return text.includes("\n") && !NOT_LITERAL.test(text) ? printLiteral(text, depth) : printQuoted(text);
}

/** A string as a key; `separator` is what stands between two lines of its mapping. */
export function printKey(key: string, separator: string): string {
  if (key.length <= LONGEST_PLAIN_KEY && isPlain(key)) return key;
  const quoted = printQuoted(key);
  return quoted.length <= LONGEST_IMPLICIT_KEY ? quoted : `? ${quoted}${separator}`;
}

/** What JSON calls null, true, false and numbers; anything else is a mistake of the caller. */
export function printPrimitive(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new TypeError(`cannot print ${String(value)} as YAML`);
  const text = JSON.stringify(value);
  // Without a dot `1e+21` is a string in YAML 1.1.
  return text.includes("e") && !text.includes(".") ? text.replace("e", ".0e") : text;
}

function isPlain(text: string): boolean {
  if (NAME.test(text)) return text.length > LONGEST_RESERVED || !RESERVED.test(text);
  return PLAIN.test(text) && !NUMBER_LIKE.test(text) && !RESERVED.test(text);
}

function printQuoted(text: string): string {
  if (!HAS_UNPRINTABLE.test(text)) return `'${text.includes("'") ? text.replaceAll("'", "''") : text}'`;
  return JSON.stringify(text).replace(EACH_UNPRINTABLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** https://yaml.org/spec/1.2.2/#81-block-scalar-styles */
function printLiteral(text: string, depth: number): string {
  // Readers take the indentation from the first line that is not empty, unless it is given.
  const indentation = /^\n*[ \t]/.test(text) ? "2" : "";
  const ending = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
  const lines = text.endsWith("\n") ? text.slice(0, -1) : text;
  return `|${indentation}${ending}${`\n${lines}`.replace(/\n(?=[^\n])/g, lineBreak(depth))}`;
}
