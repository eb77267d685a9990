// How one key, string or number is written so that every reader gets it back: PyYAML (YAML 1.1), yaml.v2 and yaml.v3 of
// Go (a mixture), js-yaml and yaml (YAML 1.2). Layout is in print.ts.

const INDENTS = Array.from({ length: 64 }, (_, depth) => `\n${"  ".repeat(depth)}`);

/** A line break and the indentation of the next line. */
export function lineBreak(depth: number): string {
  return INDENTS[depth] ?? `\n${"  ".repeat(depth)}`;
}

/** Most strings are names: they need no closer look than this. */
const NAME = /^[A-Za-z_/][\w./-]*$/;

/** Words that some reader takes for null, a boolean, a number, a merge or a default value. */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n|\+?\.(?:inf|nan)|<<|=)$/i;
const LONGEST_RESERVED = 5;

/** Numbers in all bases, with `_`, `,` or exponent, sexagesimal ones, and timestamps; a few harmless words too. */
const NUMBER_LIKE = /^[+.\d][-+.:_,\da-foxtz ]*$/i;

/** Starts with no indicator; no `: `, no ` #`; no space but between words. */
const PLAIN =
  /^[^\s\-?:,[\]{}#&*!|>'"%@`~\p{Cc}\ud800-\udfff][^\s:\p{Cc}\ud800-\udfff]*(?:(?::(?=\S)| +(?=[^\s#]))[^\s:\p{Cc}\ud800-\udfff]*)*$/u;
