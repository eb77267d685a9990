// "Equal in meaning", as ../shared/oracle/README.md defines it: two workflows that every reader would take for the same.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where two values differ in meaning: one line for each place; none when they are equal. */
export function differences(ours: unknown, theirs: unknown): string[] {
  return compare(meaning(ours as Json, []), meaning(theirs as Json, []), "");
}

/** Takes away what counts as absent, orders what has no order, and reads JSON texts as the JSON they hold. */
function meaning(value: Json | undefined, path: readonly string[]): Json | undefined {
  if (typeof value === "string") return jsonIn(value) ?? value;
  if (Array.isArray(value)) {
    const items = value.map((item) => meaning(item, [...path, "[]"]) ?? null);
    return path.join(".") === "spec.arguments.parameters" ? items.sort(byName) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const read = meaning(item, [...path, key]);
    const isParameterValue = key === "value" && path.at(-2) === "parameters";
    const counts = (key === "emptyDir" && isEmpty(read)) || (isParameterValue && read === "") || !isEmpty(read);
    return counts && read !== undefined ? [[key, read]] : [];
  });
  return Object.fromEntries(entries);
}

function byName(a: Json, b: Json): number {
  const name = (item: Json) =>
    typeof item === "object" && item !== null && "name" in item ? String(item["name"]) : "";
  return name(a) < name(b) ? -1 : 1;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function jsonIn(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

function compare(ours: Json | undefined, theirs: Json | undefined, path: string): string[] {
  if (typeof ours === "object" && typeof theirs === "object" && ours !== null && theirs !== null) {
    if (Array.isArray(ours) !== Array.isArray(theirs)) return [`${path}: a list and a mapping`];
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    const [a, b] = [ours as { [key: string]: Json }, theirs as { [key: string]: Json }];
    return [...keys].sort().flatMap((key) => compare(a[key], b[key], `${path}.${key}`));
  }
  return Object.is(ours, theirs) ? [] : [`${path}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`];
}
