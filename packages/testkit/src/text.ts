// Names and texts: plain ones as the SDK makes them, and ones that engines, shells and readers of YAML have ideas about.
import fc from "fast-check";

const SYNTAX = [
  "{{x}}",
  "{{inputs.parameters.y}}",
  "{{tasks.a.outputs.result}}",
  "{{workflow.uid}}",
  "{{=1+1}}",
  "{{item}}",
  "{{",
  "}}",
  "$(x)",
  "$$(x)",
  "$(params.x)",
  "$(tasks.a.results.b)",
  "$" + "{HOME}",
  "$1",
  "%s",
  "{x}",
];
const QUOTES = ["'", '"', "`", "\\", "\\n", "''", '"""', "it's", 'say "no"', '{"a": [1, "b"]}'];
const WHITE = ["a\nb", "\n", "a\n\n  b\n", "\r\n", "\t", " leading", "trailing ", "a  b", "\u00a0", "\u2028"];
const YAML = [
  "# none",
  "a # b",
  "- a",
  "? a",
  "a: b",
  "a:",
  ": ",
  "<<",
  "=",
  "*a",
  "&a b",
  "!!str a",
  "|",
  ">",
  "---",
  "...",
];
const SCALARS = [
  "null",
  "~",
  "true",
  "no",
  "on",
  "y",
  "1",
  "01",
  "0x1f",
  "0o7",
  "1e3",
  "1_000",
  "1:30",
  ".inf",
  "2024-01-01",
];
const FOREIGN = ["é", "ß", "日本語", "مرحبا", "👩‍🚀", "\u0000", "\u007f", "\u0085", "\u202e", "\ufeff", "\ufffd"];
const PROTOTYPE = ["__proto__", "constructor", "toString", "hasOwnProperty"];

const FRAGMENTS = [...SYNTAX, ...QUOTES, ...WHITE, ...YAML, ...SCALARS, ...FOREIGN, ...PROTOTYPE, "text", ""];

/** Any text that a user may put into a pipeline as a value. None is a placeholder of KFP's own. */
export function texts(): fc.Arbitrary<string> {
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.constantFrom("text", "", ...FRAGMENTS) },
      {
        weight: 1,
        arbitrary: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 5 }).map((parts) => parts.join("")),
      },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
    )
    .map((text) => text.replaceAll("{{$", "{{ $"));
}

/** A key that is no name but fits every map: never empty. */
export function keys(): fc.Arbitrary<string> {
  return texts().map((text) => (text === "" ? "key" : text));
}

const WORDS = ["train", "load", "evaluate", "split", "deploy", "report", "a", "x1", "data-2", "read-csv-file"];

/** Names of tasks and components as the SDK writes them, which every engine takes: `train`, `read-csv-file-3`. */
export function plainNames(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...WORDS), fc.nat({ max: 30 }))
    .map(([word, number]) => (number < 20 ? word : `${word}-${number}`));
}

/** Plain names, and what Kubeflow calls the driver of a task that is named so. */
export function pairedNames(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...WORDS), fc.boolean())
    .map(([word, isDriver]) => (isDriver ? `${word}-driver` : word));
}

/** Names that the IR allows and no SDK writes; they hold a letter, as a name must. */
export function wildNames(): fc.Arbitrary<string> {
  return fc.tuple(plainNames(), keys()).map(([name, key]) => `${name} ${key}`);
}

/** The same of tasks, whose names may hold everything but a slash. */
export function wildTaskNames(): fc.Arbitrary<string> {
  return wildNames().map((name) => name.replaceAll("/", "\\"));
}
