// Bounds on what happens at once.

/** Runs what it is given when there is room for it, in the order in which it is asked. */
export type Limit = <T>(action: () => Promise<T>) => Promise<T>;

/** @param most at once, at least 1 */
export function createLimit(most: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> => {
    if (running >= most) return new Promise((resolve) => waiting.push(resolve));
    running += 1;
    return Promise.resolve();
  };
  const leave = (): void => {
    const next = waiting.shift();
    // Whoever waits takes the place over, so that nobody else slips in.
    if (next) next();
    else running -= 1;
  };
  return async (action) => {
    await enter();
    try {
      return await action();
    } finally {
      leave();
    }
  };
}

/**
 * Does something for each number from 0 to `count`, some at once: what is to come takes no room.
 *
 * @param take is told of each result, since not all of them are kept
 */
export async function forEachNumber<T>(
  count: number,
  most: number,
  action: (index: number) => Promise<T>,
  take: (result: T) => void,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      take(await action(index));
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, most) }, work));
}
