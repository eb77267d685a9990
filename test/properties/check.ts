// How often properties run, and with which numbers: SLIPWAY_SEED=… repeats a run that failed, SLIPWAY_RUNS=… makes more.
import fc from "fast-check";

/** A number from the environment. */
export function setting(name: string, usual: number): number {
  return Number(process.env[name] ?? usual);
}

/** Every run at a desk looks somewhere else; in CI a commit passes or fails whatever the hour. */
export const seed = setting("SLIPWAY_SEED", process.env["CI"] ? 2_026 : Date.now() % 2 ** 31);

const RUNS = setting("SLIPWAY_RUNS", 200);

/** Making a failure small may take for ever; this much of it is enough. */
const LONGEST = 45_000;
const LONGEST_RUN = 100;

type Limits = { readonly runs?: number; readonly milliseconds?: number };

/** Checks a property; what fails is made small and shown with its seed. One that takes too long fails as well. */
export function check<T>(values: fc.Arbitrary<T>, property: (value: T) => void, limits: Limits = {}): void {
  const run = (value: T) => {
    property(value);
  };
  fc.assert(fc.property(values, run), settingsFor(limits));
}

/** The same of one that has to wait for something. */
export function checkLater<T>(values: fc.Arbitrary<T>, property: (value: T) => Promise<void>, limits: Limits = {}) {
  return fc.assert(fc.asyncProperty(values, property), settingsFor(limits));
}

function settingsFor({ runs: numRuns = RUNS, milliseconds = Math.max(LONGEST, numRuns * LONGEST_RUN) }: Limits) {
  return { seed, numRuns, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: true };
}
