// A store in memory, for runs that are over before a disk would have begun.
import type { Entry, Store } from "@slipway/store";

export function memoryStore(uri: string): Store {
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly version: string }>();
  let writes = 0;
  const put = async (key: string, bytes: Uint8Array) => {
    writes += 1;
    objects.set(key, { bytes, version: String(writes) });
    return String(writes);
  };
  const entryOf = (key: string): Entry | undefined => {
    const object = objects.get(key);
    return object && { key, size: object.bytes.length, modified: 0, tag: object.version };
  };
  return {
    uri,
    get: async (key) => objects.get(key),
    put,
    putIfAbsent: async (key, bytes) => {
      if (objects.has(key)) return false;
      await put(key, bytes);
      return true;
    },
    replace: async (key, bytes, version) => {
      if (objects.get(key)?.version !== version) return false;
      await put(key, bytes);
      return true;
    },
    stat: async (key) => entryOf(key),
    list: async function* (folder) {
      for (const key of objects.keys()) {
        const entry = entryOf(key);
        if (entry && (folder === "" || key.startsWith(`${folder}/`))) yield entry;
      }
    },
    folders: async function* () {},
    read: async function* (key) {
      const object = objects.get(key);
      if (object) yield object.bytes;
    },
    write: async (key, source) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      await put(key, Buffer.concat(chunks));
    },
    remove: async (key) => {
      objects.delete(key);
    },
  };
}
