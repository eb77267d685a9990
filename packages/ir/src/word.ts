// Where a word of a text stands in YAML or JSON, which may escape what is around it and break its lines.
import type { Diagnostic } from "./diagnostic.js";
import type { Node } from "./positions.js";

type Word = NonNullable<Diagnostic["word"]>;

/** Offset in the file; undefined where it cannot be told. Words are letters, digits and `_`, which no writer escapes or breaks. */
export function findWord({ start, end, result }: Node, { offset, length }: Word, text: string): number | undefined {
  if (typeof result !== "string") return undefined;
  const word = result.slice(offset, offset + length);
  if (!/^\w+$/.test(word)) return undefined;
  const read = placesOf(word, result);
  const written = placesOf(word, unescaped(text.slice(start, end)));
  const place = read.length === written.length ? written[read.indexOf(offset)] : undefined;
  return place === undefined ? undefined : start + place;
}

function placesOf(word: string, text: string): readonly number[] {
  return [...text.matchAll(new RegExp(`\\b${word}\\b`, "g"))].map(({ index }) => index);
}

/** In double quotes, with blanks for what is escaped: of `\\np` only `p` is a letter of the text. */
function unescaped(written: string): string {
  if (!written.trimStart().startsWith('"')) return written;
  return written.replace(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, (escaped) =>
    " ".repeat(escaped.length),
  );
}
