// The start of a source in one piece, to tell a small object from a large one before anything is sent.

/** All of a source that has `most` bytes at most; else what was read of it, and all of it from the start. */
export type Gathered =
  | { readonly kind: "small"; readonly bytes: Uint8Array }
  | { readonly kind: "large"; readonly chunks: AsyncIterable<Uint8Array> };

export async function gather(source: AsyncIterable<Uint8Array>, most: number): Promise<Gathered> {
  const iterator = source[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  for (let size = 0; size <= most; ) {
    const next = await iterator.next();
    if (next.done === true) return { kind: "small", bytes: Buffer.concat(read, size) };
    // A source may use its memory again.
    read.push(Uint8Array.from(next.value));
    size += next.value.length;
  }
  return { kind: "large", chunks: all(read, iterator) };
}

async function* all(read: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    // Taken out one by one, so that what was sent is not kept.
    for (let chunk = read.shift(); chunk !== undefined; chunk = read.shift()) yield chunk;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
