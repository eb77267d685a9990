// js-yaml, set up as this package reads: the one place that calls it.
import { FAILSAFE_SCHEMA, loadAll, Type, types, YAMLException } from "js-yaml";
import type { JsonValue } from "./json.js";
import { MAX_DEPTH, MAX_NODES } from "./limits.js";

declare module "js-yaml" {
  // Of its own schemas; DefinitelyTyped leaves it out.
  const types: Readonly<Record<"null" | "bool" | "int" | "float", Type>>;
}

const merge = new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text: string | null) => text === "<<" });

/** What CORE_SCHEMA takes a plain scalar for: the first of these that does, or else a text. */
const OTHER_THAN_TEXT = [types.null, types.bool, types.int, types.float];

/** How what is no text begins: most plain scalars are names, which need no closer look than this. */
const FIRST = new Set("~-+.0123456789nNtTfF");

function typeOf(text: string | null): Type | undefined {
  if (text && !FIRST.has(text.charAt(0))) return undefined;
  return OTHER_THAN_TEXT.find((type) => type.resolve(text));
}

/** All types of CORE_SCHEMA in one, so that js-yaml asks once for each plain scalar. */
const plain = new Type("tag:yaml.org,2002:scalar", {
  kind: "scalar",
  resolve: (text: string | null) => typeOf(text) !== undefined,
  construct: (text: string | null) => typeOf(text)?.construct(text),
});

const schema = FAILSAFE_SCHEMA.extend({ implicit: [plain, merge], explicit: OTHER_THAN_TEXT });

const options = { schema, maxDepth: MAX_DEPTH };

/** What js-yaml shows a listener at the start and the end of every node. */
export type YamlState = { readonly position: number; readonly kind: string | null; readonly result: unknown };
export type YamlListener = (event: "open" | "close", state: YamlState) => void;

/** The reason of the exception that ends the reading of a text with more than {@link MAX_NODES}. */
export const TOO_MANY_NODES = "too many nodes";

/** Reads every document of a text; throws `YAMLException` where it is not YAML, or too much of it. */
export function loadDocuments(text: string): JsonValue[] {
  const documents: JsonValue[] = [];
  // A node takes a character at least, so there is nothing to count in a file of the usual size.
  const counting = text.length > MAX_NODES ? { ...options, listener: upTo(MAX_NODES) } : options;
  loadAll(text, (document) => documents.push(document as JsonValue), counting);
  return documents;
}

/** Listens, and stops the reader at more nodes than so many. */
function upTo(limit: number, listener: YamlListener = () => {}): YamlListener {
  let nodes = 0;
  return (event, state) => {
    if (event === "close") nodes += 1;
    if (nodes > limit) throw new YAMLException(TOO_MANY_NODES);
    listener(event, state);
  };
}

/** Shows a listener every node of a text, up to so many; a key that stands twice is no mistake here. */
export function visitNodes(text: string, listener: YamlListener, limit: number = MAX_NODES): void {
  const listening = { ...options, json: true, listener: upTo(limit, listener) };
  loadAll(text, () => {}, listening);
}
