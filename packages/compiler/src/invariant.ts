/** For what our own code guarantees: a failure is a bug of ours, never of a user's file. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Slipway has a bug: ${message}; report it with the file`);
}

/** Ends a switch over a union: a forgotten member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Slipway has a bug: ${JSON.stringify(value)} is not expected here; report it with the file`);
}
