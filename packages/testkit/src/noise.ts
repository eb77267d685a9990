// Inputs that never were a pipeline: bytes, and text that looks like YAML from far away.
import fc from "fast-check";

const LINES = [
  "root:",
  "  dag:",
  "    tasks: {}",
  "components: *a",
  "components: &a",
  "pipelineInfo: {name: a}",
  "schemaVersion: 2.1.0",
  "deploymentSpec: !!binary AAAA",
  "platforms:",
  "- a",
  "  - b: c",
  "? complex",
  ": value",
  "<<: *a",
  "a: |",
  "a: >-2",
  "'open",
  '"open',
  "[1, 2",
  "{a: b",
  "%YAML 1.3",
  "--- !!map",
  "...",
  "\ttab: 1",
  "# comment",
  "def main():",
  "import kfp",
  "apiVersion: v1",
  "!!js/function 'x'",
  "a: !!timestamp 2001-12-14",
  "a: .nan",
  "0: 1",
  "null: null",
  "__proto__: {a: 1}",
  "@at",
  "`tick",
];

/** Lines of YAML, most of them in the wrong place. */
export function yamlNoise(): fc.Arbitrary<string> {
  const indent = fc.constantFrom("", "  ", "    ", "\t");
  const line = fc.oneof(fc.constantFrom(...LINES), fc.string({ unit: "binary-ascii", maxLength: 20 }));
  const lines = fc.array(fc.tuple(indent, line), { maxLength: 15 });
  return lines.map((all) => all.map((parts) => parts.join("")).join("\n"));
}

/** Bytes, some of which begin like a file of a known kind. */
export function byteNoise(): fc.Arbitrary<Uint8Array> {
  const starts = [[], [0x89, 0x50, 0x4e, 0x47], [0x50, 0x4b, 3, 4], [0x1f, 0x8b, 8], [0xef, 0xbb, 0xbf], [0xff, 0xfe]];
  return fc
    .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }))
    .map(([start, rest]) => Uint8Array.from([...start, ...rest]));
}

/** The bytes of a text with one to five of them changed. */
export function flippedBytes(text: string): fc.Arbitrary<Uint8Array> {
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 5 });
  return flips.map((changes) => {
    const bytes = new TextEncoder().encode(text);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return bytes;
  });
}
