// Text → YAML documents. js-yaml reads; the `yaml` package is asked only to list what else is wrong in a broken file.
import { createRequire } from "node:module";
import { YAMLException } from "js-yaml";
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import { duplicateKeys } from "./duplicate-key.js";
import type { JsonValue } from "./json.js";
import { MAX_ALIAS_GROWTH, MAX_DEPTH, MAX_SYNTAX_ERRORS } from "./limits.js";
import { loadDocuments } from "./load-documents.js";
import { diagnose } from "./messages.js";
import { startOfOpenNode } from "./positions.js";
import { rangeAt } from "./range.js";
import { explainMistake } from "./yaml-mistake.js";

/** The documents of a text, in its order; one that holds nothing is `null`. */
export function readDocuments(text: string): Result<readonly JsonValue[]> {
  try {
    const documents = loadDocuments(text);
    if (ANCHOR.test(text) && !withinGrowth(documents, text.length)) return failed([diagnose("alias-bomb", [], {})]);
    return { ok: true, value: documents, warnings: [] };
  } catch (error) {
    if (error instanceof YAMLException) return failed(syntaxErrors(text, error));
    throw error;
  }
}

/** Where an anchor may stand; nothing can be an alias of anything without one. */
const ANCHOR = /(?:^|[\s[{,])&[^\s&,[\]{}]/m;

/** Aliases make one object stand in many places: count places, not objects, and stop early. */
function withinGrowth(documents: readonly JsonValue[], textLength: number): boolean {
  let left = textLength * MAX_ALIAS_GROWTH + 1000;
  const open: unknown[] = [documents];
  while (open.length > 0) {
    const value = open.pop();
    left -= 1 + (typeof value === "string" ? value.length : 0);
    if (left < 0) return false;
    if (typeof value === "object" && value !== null) for (const child of Object.values(value)) open.push(child);
  }
  return true;
}

function syntaxErrors(text: string, error: YAMLException): readonly Diagnostic[] {
  const reason = error.reason ?? "it cannot be read";
  const offset = Math.min(error.mark?.position ?? 0, text.length);
  const line = rangeAt(text, offset).line;
  const twice = reason === "duplicated mapping key" ? duplicateKeys(text) : [];
  const later = laterErrors(text)
    .filter(({ range }) => range.line > line)
    .slice(0, MAX_SYNTAX_ERRORS - 1);
  return twice.length > 0 ? [...twice, ...later] : [firstError(reason, text, offset), ...later];
}

function firstError(reason: string, text: string, offset: number): Diagnostic {
  if (reason.startsWith("nesting exceeded")) {
    return { ...diagnose("too-deep", [], { limit: MAX_DEPTH }), range: rangeAt(text, offset) };
  }
  const [start, length] = placeOf(reason, text, offset);
  return { ...diagnose("yaml-syntax", [], { reason: explainMistake(reason) }), range: rangeAt(text, start, length) };
}

/** What is not closed is shown where it opens, an alias at its star; the reader stops behind them. */
function placeOf(reason: string, text: string, offset: number): readonly [start: number, length: number] {
  if (reason.startsWith("unexpected end of the")) return [startOfOpenNode(text), 1];
  const alias = /^unidentified alias "(.*)"/.exec(reason)?.[1];
  return alias === undefined ? [offset, 1] : [offset - alias.length - 1, alias.length + 1];
}

const load = createRequire(import.meta.url);

/** What `yaml`, which goes on after a mistake, finds; one diagnostic a line. */
function laterErrors(text: string): (Diagnostic & { readonly range: ReturnType<typeof rangeAt> })[] {
  const { parseAllDocuments } = load("yaml") as typeof import("yaml");
  const lines = new Set<number>();
  const errors = [];
  for (const document of parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false })) {
    if (!("errors" in document)) continue;
    for (const error of document.errors) {
      const range = rangeAt(text, error.pos[0]);
      if (lines.has(range.line)) continue;
      lines.add(range.line);
      errors.push({ ...diagnose("yaml-syntax", [], { reason: explainMistake(error.message) }), range });
    }
  }
  return errors;
}
