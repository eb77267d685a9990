// Work on many things at once, but never on more than some.

/** Runs `act` for each item, `most` at a time. After a failure no more are begun; it is thrown when those begun have ended. */
export async function forEachParallel<T>(
  items: AsyncIterable<T>,
  most: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const work = async () => {
    while (failures.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return;
      await act(next.value);
    }
  };
  const workers = Array.from({ length: most }, () => work().catch((error: unknown) => failures.push(error)));
  await Promise.all(workers);
  if (failures.length === 0) return;
  await iterator.return?.();
  throw failures[0];
}
