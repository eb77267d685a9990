// Objects → YAML in block style, laid out as Kubernetes tools do. How one scalar is written is in scalar.ts.
import { textsOf } from "./constant.js";
import { lineBreak, printKey, printPrimitive, printText } from "./scalar.js";

type Mapping = { readonly [key: string]: unknown };

/**
 * Prints one YAML document that readers of YAML 1.1 and of YAML 1.2 understand alike. Keys keep their order, properties
 * that are `undefined` are left out, nothing is folded or anchored.
 *
 * @see https://yaml.org/spec/1.2.2/ and https://yaml.org/spec/1.1/
 * @example
 * printManifest({ kind: "ConfigMap", data: { debug: "no", "run.sh": "set -e\necho hello\n" } });
 * // kind: ConfigMap
 * // data:
 * //   debug: 'no'
 * //   run.sh: |
 * //     set -e
 * //     echo hello
 */
export function printManifest(manifest: object): string {
  // One list of pieces a document: several times quicker than a string that grows, and than one list for all documents.
  const pieces: string[] = [];
  writeNode(pieces, manifest, 0);
  pieces.push("\n");
  return pieces.join("");
}

/**
 * Prints documents into one text, as `kubectl apply --filename` reads it.
 *
 * @see https://yaml.org/spec/1.2.2/#92-streams
 * @example
 * printManifests([{ kind: "Secret" }, { kind: "Pod" }]); // "kind: Secret\n---\nkind: Pod\n"
 */
export function printManifests(manifests: readonly object[]): string {
  return manifests.map(printManifest).join("---\n");
}

/** Writes a value from where the line stands now; lines after the first one are indented by `depth`. */
function writeNode(pieces: string[], value: unknown, depth: number): void {
  if (typeof value === "string") pieces.push(printText(value, depth));
  else if (typeof value !== "object" || value === null) pieces.push(printPrimitive(value));
  else if (isEmpty(value)) pieces.push(Array.isArray(value) ? "[]" : "{}");
  else writeCollection(pieces, value, depth);
}

/** The text of a constant is made once for each depth at which it stands. */
function writeCollection(pieces: string[], value: object, depth: number): void {
  const texts = textsOf(value);
  if (!texts) {
    writeItems(pieces, value, depth);
    return;
  }
  let text = texts[depth];
  if (text === undefined) {
    const own: string[] = [];
    writeItems(own, value, depth);
    text = own.join("");
    texts[depth] = text;
  }
  pieces.push(text);
}

function writeItems(pieces: string[], value: object, depth: number): void {
  if (Array.isArray(value)) writeSequence(pieces, value, depth);
  else if (isMapping(value)) writeMapping(pieces, value, depth);
}

function writeMapping(pieces: string[], mapping: Mapping, depth: number): void {
  const separator = lineBreak(depth);
  let isFirst = true;
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value === undefined) continue;
    if (!isFirst) pieces.push(separator);
    isFirst = false;
    pieces.push(printKey(key, separator));
    if (typeof value === "string") pieces.push(": ", printText(value, depth + 1));
    else writeBelow(pieces, value, depth);
  }
}

/** A value after its key: on the same line when it is short, else below. */
function writeBelow(pieces: string[], value: unknown, depth: number): void {
  const isInline = typeof value !== "object" || value === null || isEmpty(value);
  // The dashes of a list stand below the first letter of its key.
  const valueDepth = Array.isArray(value) ? depth : depth + 1;
  if (isInline) pieces.push(": ");
  else pieces.push(":", lineBreak(valueDepth));
  writeNode(pieces, value, valueDepth);
}

function writeSequence(pieces: string[], sequence: readonly unknown[], depth: number): void {
  const separator = lineBreak(depth);
  let isFirst = true;
  for (const item of sequence) {
    if (!isFirst) pieces.push(separator);
    isFirst = false;
    pieces.push("- ");
    writeNode(pieces, item, depth + 1);
  }
}

function isMapping(value: object): value is Mapping {
  return !Array.isArray(value);
}

function isEmpty(collection: object): boolean {
  if (Array.isArray(collection)) return collection.length === 0;
  return isMapping(collection) && Object.keys(collection).every((key) => collection[key] === undefined);
}
