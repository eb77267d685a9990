// What every kind of store has around it: keys are checked before anything happens, and what goes wrong is a StoreError.
import { isStoreError, type StoreError, storeError } from "./error.js";
import { checkFolder, checkKey } from "./key.js";
import type { Store } from "./store.js";

/** What a kind of store makes of an error of its own; the uri is that of the object. */
export type Explain = (error: unknown, uri: string) => StoreError;

export function guardStore(store: Store, explain: Explain): Store {
  const { uri, path } = store;
  const failure = (error: unknown, key: string) =>
    isStoreError(error) ? error : explain(error, key === "" ? uri : `${uri}/${key}`);
  const guard = async <T>(key: string, act: () => Promise<T>): Promise<T> => {
    checkKey(key, uri);
    return await act().catch((error: unknown) => Promise.reject(failure(error, key)));
  };
  const guardEach = async function* <T>(key: string, check: typeof checkKey, items: () => AsyncIterable<T>) {
    check(key, uri);
    try {
      yield* items();
    } catch (error) {
      throw failure(error, key);
    }
  };
  return {
    uri,
    get: (key) => guard(key, () => store.get(key)),
    put: (key, bytes) => guard(key, () => store.put(key, bytes)),
    putIfAbsent: (key, bytes) => guard(key, () => store.putIfAbsent(key, bytes)),
    replace: (key, bytes, version) => guard(key, () => store.replace(key, bytes, version)),
    stat: (key) => guard(key, () => store.stat(key)),
    list: (folder) => guardEach(folder, checkFolder, () => store.list(folder)),
    folders: (folder) => guardEach(folder, checkFolder, () => store.folders(folder)),
    read: (key) => guardEach(key, checkKey, () => store.read(key)),
    write: async (key, source, size) => {
      checkKey(key, uri);
      const watched = watch(source, size, `${uri}/${key}`);
      await store.write(key, watched.chunks, size).catch((error: unknown) => {
        throw watched.failure()?.error ?? failure(error, key);
      });
    },
    remove: (key) => guard(key, () => store.remove(key)),
    ...(path === undefined
      ? {}
      : {
          path: (key: string) => {
            checkFolder(key, uri);
            return path(key);
          },
        }),
  };
}

type Watched = {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What the source threw, if it did: that is not the store's fault. */
  readonly failure: () => { readonly error: unknown } | undefined;
};

/** A source that is not of the promised size ends with an error, so that what it gave is not kept. */
function watch(source: AsyncIterable<Uint8Array>, size: number | undefined, uri: string): Watched {
  let failure: { readonly error: unknown } | undefined;
  async function* chunks() {
    let count = 0;
    try {
      for await (const chunk of source) {
        count += chunk.length;
        yield chunk;
      }
      if (size !== undefined && count !== size) {
        throw storeError("store/corrupt", uri, `the source gave ${count} bytes, not ${size}`);
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  return { chunks: chunks(), failure: () => failure };
}
