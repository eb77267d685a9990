// Small JSON documents in a store.
import type { Store, Version } from "@slipway/store";

export type Read<T> = { readonly value: T; readonly version: Version };

/** A document, or undefined where there is none. Throws for what is no JSON: only we write there, and whole. */
export async function readJson<T>(store: Store, key: string): Promise<Read<T> | undefined> {
  const stored = await store.get(key);
  return stored && { value: JSON.parse(new TextDecoder().decode(stored.bytes)) as T, version: stored.version };
}

export function jsonBytes(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}
