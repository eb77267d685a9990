// A wish to end something, and why. A signal of one's own: an AbortSignal that lives as long as the run keeps what was
// once tied to it.

export type StopReason =
  /** Somebody wants the run to end; `now` when there is no time to say goodbye. */
  | { readonly kind: "cancelled"; readonly now: boolean }
  /** The run took longer than it may. */
  | { readonly kind: "deadline"; readonly seconds: number }
  /** The task took longer than it may. */
  | { readonly kind: "timeout"; readonly seconds: number };

export type Stop = {
  readonly reason: () => StopReason | undefined;
  /** Tells of each stop from now on, and of one that has been; gives back what ends the telling. */
  readonly listen: (listener: (reason: StopReason) => void) => () => void;
};

/** A stop and the hand on it. It can be pulled again with a more urgent reason. */
export type StopHandle = Stop & { readonly pull: (reason: StopReason) => void };

/** @param above stops that stop this one too */
export function createStop(...above: readonly Stop[]): StopHandle & { readonly release: () => void } {
  const listeners = new Set<(reason: StopReason) => void>();
  let last: StopReason | undefined;
  const pull = (reason: StopReason): void => {
    // A cancelled run stays one, whatever else ends meanwhile.
    if (last?.kind === "cancelled" && (reason.kind !== "cancelled" || last.now)) return;
    last = reason;
    for (const listener of [...listeners]) listener(reason);
  };
  const releases = above.map((stop) => stop.listen(pull));
  return {
    pull,
    reason: () => last,
    listen: (listener) => {
      if (last) listener(last);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** Waits, but not beyond a stop. */
export function pause(milliseconds: number, stop: Stop): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST));
    let unlisten: () => void = () => undefined;
    if (stop.reason()) end();
    else unlisten = stop.listen(end);
  });
}

/** A longer time than this a timer takes for none: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const LONGEST = 2 ** 31 - 1;
