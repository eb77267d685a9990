// Files beside the pipeline that hold one mapping: slipway.yaml, and the values of --params.
import {
  type Diagnostic,
  describe,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Result,
  readDocuments,
  type Source,
} from "@slipway/ir";
import { readTextFile } from "./input.js";

/** A result, with the file that its diagnostics are about. */
export type Sourced<T> = Result<T> & { readonly file?: string; readonly text?: string };

/** @param refuse says that the file is something else; one with nothing in it is an empty mapping */
export function readMapping(file: string, refuse: (found: string) => Diagnostic): Sourced<JsonObject> {
  const text = readTextFile(file);
  if (!text.ok) return { ...text, file };
  const source = { file, text: text.value };
  const documents = readDocuments(text.value);
  if (!documents.ok) return { ...documents, ...source };
  const [value = {}, ...others] = documents.value.filter((document) => document !== null && document !== undefined);
  if (others.length === 0 && isJsonObject(value)) return { ok: true, value, warnings: [], ...source };
  const found = others.length > 0 ? "several documents" : describe(value as JsonValue);
  return { ok: false, diagnostics: [{ ...refuse(found), range: TOP }], ...source };
}

const TOP = { line: 1, column: 1, endLine: 1, endColumn: 2, offset: 0 };

/** For `locate`: paths start at the top of the first document. */
export function sourceOf(text: string): Source {
  return { text, pipeline: [0] };
}
