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
  if (isFilled(manifest)) writeCollection(pieces, manifest, 0);
  else pieces.push(printShort(manifest));
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

/**
 * Writes a list or an object from where the line stands now; its other lines are indented by `depth`. The text of a
 * constant is made once for each depth at which it stands.
 */
function writeCollection(pieces: string[], collection: object, depth: number): void {
  const texts = textsOf(collection);
  if (!texts) {
    writeItems(pieces, collection, depth);
    return;
  }
  let text = texts[depth];
  if (text === undefined) {
    const own: string[] = [];
    writeItems(own, collection, depth);
    text = own.join("");
    texts[depth] = text;
  }
  pieces.push(text);
}

function writeItems(pieces: string[], collection: object, depth: number): void {
  if (Array.isArray(collection)) writeSequence(pieces, collection, depth);
  else if (isMapping(collection)) writeMapping(pieces, collection, depth);
}

function writeMapping(pieces: string[], mapping: Mapping, depth: number): void {
  const separator = lineBreak(depth);
  let isFirst = true;
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value === undefined) continue;
    if (!isFirst) pieces.push(separator);
    isFirst = false;
    const name = printKey(key, separator);
    if (typeof value === "string") pieces.push(name, ": ", printText(value, depth + 1));
    else if (!isFilled(value)) pieces.push(name, ": ", printShort(value));
    else {
      // The dashes of a list stand below the first letter of its key.
      const below = Array.isArray(value) ? depth : depth + 1;
      pieces.push(name, ":", lineBreak(below));
      writeCollection(pieces, value, below);
    }
  }
}

function writeSequence(pieces: string[], sequence: readonly unknown[], depth: number): void {
  const separator = lineBreak(depth);
  let isFirst = true;
  for (const item of sequence) {
    if (!isFirst) pieces.push(separator);
    isFirst = false;
    if (typeof item === "string") pieces.push("- ", printText(item, depth + 1));
    else if (!isFilled(item)) pieces.push("- ", printShort(item));
    else {
      pieces.push("- ");
      writeCollection(pieces, item, depth + 1);
    }
  }
}

/** What is neither a text nor filled. */
function printShort(value: unknown): string {
  if (typeof value !== "object" || value === null) return printPrimitive(value);
  return Array.isArray(value) ? "[]" : "{}";
}

/** Is it a list or an object that has something to print? */
function isFilled(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  // Not `Object.keys`: most objects need no look behind the first key.
  if (isMapping(value)) for (const key in value) if (value[key] !== undefined) return true;
  return false;
}

function isMapping(collection: object): collection is Mapping {
  return !Array.isArray(collection);
}
