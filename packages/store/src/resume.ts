// Reading on where a connection broke. The SDKs repeat requests that fail, but not answers that end in the middle.
import type { Stored, Version } from "./store.js";

/** How an object is read that may have to be opened more than once. */
export type Opening = {
  /** The content from an offset on. Its own errors are thrown: the SDK has tried more than once. */
  readonly open: (offset: number) => Promise<AsyncIterable<Uint8Array>>;
  /** Is it worth another try? */
  readonly isPassing: (error: unknown) => boolean;
  /** How often in a row without a byte. */
  readonly attempts: number;
};

export async function* resume({ open, isPassing, attempts }: Opening): AsyncGenerator<Uint8Array> {
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
      if (failures >= attempts || !isPassing(error)) throw error;
    }
  }
}

/** What is being read; of which version is known when its first chunk is there. */
export type Reading = { readonly chunks: AsyncIterable<Uint8Array>; readonly version: () => Version };

export async function readAll({ chunks, version }: Reading): Promise<Stored> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return { bytes: Buffer.concat(all), version: version() };
}
