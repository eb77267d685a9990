import type { JsonValue } from "@slipway/ir";
import { generalPlaceholdersIn, type Work } from "@slipway/pod";

/**
 * Does a task see the run's workspace? What lies there is no input that a key could cover, so such a task is cached
 * within its run only.
 */
export function usesWorkspace(
  { command, args, env }: Extract<Work, { readonly kind: "container" }>,
  parameters: Readonly<Record<string, JsonValue>>,
  path: string | undefined,
): boolean {
  if (path === undefined) return false;
  const texts = [...command, ...args, ...env.map(({ value }) => value)];
  if (generalPlaceholdersIn(texts).includes("workspace_path")) return true;
  return [...texts, JSON.stringify(parameters)].some((text) => text.includes(path));
}
