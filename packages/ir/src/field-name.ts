// How sentences speak of a field, and of what holds it.
import type { IrPath } from "./diagnostic.js";

export function fieldName(path: IrPath): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${String(path.at(-2))}[${last}]` : String(last ?? "the document");
}

/** "task "train"" says more than a path does; for the rest the nearest key must do. */
export function ownerName(path: IrPath): string {
  const [container, name] = [path.at(-2), path.at(-1)];
  const kind = SINGULAR.get(String(container));
  if (kind) return `${kind} "${String(name)}"`;
  return path.length === 0 ? "the document" : `"${fieldName(path)}"`;
}

const SINGULAR: ReadonlyMap<string, string> = new Map([
  ["tasks", "task"],
  ["components", "component"],
  ["executors", "executor"],
  ["parameters", "parameter"],
  ["artifacts", "artifact"],
]);
