// A diagnostic as text for people: where, what, and the lines of the file around it.
import type { Diagnostic, SourceRange } from "./diagnostic.js";

export type RenderOptions = {
  /** Name of the file, or how else the reader knows it. Default: "input". */
  readonly file?: string;
  /** The text of the file; without it no lines are shown. */
  readonly text?: string;
  /** Marks words with ANSI colours. Default: no. */
  readonly colour?: boolean;
};

/** A diagnostic, or what weighs less than any: a note of a policy. */
export type Shown = Omit<Diagnostic, "severity"> & { readonly severity: Diagnostic["severity"] | "note" };

const COLOURS = { error: 31, warning: 33, note: 36 } as const;

const LINES_BEFORE = 2;
const LONGEST_LINE = 160;

/**
 * @example
 * renderDiagnostic(diagnostic, { file: "pipeline.yaml", text });
 * // pipeline.yaml:41:9 error resolve/unknown-component: task "train" refers to component …
 * //   39 |       tasks:
 * //   40 |         train:
 * // > 41 |           componentRef: comp-trian
 * //      |           ^^^^^^^^^^^^
 */
export function renderDiagnostic(diagnostic: Shown, options: RenderOptions = {}): string {
  const { file = "input", text, colour = false } = options;
  const paint = (code: number, words: string) => (colour ? `\u001b[${code}m${words}\u001b[0m` : words);
  const severity = paint(COLOURS[diagnostic.severity], diagnostic.severity);
  const head = `${place(file, diagnostic.range)} ${severity} ${paint(1, diagnostic.code)}: ${diagnostic.message}`;
  const frame = diagnostic.range && text !== undefined ? codeFrame(text, diagnostic.range) : [];
  const path = diagnostic.path.length > 0 ? [`  at ${renderPath(diagnostic.path)}`] : [];
  const notes = (diagnostic.notes ?? []).map((note) => `  ${place(file, note.range)} note: ${note.message}`);
  return [head, ...frame, ...path, ...notes].join("\n");
}

function place(file: string, range: SourceRange | undefined): string {
  return range ? `${file}:${range.line}:${range.column}` : `${file}:`;
}

/** `root.dag.tasks["my task"].inputs` */
export function renderPath(path: readonly (string | number)[]): string {
  return path
    .map((segment, index) => {
      if (typeof segment === "number") return `[${segment}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(segment)) return `[${JSON.stringify(segment)}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join("");
}

/** The line, two before it, and carets below what is meant. */
export function codeFrame(text: string, range: SourceRange): readonly string[] {
  const lines = linesBefore(text, range);
  const width = String(range.line).length;
  const first = range.line - lines.length + 1;
  const frame = lines.map((line, index) => {
    const number = first + index;
    const mark = number === range.line ? ">" : " ";
    return `${mark} ${String(number).padStart(width)} | ${line.slice(0, LONGEST_LINE)}`.trimEnd();
  });
  const line = lines.at(-1) ?? "";
  const length = range.endLine === range.line ? range.endColumn - range.column : line.length - range.column + 1;
  if (range.column > LONGEST_LINE) return frame;
  const carets = "^".repeat(Math.max(1, Math.min(length, LONGEST_LINE - range.column + 1)));
  return [...frame, `  ${" ".repeat(width)} | ${" ".repeat(range.column - 1)}${carets}`];
}

function linesBefore(text: string, range: SourceRange): readonly string[] {
  const lineStart = range.offset - (range.column - 1);
  const lineEnd = /\r|\n|$/.exec(text.slice(range.offset))?.index ?? 0;
  const before = text
    .slice(Math.max(0, lineStart - 2000), lineStart)
    .split(/\r\n|\r|\n/)
    .slice(0, -1)
    .slice(-LINES_BEFORE);
  return [...before, text.slice(lineStart, range.offset + lineEnd)].map(printable);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a file must not act on the terminal it is shown on
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function printable(line: string): string {
  return line.replace(CONTROL, (character) => (character === "\t" ? " " : "·"));
}
