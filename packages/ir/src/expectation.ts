// What a JSON Schema asks of a value, in words: for the IR's schemas and for those of settings.

/** The part of a validator's error that says which rule is broken. */
export type Expectation = { readonly keyword: string; readonly params: { readonly [name: string]: unknown } };

/**
 * What the value must be, to follow "must be": `a whole number`, `at most 100`.
 *
 * @example
 * expectationOf({ keyword: "type", params: { type: "integer" } }); // "a whole number"
 * expectationOf({ keyword: "enum", params: { allowedValues: ["on", "off"] } }); // "one of on, off"
 */
export function expectationOf({ keyword, params }: Expectation): string {
  if (keyword === "type") return KINDS[String(params["type"])] ?? "of another kind";
  if (keyword === "required") return `a mapping with "${String(params["missingProperty"])}"`;
  if (keyword === "pattern") {
    const pattern = String(params["pattern"]);
    return PATTERNS.find(([part]) => pattern.includes(part))?.[1] ?? `of the form ${pattern}`;
  }
  if (keyword === "minProperties") return "a mapping with something in it";
  if (keyword === "maxProperties") return `a mapping with ${String(params["limit"])} of its settings at most`;
  if (keyword === "enum") return `one of ${(params["allowedValues"] as readonly string[]).join(", ")}`;
  return `${COMPARISONS[String(params["comparison"])] ?? "within"} ${String(params["limit"] ?? "its limits")}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "a mapping",
  array: "a list",
};

const COMPARISONS: Readonly<Record<string, string>> = {
  "<=": "at most",
  ">=": "at least",
  "<": "less than",
  ">": "more than",
};

/** By a part of the pattern, what it asks for; the first that is found counts. */
const PATTERNS: readonly (readonly [string, string])[] = [
  ["[MGTPE]", "an amount such as 20Gi"],
  ["[smhdw]", "a whole number and its unit: s, m, h, d or w"],
  ["s$", 'a number of seconds with an s, such as "60s"'],
  [
    "{(run",
    "an address that begins with https:// and holds nothing in braces but {run}, {name}, {namespace}, {pipeline}",
  ],
  ["^https?://", "an address that begins with https:// or http://"],
  ["://", "an address such as s3://bucket/folder"],
  ["[-a-z0-9.]", "a name of lower-case letters, digits, dots and dashes"],
  ["[-a-z0-9]", "a name of lower-case letters, digits and dashes"],
  ["A-Z", "a name of letters, digits, dots, dashes and underscores"],
  ["^-?[0-9]+$", "a whole number"],
  ["^[0-9]+$", "a whole number as a text"],
  ["^\\S+$", "a text without blanks"],
  ["\\S", "a text that is not empty"],
];
