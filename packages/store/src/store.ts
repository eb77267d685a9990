// What every kind of store can do. A key is a path below the store's uri, with "/" between its parts.
// What all kinds have in common around it, such as the check of keys, is in guard.ts.

/** Names one content of an object, to be handed to `replace`. Only the store that gave it knows what it means. */
export type Version = string;

/** A whole object in memory. */
export type Stored = { readonly bytes: Uint8Array; readonly version: Version };

/** What a store knows of an object without reading it. */
export type Entry = {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** When it was written, in milliseconds since 1970 by the store's clock; S3 counts in seconds. */
  readonly modified: number;
  /** Changes when the content does: S3's ETag, Cloud Storage's MD5 or CRC32C, a file's time and size. */
  readonly tag: string;
};

/**
 * Where artifacts, records and cache entries live. Whatever is written is seen whole or not at all, also when the writer
 * ends in the middle of it; of what is acknowledged nothing is lost when a machine fails.
 *
 * Everything may throw a `StoreError`. A bucket or root folder is never made, except a folder by the first write.
 *
 * @example
 * const store = await openStore("s3://bucket/prefix");
 * await store.put("run.json", new TextEncoder().encode("{}"));
 * await store.get("run.json"); // { bytes: Uint8Array(2), version: '"99914b932bd37a50b983c5e7c90ae93b"' }
 */
export type Store = {
  /** Without a slash at its end; `joinUri(uri, key)` names an object. */
  readonly uri: string;
  /** Reads a small object; undefined where there is none. */
  get(key: string): Promise<Stored | undefined>;
  /** Writes a small object, whatever was there. */
  put(key: string, bytes: Uint8Array): Promise<Version>;
  /** Writes a small object where there is none. Of several writers one gets true. */
  putIfAbsent(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Writes a small object in place of that version. False: it is gone, or somebody else has written. */
  replace(key: string, bytes: Uint8Array, version: Version): Promise<boolean>;
  /** Looks at an object; undefined where there is none. */
  stat(key: string): Promise<Entry | undefined>;
  /** The objects below a folder, "" for all, in no certain order; none where there is no such folder. */
  list(folder: string): AsyncIterable<Entry>;
  /** The names of the folders in a folder, "" for the top, in no certain order, without looking at all that is in them. */
  folders(folder: string): AsyncIterable<string>;
  /** The content of an object, opened when the first chunk is asked for. */
  read(key: string): AsyncIterable<Uint8Array>;
  /**
   * Writes what a source gives, in bounded memory. `size` in bytes, where known, is checked and saves memory. A chunk is
   * used or copied before the next one is asked for, so a source may use its memory again.
   */
  write(key: string, source: AsyncIterable<Uint8Array>, size?: number): Promise<void>;
  /** Removes an object; one that is not there is fine. */
  remove(key: string): Promise<void>;
  /** Only where objects are files of this machine: the file, or for a folder's key the folder, whether or not it exists. */
  readonly path?: (key: string) => string;
};
