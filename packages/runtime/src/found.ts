/** A value, or why there is none, in the user's own names. */
export type Found<T> = { readonly ok: true; readonly value: T } | Missing;

export type Missing = {
  readonly ok: false;
  readonly reason: string;
  /** Whatever makes it was skipped: nothing went wrong. */
  readonly skipped?: true;
};

export function found<T>(value: T): Found<T> {
  return { ok: true, value };
}

export function missing(reason: string): Missing {
  return { ok: false, reason };
}

export function skipped(reason: string): Missing {
  return { ok: false, reason, skipped: true };
}
