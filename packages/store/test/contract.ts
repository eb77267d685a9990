// What every store does, whatever it is made of: one suite for all kinds, run on the real thing.
import { createHash } from "node:crypto";
import { isStoreError } from "@slipway/store";
import { beforeEach, describe, expect, test } from "vitest";
import { bytesOf, collect, type Fresh, fresh, keysIn, race, textOf, type Where } from "./place.ts";

const MEBIBYTE = 1024 * 1024;

/** Names that mean something to some system on the way. */
export const HOSTILE = [
  "with space",
  " leading and trailing ",
  "plus+and%20percent%",
  "hash#question?ampersand&equals=",
  "quote'double\"back`tick",
  "back\\slash",
  "tab\tand\u0001control",
  "<xml>&amp;",
  "ünïcödé-日本語-🚀",
  "e\u0301 and é",
  "...",
  "-dash",
  "~tilde",
  "semi;colon:at@comma,",
  "{{workflow}} $(HOME) $HOME *[a]{b}|",
];

const REFUSED = ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "../a", "a/./b", "a\0b", "a\nb", "a\rb", "\ud800"];

/** Chunks of 64 KiB, all different. */
export async function* chunks(bytes: number): AsyncGenerator<Uint8Array> {
  const size = 64 * 1024;
  for (let start = 0; start < bytes; start += size) {
    const chunk = Buffer.alloc(Math.min(size, bytes - start), createHash("sha256").update(String(start)).digest());
    yield chunk;
  }
}

async function digest(source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of source) hash.update(chunk);
  return hash.digest("hex");
}

/** What a StoreError says that it is; any other error as it is. */
export const codeOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => "no error",
    (error: unknown) => (isStoreError(error) ? error.code : error),
  );

export function contract(place: () => Where): void {
  let { store, where } = {} as Fresh;
  beforeEach(async () => {
    ({ store, where } = await fresh(place()));
  });

  describe("small objects", () => {
    test("come back as they were written", async () => {
      expect(await store.get("a/b")).toBeUndefined();
      await store.put("a/b", bytesOf("one"));
      expect(await textOf(store, "a/b")).toBe("one");
      await store.put("a/b", bytesOf("two"));
      expect(await textOf(store, "a/b")).toBe("two");
      const binary = Uint8Array.from({ length: 256 }, (_, i) => i);
      await store.put("binary", binary);
      expect(Buffer.from((await store.get("binary"))?.bytes ?? []).equals(binary)).toBe(true);
    });

    test("may be empty", async () => {
      await store.put("empty", new Uint8Array());
      expect(await textOf(store, "empty")).toBe("");
      expect(await store.stat("empty")).toMatchObject({ key: "empty", size: 0 });
      expect(await collect(store.read("empty"))).toEqual([]);
    });

    test("are gone when removed, and may be removed again", async () => {
      await store.put("a/b", bytesOf("one"));
      await store.remove("a/b");
      await store.remove("a/b");
      await store.remove("never/there");
      expect(await store.get("a/b")).toBeUndefined();
      expect(await store.stat("a/b")).toBeUndefined();
      expect(await keysIn(store)).toEqual([]);
      await store.put("a", bytesOf("now a file"));
    });

    test("are seen from another store of the same uri", async () => {
      await store.put("a", bytesOf("one"));
      const [output] = await Promise.all([race("claim", where, "a").output]);
      expect(output).toBe("false");
    });
  });

  describe("putIfAbsent", () => {
    test("writes once", async () => {
      expect(await store.putIfAbsent("a/b", bytesOf("one"))).toBe(true);
      expect(await store.putIfAbsent("a/b", bytesOf("two"))).toBe(false);
      expect(await textOf(store, "a/b")).toBe("one");
      await store.remove("a/b");
      expect(await store.putIfAbsent("a/b", bytesOf("three"))).toBe(true);
    });

    test("lets one of twenty be first", async () => {
      const tries = Array.from({ length: 20 }, (_, i) => store.putIfAbsent("a", bytesOf(String(i))));
      const results = await Promise.all(tries);
      expect(results.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await textOf(store, "a")).toBe(String(results.indexOf(true)));
    });

    test("lets one of ten processes be first", async () => {
      const racers = Array.from({ length: 10 }, () => race("claim", where, "a"));
      const outputs = await Promise.all(racers.map(({ output }) => output));
      expect(outputs.toSorted()).toEqual([...Array(9).fill("false"), "true"]);
      expect(await textOf(store, "a")).toBe(String(racers[outputs.indexOf("true")]?.child.pid));
    });
  });

  describe("replace", () => {
    test("writes only in place of the version that it is given", async () => {
      const first = await store.put("a", bytesOf("one"));
      expect((await store.get("a"))?.version).toBe(first);
      expect(await store.replace("a", bytesOf("two"), first)).toBe(true);
      expect(await store.replace("a", bytesOf("three"), first)).toBe(false);
      expect(await textOf(store, "a")).toBe("two");
    });

    test("writes nothing where the object is gone", async () => {
      const version = await store.put("a", bytesOf("one"));
      await store.remove("a");
      expect(await store.replace("a", bytesOf("two"), version)).toBe(false);
      expect(await store.get("a")).toBeUndefined();
    });

    test("lets one of twenty win", async () => {
      const version = await store.put("a", bytesOf("start"));
      const tries = Array.from({ length: 20 }, (_, i) => store.replace("a", bytesOf(String(i)), version));
      const results = await Promise.all(tries);
      expect(results.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await textOf(store, "a")).toBe(String(results.indexOf(true)));
    });

    test("loses no update of five processes", async () => {
      await store.put("a", bytesOf("0"));
      const outputs = await Promise.all(Array.from({ length: 5 }, () => race("increment", where, "a", "10").output));
      expect(outputs).toEqual(Array(5).fill("+".repeat(10)));
      expect(await textOf(store, "a")).toBe("50");
    });
  });

  describe("stat and list", () => {
    test("say size, time and a tag that goes with the content", async () => {
      const before = Date.now();
      await store.put("a/b", bytesOf("one"));
      const first = await store.stat("a/b");
      expect(first).toMatchObject({ key: "a/b", size: 3 });
      expect(Math.abs((first?.modified ?? 0) - before)).toBeLessThan(10_000);
      expect(await collect(store.list(""))).toEqual([first]);
      await store.put("a/b", bytesOf("two"));
      expect((await store.stat("a/b"))?.tag).not.toBe(first?.tag);
    });

    test("know no folders", async () => {
      await store.put("a/b/c", bytesOf("one"));
      expect(await store.stat("a")).toBeUndefined();
      expect(await store.get("a/b")).toBeUndefined();
      expect(await codeOf(collect(store.read("a/b")))).toBe("store/not-found");
    });

    test("take a folder for what is below it, not for the start of a name", async () => {
      for (const key of ["a/b/c", "a/b/d/e", "a/bc", "a/b.txt", "z"]) await store.put(key, bytesOf(key));
      expect(await keysIn(store, "a/b")).toEqual(["a/b/c", "a/b/d/e"]);
      expect(await keysIn(store, "a")).toEqual(["a/b.txt", "a/b/c", "a/b/d/e", "a/bc"]);
      expect(await keysIn(store, "z")).toEqual([]);
      expect(await keysIn(store, "nothing/here")).toEqual([]);
    });

    test("name the folders in a folder, each once", async () => {
      for (const key of ["a/b/c", "a/b/d/e", "a/bc", "a/b.d/e", "z", "with space+%/x"])
        await store.put(key, bytesOf(key));
      expect([...(await collect(store.folders("")))].sort()).toEqual(["a", "with space+%"]);
      expect([...(await collect(store.folders("a")))].sort()).toEqual(["b", "b.d"]);
      expect(await collect(store.folders("z"))).toEqual([]);
      expect(await collect(store.folders("nothing/here"))).toEqual([]);
      expect(await codeOf(collect(store.folders("../a")))).toBe("store/bad-key");
    });

    test("list more than a page", async () => {
      const keys = Array.from({ length: 1_100 }, (_, i) => `many/${String(i).padStart(4, "0")}`);
      for (let i = 0; i < keys.length; i += 50) {
        await Promise.all(keys.slice(i, i + 50).map((key) => store.put(key, bytesOf(key))));
      }
      expect(await keysIn(store, "many")).toEqual(keys);
    });
  });

  describe("names", () => {
    test.each(HOSTILE)("%j is one", async (name) => {
      const key = `${name}/in a folder/${name}`;
      await store.put(key, bytesOf(name));
      expect(await textOf(store, key)).toBe(name);
      expect(await store.putIfAbsent(key, bytesOf("other"))).toBe(false);
      expect((await store.stat(key))?.key).toBe(key);
      expect(await keysIn(store, name)).toEqual([key]);
      expect(await digest(store.read(key))).toBe(createHash("sha256").update(name).digest("hex"));
      await store.remove(key);
      expect(await keysIn(store)).toEqual([]);
    });

    test.each([...REFUSED, ".slipway-draft-1/a"])("%j is none", async (key) => {
      const acts = [
        store.get(key),
        store.put(key, bytesOf("")),
        store.putIfAbsent(key, bytesOf("")),
        store.replace(key, bytesOf(""), "1"),
        store.stat(key),
        collect(store.read(key)),
        store.write(key, chunks(1)),
        store.remove(key),
        ...(key === "" ? [] : [collect(store.list(key))]),
      ];
      for (const act of acts.map(codeOf)) expect(await act).toBe("store/bad-key");
      expect(await keysIn(store)).toEqual([]);
    });
  });

  describe("large objects", () => {
    const SIZES = [0, 1, 5 * MEBIBYTE, 8 * MEBIBYTE, 8 * MEBIBYTE + 1, 40 * MEBIBYTE + 7];

    test.each(SIZES)("of %i bytes pass, with and without their size", async (size) => {
      const expected = await digest(chunks(size));
      for (const key of ["with/size", "without"]) {
        await store.write(key, chunks(size), key === "without" ? undefined : size);
        expect(await store.stat(key)).toMatchObject({ size });
        expect(await digest(store.read(key))).toBe(expected);
      }
    });

    test.each([MEBIBYTE, 20 * MEBIBYTE])("leave nothing when their source fails after %i bytes", async (size) => {
      await store.put("there/before", bytesOf("old"));
      const failure = new Error("the source has failed");
      async function* source() {
        yield* chunks(size);
        throw failure;
      }
      for (const key of ["there/before", "new"]) {
        await expect(store.write(key, source())).rejects.toBe(failure);
        await expect(store.write(key, source(), size * 2)).rejects.toBe(failure);
      }
      expect(await textOf(store, "there/before")).toBe("old");
      expect(await keysIn(store)).toEqual(["there/before"]);
    });

    test.each([MEBIBYTE, 20 * MEBIBYTE])("of %i bytes leave nothing when that is not their size", async (size) => {
      expect(await codeOf(store.write("a", chunks(size), size + 1))).toBe("store/corrupt");
      expect(await codeOf(store.write("a", chunks(size), size - 1))).toBe("store/corrupt");
      expect(await keysIn(store)).toEqual([]);
    });

    test("may be left in the middle of reading", async () => {
      await store.write("a", chunks(20 * MEBIBYTE));
      for await (const chunk of store.read("a")) if (chunk.length > 0) break;
      expect(await digest(store.read("a"))).toBe(await digest(chunks(20 * MEBIBYTE)));
    });

    test("are never seen in part", async () => {
      const writes = Array.from({ length: 10 }, (_, i) => store.put("a", Buffer.alloc(MEBIBYTE, String(i))));
      const reads = Array.from({ length: 30 }, () => textOf(store, "a"));
      const texts = (await Promise.all(reads)).filter((text) => text !== undefined);
      for (const text of texts) expect(text === text.charAt(0).repeat(MEBIBYTE)).toBe(true);
      await Promise.all(writes);
    });
  });
}
