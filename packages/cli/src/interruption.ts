// Ctrl-C and its like → the wish that a run ends.
import { createStop, type Stop } from "@slipway/local";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The first signal asks, any further one insists. `release` gives the signals back to Node. */
export function listenForInterruption(onFirst: () => void): Stop & { readonly release: () => void } {
  const stop = createStop();
  let count = 0;
  const listener = (): void => {
    count += 1;
    if (count === 1) onFirst();
    stop.pull({ kind: "cancelled", now: count > 1 });
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    ...stop,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
