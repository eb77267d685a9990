// Damage to what a file says: one node of its tree changed, wherever that is.
import { isJsonObject, type JsonValue } from "@slipway/ir";
import fc from "fast-check";
import { texts } from "../text.js";

export type TreeDamage = {
  readonly kind: (typeof KINDS)[number];
  /** Picks the node, out of all. */
  readonly at: number;
  /** Picks a second node, or one of the values to put in. */
  readonly other: number;
  readonly text: string;
};

const KINDS = ["delete", "replace", "rename", "repeat", "swap", "redirect", "nest", "insert", "misspell"] as const;

export function treeDamages(): fc.Arbitrary<TreeDamage> {
  return fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.nat({ max: 1_000_000 }),
    other: fc.nat({ max: 1_000_000 }),
    text: texts(),
  });
}

type Path = readonly (string | number)[];

/** What a mistaken hand, or a program with a bug, puts where something else belongs. */
const VALUES: readonly JsonValue[] = [
  null,
  "",
  "text",
  0,
  -1,
  1.5,
  1e300,
  9_007_199_254_740_992,
  2_147_483_648,
  "99999999999999999999999999",
  true,
  false,
  [],
  {},
  [null],
  [[[]]],
  { a: { a: { a: {} } } },
  { __proto__: null },
  "a".repeat(5000),
  "NaN",
  "{{$.inputs.parameters['x']}}",
  "inputs.parameter_values['x' ==",
  `${"(".repeat(2000)}1`,
  "-5s",
  "root",
];

/** The documents with the damage done; they may be nothing at all afterwards. */
export function damageTree(documents: readonly JsonValue[], damage: TreeDamage): readonly JsonValue[] {
  const paths = [...pathsOf(documents, [])];
  const path = paths[damage.at % Math.max(1, paths.length)];
  if (path === undefined) return documents;
  const other = paths[damage.other % paths.length] ?? path;
  const changed = damageAt(documents, path, (entry) => changeEntry(entry, { documents, other, damage }));
  return Array.isArray(changed) ? changed : [changed];
}

function* pathsOf(value: JsonValue, path: Path): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* pathsOf(item, [...path, i]);
  else if (isJsonObject(value))
    for (const key of Object.keys(value)) yield* pathsOf(value[key] ?? null, [...path, key]);
}

type Entry = readonly [key: string, value: JsonValue];
type Change = (entry: Entry) => readonly Entry[];

/** Changes the entry that the path ends with into none, one or two. */
function damageAt(value: JsonValue, path: Path, change: Change): JsonValue {
  const [first, ...rest] = path;
  const isHere = rest.length === 0;
  const step = ([key, child]: Entry): readonly Entry[] => {
    if (key !== String(first)) return [[key, child]];
    return isHere ? change([key, child]) : [[key, damageAt(child, rest, change)]];
  };
  if (Array.isArray(value))
    return [...value.entries()].flatMap(([i, item]) => step([String(i), item])).map(([, item]) => item);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).flatMap(step)) : value;
}

type Changing = { readonly documents: readonly JsonValue[]; readonly other: Path; readonly damage: TreeDamage };

function changeEntry([key, value]: Entry, { documents, other, damage }: Changing): readonly Entry[] {
  const { kind, text } = damage;
  switch (kind) {
    case "delete":
      return [];
    case "replace":
      return [[key, VALUES[damage.other % VALUES.length] ?? text]];
    case "rename":
      return [[text, value]];
    case "misspell":
      return [[misspelt(key, damage.other), typeof value === "string" ? misspelt(value, damage.other) : value]];
    case "repeat":
      return [
        [key, value],
        [`${key}${text}`, value],
      ];
    case "swap":
      return [[key, swapped(value)]];
    case "redirect":
      return [[key, follow(documents, other)]];
    case "nest":
      return [[key, damage.other % 2 ? [value] : { [text]: value }]];
    case "insert":
      return [
        [key, value],
        [text, VALUES[damage.other % VALUES.length] ?? null],
      ];
  }
}

/** One letter changed: what "did you mean" is for. */
function misspelt(text: string, number: number): string {
  const at = number % Math.max(1, text.length);
  return `${text.slice(0, at)}x${text.slice(at + 1)}`;
}

function swapped(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  if (isJsonObject(value)) return Object.values(value);
  return typeof value === "string" ? value.length : String(value);
}

function follow(value: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((node, key) => (node as { readonly [key: string]: JsonValue })[key] ?? null, value);
}
