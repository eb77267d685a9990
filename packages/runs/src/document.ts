// Documents in a store: JSON that we wrote, but that others may have damaged. A bad one is a problem to tell, and what
// it is about is done without it.
import type { Store } from "@slipway/store";
import type { Validator } from "./gen/records.js";

/** Something in the store that is not as it should be. */
export type Problem = {
  /** Of the object. */
  readonly key: string;
  /** A sentence. */
  readonly message: string;
};

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** In a certain order: they are found in any. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** At once, so that a store with many objects is neither slow to read nor asked for all at the same time. */
export const AT_ONCE = 32;

/** Of each of them many documents are read at the same time. */
export const RUNS_AT_ONCE = 4;

/** A document, or undefined where there is none. Throws only what goes wrong with the store (`StoreError`). */
export async function readDocument<T>(store: Store, key: string, isValid: Validator): Promise<Read<T> | undefined> {
  const stored = await store.get(key);
  if (!stored) return undefined;
  const fail = (message: string): Read<T> => ({ ok: false, problem: { key, message } });
  const value = parse(new TextDecoder().decode(stored.bytes));
  if (value === undefined) return fail("it is no JSON: it was damaged, or not written by Slipway");
  // The schema has proved the shape.
  if (isValid(value)) return { ok: true, value: value as T };
  const { errors } = isValid;
  const isNewer = errors?.some(({ instancePath }) => instancePath === "/version");
  return fail(
    isNewer ? "it is of another version of Slipway" : `it is not as it should be, at ${placeOf(errors?.[0])}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function placeOf(broken: NonNullable<Validator["errors"]>[number] | undefined): string {
  const missing = broken?.params["missingProperty"];
  const path = `${broken?.instancePath ?? ""}${typeof missing === "string" ? `/${missing}` : ""}`;
  return path === "" ? "its top" : `"${path.slice(1)}"`;
}
