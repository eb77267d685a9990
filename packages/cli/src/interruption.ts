// Ctrl-C and its like → the wish that a run ends. So does an exception that nobody has caught: no process is left behind.
import { createStop, type Stop } from "@slipway/local";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type Interruption = Stop & {
  /** What was thrown where nobody could catch it. */
  readonly bug: () => unknown;
  /** Gives the signals back to Node. */
  readonly release: () => void;
};

/** The first signal asks, any further one insists. */
export function listenForInterruption(onFirst: () => void): Interruption {
  const stop = createStop();
  let count = 0;
  const listener = (): void => {
    count += 1;
    if (count === 1) onFirst();
    stop.pull({ kind: "cancelled", now: count > 1 });
  };
  let bug: unknown;
  const onBug = (error: unknown): void => {
    bug ??= error;
    stop.pull({ kind: "cancelled", now: true });
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  process.on("uncaughtException", onBug);
  return {
    ...stop,
    bug: () => bug,
    release: () => {
      process.off("uncaughtException", onBug);
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
