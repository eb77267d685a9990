// js-yaml, set up as this package reads: the one place that calls it.
import { CORE_SCHEMA, loadAll, Type } from "js-yaml";
import type { JsonValue } from "./json.js";
import { MAX_DEPTH } from "./limits.js";

const merge = new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text: string | null) => text === "<<" });

const options = { schema: CORE_SCHEMA.extend({ implicit: [merge] }), maxDepth: MAX_DEPTH };

/** What js-yaml shows a listener at the start and the end of every node. */
export type YamlState = { readonly position: number; readonly kind: string | null; readonly result: unknown };
export type YamlListener = (event: "open" | "close", state: YamlState) => void;

/** Reads every document of a text; throws `YAMLException` where it is not YAML. */
export function loadDocuments(text: string): JsonValue[] {
  const documents: JsonValue[] = [];
  loadAll(text, (document) => documents.push(document as JsonValue), options);
  return documents;
}

/** Shows a listener every node of a text; a key that stands twice is no mistake here. */
export function visitNodes(text: string, listener: YamlListener): void {
  const listening = { ...options, json: true, listener };
  loadAll(text, () => {}, listening);
}
