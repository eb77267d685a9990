import type { Invocation, Iterations, Loop } from "@slipway/pod";

/** What a source is read in: the loops and importers that it may speak of, and the iteration that it is read for. */
export type Scope = {
  readonly loops: Readonly<Record<string, Loop>>;
  readonly importers: Readonly<Record<string, Invocation>>;
  readonly iterations: Iterations;
};

export function inIteration(scope: Scope, loop: string, iteration: number): Scope {
  return { ...scope, iterations: { ...scope.iterations, [loop]: iteration } };
}
