/** The name, or the name with a number when it is taken. Names that Kubernetes writes alike count as one. */
export function unique(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map(sanitised));
  if (!known.has(sanitised(name))) return name;
  let number = 2;
  while (known.has(sanitised(`${name}-${number}`))) number += 1;
  return `${name}-${number}`;
}

/** Names of inputs and outputs differ when their texts differ. */
export function uniqueKeys<T extends { readonly name: string }>(named: readonly T[]): readonly T[] {
  return [...new Map(named.map((one) => [one.name, one])).values()];
}

function sanitised(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
