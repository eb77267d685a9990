/** A value, or why there is none, in the user's own names. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export function found<T>(value: T): Found<T> {
  return { ok: true, value };
}

export function missing(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
