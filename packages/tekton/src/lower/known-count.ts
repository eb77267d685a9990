import type { Task } from "@slipway/compiler";

/** How many iterations a loop has, where that is known when the pipeline is compiled. */
export function knownCount({ definition, inputs }: Task): number | undefined {
  const items = definition.iterator?.items;
  if (items?.kind === "list") return items.values.length;
  const value = items && inputs.parameters.get(items.name);
  return value?.kind === "constant" && Array.isArray(value.value) ? value.value.length : undefined;
}
