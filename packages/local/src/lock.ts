// A lock that tasks and other processes of this user's respect, also on a shared disk. It saves double work only: what
// it guards must come out right without it.
import { open, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "@slipway/store";
import { pause, type Stop } from "./stop.js";

const BEAT_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 100;
/** Beats that must be missing before a lock counts as left behind. */
const PATIENCE = 6;

/**
 * Waits until nobody else holds the lock, then holds it.
 *
 * @param isDone what is waited for may be there before the lock is free
 * @returns what gives the lock back; undefined when it is not needed any more, or was not to be waited for
 */
export async function takeLock(
  file: string,
  stop: Stop,
  isDone: () => Promise<boolean>,
): Promise<{ readonly release: () => Promise<void> } | undefined> {
  await makeFolder(dirname(file));
  let seen = { beat: 0, polls: 0 };
  for (;;) {
    if (stop.reason() || (await isDone())) return undefined;
    if (await make(file)) return hold(file);
    const beat = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    // Clocks of two machines may differ: only whether the holder still touches it counts.
    seen = beat === seen.beat ? { beat, polls: seen.polls + 1 } : { beat, polls: 0 };
    if (seen.polls * POLL_MILLISECONDS > PATIENCE * BEAT_MILLISECONDS) await rm(file, { force: true });
    else await pause(POLL_MILLISECONDS, stop);
  }
}

async function make(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx")).close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function hold(file: string) {
  const touch = (): void => {
    // The file's own clock must go on; what time it is does not matter.
    stat(file)
      .then(({ mtimeMs }) => utimes(file, mtimeMs / 1000, (mtimeMs + BEAT_MILLISECONDS) / 1000))
      .catch(() => undefined);
  };
  const timer = setInterval(touch, BEAT_MILLISECONDS);
  return {
    release: async () => {
      clearInterval(timer);
      await rm(file, { force: true });
    },
  };
}
