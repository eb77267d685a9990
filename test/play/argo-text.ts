// What Argo puts in the place of its references: of those that it knows, and only of those.
// https://github.com/argoproj/argo-workflows/blob/v3.7.9/util/template/template.go

/** By the words of a reference: `inputs.parameters.path`. */
export type Known = ReadonlyMap<string, string>;

export function fillIn(text: string, known: Known): string {
  return text.replace(/\{\{(=?)(.*?)\}\}/g, (whole, isExpression: string, inside: string) =>
    isExpression === "" ? (known.get(inside.trim()) ?? whole) : (evaluate(inside, known) ?? whole),
  );
}

/** `fillIn` for each text of a tree. */
export function fillInAll<T>(value: T, known: Known): T {
  return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === "string" ? fillIn(one, known) : one)) as T;
}

const FUNCTIONS = { float: Number, len: (list: readonly unknown[]) => list.length, sprig: { fromJson: JSON.parse } };

/** What this backend writes of https://expr-lang.org means the same in JavaScript; undefined where a name is unknown. */
export function evaluate(expression: string, known: Known): string | undefined {
  const scope: Record<string, unknown> = { workflow: {}, inputs: {}, tasks: {}, ...FUNCTIONS };
  for (const [reference, value] of known) put(scope, pathOf(reference), value);
  const names = Object.keys(scope);
  try {
    const value = new Function(...names, `"use strict"; return (${expression})`)(...names.map((name) => scope[name]));
    return value === undefined || Number.isNaN(value) ? undefined : String(value);
  } catch {
    return undefined;
  }
}

/** Names of tasks have no dots, and neither do those of their outputs. */
function pathOf(reference: string): readonly string[] {
  return reference.split(".");
}

function put(scope: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) scope[name] = value;
  else {
    const inside = (scope[name] ?? {}) as Record<string, unknown>;
    scope[name] = inside;
    put(inside, rest, value);
  }
}

/** https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/controller/steps.go (shouldExecute) */
export function holds(when: string | undefined): boolean | "error" {
  if (when === undefined) return true;
  const [, left, right] = /^([^{}=]+?) == ([^{}=]+)$/.exec(when) ?? [];
  return left === undefined ? "error" : left === right;
}
