// How often properties run, and with which numbers: SLIPWAY_SEED=… repeats a run that failed, SLIPWAY_RUNS=… makes more.
import fc from "fast-check";

export const seed = Number(process.env["SLIPWAY_SEED"] ?? Date.now() % 2 ** 31);

const RUNS = Number(process.env["SLIPWAY_RUNS"] ?? 200);

/** Making a failure small may take for ever; half a minute of it is enough. */
const LONGEST = 45_000;

/** Checks a property; what fails is made small and shown with its seed. One that takes too long fails as well. */
export function check<T>(values: fc.Arbitrary<T>, property: (value: T) => void, limits: Limits = {}): void {
  const { runs: numRuns = RUNS, milliseconds: interruptAfterTimeLimit = LONGEST } = limits;
  const options = { seed, numRuns, interruptAfterTimeLimit, markInterruptAsFailure: true };
  fc.assert(fc.property(values, property), options);
}

type Limits = { readonly runs?: number; readonly milliseconds?: number };
