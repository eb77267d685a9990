// Text → YAML documents. js-yaml reads; the `yaml` package is asked only to list what else is wrong in a broken file.
import { createRequire } from "node:module";
import { CORE_SCHEMA, loadAll, Type, YAMLException } from "js-yaml";
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import type { JsonValue } from "./json.js";
import { MAX_ALIAS_GROWTH, MAX_DEPTH, MAX_SYNTAX_ERRORS } from "./limits.js";
import { diagnose } from "./messages.js";
import { rangeAt } from "./range.js";

const merge = new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text: string | null) => text === "<<" });

const schema = CORE_SCHEMA.extend({ implicit: [merge] });

/** What js-yaml shows a listener at the start and the end of every node. */
export type YamlState = { readonly position: number; readonly kind: string | null; readonly result: unknown };
export type YamlListener = (event: "open" | "close", state: YamlState) => void;

/** Reads every document of a text; throws `YAMLException` where it is not YAML. */
export function loadDocuments(text: string, listener?: YamlListener): JsonValue[] {
  const documents: JsonValue[] = [];
  const options = { schema, maxDepth: MAX_DEPTH, ...(listener && { listener }) };
  loadAll(text, (document) => documents.push(document as JsonValue), options);
  return documents;
}

/** The documents of a text, in its order; one that holds nothing is `null`. */
export function readDocuments(text: string): Result<readonly JsonValue[]> {
  try {
    const documents = loadDocuments(text);
    if (text.includes("*") && !withinGrowth(documents, text.length)) return failed([diagnose("alias-bomb", [], {})]);
    return { ok: true, value: documents, warnings: [] };
  } catch (error) {
    if (error instanceof YAMLException) return failed(syntaxErrors(text, error));
    throw error;
  }
}

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
  const offset = Math.min(error.mark?.position ?? 0, text.length);
  const range = rangeAt(text, offset);
  const first = { ...firstError(error.reason ?? "it cannot be read", text, offset), range };
  const later = laterErrors(text)
    .filter((other) => other.range.line > range.line)
    .slice(0, MAX_SYNTAX_ERRORS - 1);
  return [first, ...later];
}

function firstError(reason: string, text: string, offset: number): Diagnostic {
  if (reason.startsWith("nesting exceeded")) return diagnose("too-deep", [], { limit: MAX_DEPTH });
  if (reason === "duplicated mapping key") {
    const key = /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? "";
    return diagnose("duplicate-key", [], { key });
  }
  return diagnose("yaml-syntax", [], { reason });
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
      errors.push({ ...diagnose("yaml-syntax", [], { reason: error.message }), range });
    }
  }
  return errors;
}
