// What is wrong in a user's file, as data: a code, a path, a sentence. Exceptions are for our own bugs.

/** Keys and indices from the top of a document: `["root", "dag", "tasks", "train"]`. */
export type IrPath = readonly (string | number)[];

/** A place in the text. Lines and columns count from 1, offsets from 0. */
export type SourceRange = {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
};

/** A second place that explains the first, such as "declared here". */
export type Note = { readonly message: string; readonly path: IrPath; readonly range?: SourceRange };

export type Severity = "error" | "warning";

export type Diagnostic = {
  /** `<package>/<name>`, for instance `resolve/unknown-component`. A code is never renamed. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence in the user's own names, then what to do. */
  readonly message: string;
  readonly path: IrPath;
  /** Present when it is about the key that the path ends with, not about its value. */
  readonly about?: "key";
  /** Of a text that the path names, the word that is meant: until `locate` has found it. Counts from 0. */
  readonly word?: { readonly offset: number; readonly length: number };
  /** Filled from `path` by `locate`; absent where the text is not at hand. */
  readonly range?: SourceRange;
  readonly notes?: readonly Note[];
};

/** Either a value, perhaps with warnings, or the diagnostics that say why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A catalogue entry: how severe, and a text with `{slots}`; `cause` and `fix` make the page in docs/diagnostics.md. */
export type Entry = {
  readonly severity: Severity;
  readonly message: string;
  readonly about?: "key";
  readonly cause: string;
  readonly fix: string;
};

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never;

/** Makes the diagnostic of one code; a slot that is missing or unknown does not compile. */
export type Diagnose<Catalogue extends Readonly<Record<string, Entry>>> = <Name extends keyof Catalogue & string>(
  name: Name,
  path: IrPath,
  slots: Readonly<Record<SlotsOf<Catalogue[Name]["message"]>, string | number>>,
  notes?: readonly Note[],
) => Diagnostic;

/**
 * Ties a catalogue to the prefix of its package.
 *
 * @example
 * const diagnose = defineDiagnostics("resolve", { "unknown-component": { severity: "error", message: 'task "{task}" …', … } });
 * diagnose("unknown-component", ["root", "dag", "tasks", "train"], { task: "train" });
 */
export function defineDiagnostics<const Catalogue extends Readonly<Record<string, Entry>>>(
  prefix: string,
  catalogue: Catalogue,
): Diagnose<Catalogue> {
  return (name, path, slots, notes = []) => {
    const entry = catalogue[name] as Entry;
    const values: Readonly<Record<string, string | number>> = slots;
    const message = entry.message.replace(/\{(\w+)\}/g, (_, slot: string) => readable(String(values[slot])));
    return {
      code: `${prefix}/${name}`,
      severity: entry.severity,
      message,
      path,
      ...(entry.about && { about: entry.about }),
      ...(notes.length > 0 && { notes }),
    };
  };
}

const LONGEST_QUOTE = 200;

/** A user's text in a sentence: one line, not endless, no control characters that could act on a terminal. */
function readable(text: string): string {
  // A key that is a mapping itself comes under this name from js-yaml.
  const named = text === "[object Object]" ? "{…}" : text;
  const short = named.length > LONGEST_QUOTE ? `${named.slice(0, LONGEST_QUOTE)}…` : named;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return short.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character).slice(1, -1) === character
      ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
      : JSON.stringify(character).slice(1, -1),
  );
}

/** A value made, with the warnings on the way; or, where one of the diagnostics is an error, no value. */
export function resultOf<T>(value: T, diagnostics: readonly Diagnostic[]): Result<T> {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error")
    ? { ok: false, diagnostics }
    : { ok: true, value, warnings: diagnostics };
}

/** The result with what was said before it. */
export function withWarnings<T>(warnings: readonly Diagnostic[], result: Result<T>): Result<T> {
  if (warnings.length === 0) return result;
  return result.ok
    ? { ...result, warnings: [...warnings, ...result.warnings] }
    : failed([...warnings, ...result.diagnostics]);
}

export function failed(diagnostics: readonly Diagnostic[]): { readonly ok: false; diagnostics: readonly Diagnostic[] } {
  return { ok: false, diagnostics };
}
