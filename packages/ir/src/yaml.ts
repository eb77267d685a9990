// Text → YAML documents. js-yaml reads; the `yaml` package is asked only to list what else is wrong in a broken file.
import { createRequire } from "node:module";
import { YAMLException } from "js-yaml";
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import { duplicateKeys } from "./duplicate-key.js";
import type { JsonValue } from "./json.js";
import { MAX_ALIAS_GROWTH, MAX_DEPTH, MAX_NODES, MAX_RECOVERY, MAX_SYNTAX_ERRORS } from "./limits.js";
import { loadDocuments, TOO_MANY_NODES } from "./load-documents.js";
import { diagnose } from "./messages.js";
import { startOfOpenNode } from "./positions.js";
import { rangeAt, rangesOf } from "./range.js";
import { explainMistake } from "./yaml-mistake.js";

/** The documents of a text, in its order; one that holds nothing is `null`. */
export function readDocuments(text: string): Result<readonly JsonValue[]> {
  try {
    const documents = loadDocuments(text);
    if (ANCHOR.test(text) && !withinGrowth(documents, text.length)) return failed([diagnose("alias-bomb", [], {})]);
    return { ok: true, value: documents, warnings: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason === TOO_MANY_NODES) return failed([diagnose("too-many-values", [], { limit: MAX_NODES })]);
    return failed(syntaxErrors(text, error));
  }
}

/** Where an anchor may stand; nothing can be an alias of anything without one. The `&` comes first, since it is quick to find. */
const ANCHOR = /&(?<=(?:^|[\s[{,])&)[^\s&,[\]{}]/m;

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
    .filter(({ range }) => range.line > line + 1)
    .slice(0, MAX_SYNTAX_ERRORS - 1);
  return twice.length > 0 ? [...twice, ...later] : [firstError(reason, text, offset), ...later];
}

function firstError(reason: string, text: string, offset: number): Diagnostic {
  if (reason.startsWith("nesting exceeded")) {
    return { ...diagnose("too-deep", [], { limit: MAX_DEPTH }), range: rangeAt(text, offset) };
  }
  const [start, length] = placeOf(reason, text, offset);
  return {
    ...diagnose("yaml-syntax", [], { reason: explainMistake(reason, text, offset) }),
    range: rangeAt(text, start, length),
  };
}

/** Of what is not closed, of a tag and of an alias the start; of a key that is none its line: the reader stops behind them. */
function placeOf(reason: string, text: string, offset: number): readonly [start: number, length: number] {
  if (/^unexpected end of the|\btag\b/.test(reason)) return [startOfOpenNode(text), 1];
  const alias = /^unidentified alias "(.*)"/.exec(reason)?.[1];
  if (alias !== undefined) return [offset - alias.length - 1, alias.length + 1];
  if (!reason.startsWith("can not read a")) return [offset, 1];
  const start = Math.max(text.lastIndexOf("\n", offset - 2), text.lastIndexOf("\r", offset - 2)) + 1;
  const [, lead = "", line = ""] = /^([ \t]*)([^\r\n]*)/.exec(text.slice(start)) ?? [];
  return [start + lead.length, Math.max(1, line.trimEnd().length)];
}

const load = createRequire(import.meta.url);

/** What `yaml`, which goes on after a mistake, finds. What it says of the next line is mostly an echo of the same mistake. */
function laterErrors(text: string): (Diagnostic & { readonly range: ReturnType<typeof rangeAt> })[] {
  if (text.length > MAX_RECOVERY) return [];
  const { parseAllDocuments } = load("yaml") as typeof import("yaml");
  const rangeOf = rangesOf(text);
  let lastLine = -1;
  const errors = [];
  for (const document of parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false })) {
    if (!("errors" in document)) continue;
    for (const error of document.errors) {
      const range = rangeOf(error.pos[0]);
      const isEcho = range.line <= lastLine + 1;
      lastLine = Math.max(lastLine, range.line);
      if (isEcho) continue;
      const reason = explainMistake(error.message, text, error.pos[0]);
      errors.push({ ...diagnose("yaml-syntax", [], { reason }), range });
    }
  }
  return errors;
}
