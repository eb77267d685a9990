// Values that are hard to write down in YAML, for property tests of the printer.
import * as fc from "fast-check";

/** What some reader of YAML takes for something other than a string, or for a part of its syntax. */
const words = [
  ..."null Null NULL nUll ~ true True TRUE false yes Yes YES no NO on On off OFF y Y n N tRuE".split(" "),
  ..."0 1 -1 +1 00 007 08 0o7 0O7 0x1F 0X1f -0x1 0b101 +0b1 1_000 1__0 _1 0_ 1:30 190:20:30 -1:5 1:60 1,000".split(" "),
  ..."1. .5 -.5 +.5 1.5 1e3 1E3 1e+3 1.0e-3 1e 1_0.5 1:30.5 . .. ... .e5 .1_ ._1 0x1p4 0. 1.e5 +1. 12e34567 e5 E-5 e+5 e123456 e5a".split(
    " ",
  ),
  ..."0x1. 0o8 0b2 0b 0x 0o 1e1000 99999999999999999999 0777_ -0 -0.0 +0 1.2.3 500m 1Gi 1h 08.5 -_1 +_1".split(" "),
  ..."1_ -1_ 0b_ 0x_ 0o_ 1._ .inf -.inf +.INF .Inf .nan .NaN nan inf Infinity -Infinity NaN".split(" "),
  ..."2024-01-01 2024-1-1 2024-01-01T00:00:00Z 2024-01-01t1:2:3.5+01:00 0000-00-00 12:30:45 2001-12-14_21".split(" "),
  ..."2024-01-01 12:00:00|2024-01-01 1:02:03.4 -5|2024-01-01 00:00:00 UTC|12 30|1 |0x1 f".split("|"),
  ..."<< = == <<: ! !!str !local & &a * *a | |- |2 > >- @ ` % %YAML --- ---a -- - -a -- ? ?a : :a a: a:b :: , ,a".split(
    " ",
  ),
  ..."[ [] [a] ] { {} {a} } {{a}} {{$}} # #a a# a#b ' '' \" \"\" 'a 'a' \"a\" a'b a\"b \\ \\n \\x a\\ $ $(a) / // ;".split(
    " ",
  ),
  ..."a: b|a : b|a :b|- a|? a|: a|a #b|a # b|# a|--- a|... a|...a|a ---|---\n|a\n---\nb|a\n...\nb|a\n--- b|key: |a:\n".split(
    "|",
  ),
  ..."__proto__ constructor toString hasOwnProperty length valueOf".split(" "),
  '{"a":"{{inputs.parameters.b}}","c":[1,true,null]}',
  "echo 'a' \"b\"\n",
  "#!/bin/sh\nset -e\n\n\tif true; then\n\t  echo '{{workflow.name}}'\n\tfi\n",
];

const fragments = [
  ...["a", "b1", "é", "漢", "🙂", "-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", '"', "%"],
  ...["@", "`", "~", "=", "<<", "\\", "0", "1", ".", "_", "+", "e", "x", "---", "...", "{{", "}}", "$(", ": ", " #"],
  ...[" ", "  ", "\t", "\n", "\n\n", "\n  ", "\n\t", " \n", "\t\n", "\r", "\r\n", "\0", "\x07", "\x1b", "\x7f", "\x80"],
  ...["\x85", "\x9f", "\xa0", "\xad", "\u200b", "\u2028", "\u2029", "\u202e", "\u2067", "\u3000", "\ufdd0", "\ufeff"],
  ...["\ufffd", "\ufffe", "\uffff", "\u{1fffe}", "\u{10ffff}"],
];

/** Every string that UTF-8 can hold, mostly those that need thought. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((parts) => parts.join("")) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...words), fc.constantFrom(...fragments)).map((parts) => parts.join("")),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...fragments), fc.constantFrom(...words)).map((parts) => parts.join("")),
  },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(..."0123456789_.:+-eExob, TZ"), maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom("a", "#", " ", "\t", "\n"), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
);

const lengths = fc.constantFrom(127, 128, 129, 990, 997, 998, 999, 1000, 1001, 1022, 1024, 1026, 3000);
const longTexts = fc.tuple(texts, lengths).map(([text, length]) => text.padEnd(length, "abcdefghi "));

const keys = fc.oneof({ weight: 20, arbitrary: texts }, { weight: 1, arbitrary: longTexts });

const numbers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), // JSON has no -0
  fc.constantFrom(0, 1e21, 1.5e21, 1e-7, -1e-7, 1e300, 5e-324, 2 ** 53, 2 ** 63, 2 ** 64, 1e20, 123456.789e-20, 0.1),
);

/** JSON trees of such strings. */
export const trees: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(texts, longTexts, numbers, fc.boolean(), fc.constant(null)),
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(keys, tie("node"), { maxKeys: 5 }),
  ),
})).node;

/** What a manifest can be: the top of a document is a mapping. */
export const manifests: fc.Arbitrary<object> = fc.dictionary(keys, trees, { minKeys: 0, maxKeys: 5 });
