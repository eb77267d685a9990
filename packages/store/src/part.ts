// A source cut into parts of one size, each in memory of its own that is used again.

/** One part; the last one may be shorter. Its bytes are good until its buffer goes back to `free`. */
export type Part = {
  /** From 1 on. */
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
  /** What `bytes` are in. */
  readonly buffer: Buffer;
};

/** Parts of `size` bytes, in buffers from `free`, or new ones where that is empty. A source of nothing is one empty part. */
export async function* partsOf(source: AsyncIterable<Uint8Array>, size: number, free: Buffer[]): AsyncGenerator<Part> {
  let buffer = free.pop() ?? Buffer.allocUnsafeSlow(size);
  let filled = 0;
  let number = 1;
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; ) {
      if (filled === size) {
        yield { number, bytes: buffer, isLast: false, buffer };
        number += 1;
        buffer = free.pop() ?? Buffer.allocUnsafeSlow(size);
        filled = 0;
      }
      const end = Math.min(chunk.length, start + size - filled);
      buffer.set(chunk.subarray(start, end), filled);
      filled += end - start;
      start = end;
    }
  }
  yield { number, bytes: buffer.subarray(0, filled), isLast: true, buffer };
}
