// Removes folders that nobody needs, while other things go on.
import { rm } from "node:fs/promises";

export type Cleaner = {
  /** Removes a folder in a while; waits only when too many are waiting already. */
  readonly remove: (folder: string) => Promise<void>;
  /** Waits until all are gone. */
  readonly finish: () => Promise<void>;
};

const MOST_WAITING = 32;

export function createCleaner(): Cleaner {
  const waiting = new Set<Promise<void>>();
  return {
    remove: async (folder) => {
      const removal = rm(folder, { recursive: true, force: true }).finally(() => waiting.delete(removal));
      // Whoever finishes is told of a failure; until then it is no unhandled one.
      removal.catch(() => undefined);
      waiting.add(removal);
      if (waiting.size > MOST_WAITING) await Promise.race(waiting);
    },
    finish: async () => {
      await Promise.all(waiting);
    },
  };
}
