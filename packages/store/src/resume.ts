// Reading on where a connection broke. The SDKs repeat requests that fail, but not answers that end in the middle.

/**
 * What `open` gives from an offset on; it is called again with another one when that breaks. `most` times in a row
 * without a byte, the error is thrown; an error of `open` is thrown at once, as the SDK has tried it more than once.
 */
export async function* resume(
  open: (offset: number) => Promise<AsyncIterable<Uint8Array>>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (let failures = 0; ; ) {
    const chunks = await open(offset);
    try {
      for await (const chunk of chunks) {
        failures = 0;
        offset += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      failures += 1;
      if (failures >= most) throw error;
    }
  }
}
