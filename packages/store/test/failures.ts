// What can go wrong between a store and its server: one suite for S3 and Cloud Storage.
import { createHash, randomUUID } from "node:crypto";
import { openStore, type Store, type StoreOptions } from "@slipway/store";
import { describe, expect, test } from "vitest";
import { type Cut, startProxy, startSilence } from "../../../test/servers/proxy.ts";
import { freePort } from "../../../test/servers/server.ts";
import { chunks, codeOf } from "./contract.ts";
import { bytesOf, collect, textOf, type Where } from "./place.ts";

const MEBIBYTE = 1024 * 1024;

/** Everything that asks the server for something. */
const ACTS: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  get: (store) => store.get("a"),
  put: (store) => store.put("a", bytesOf("one")),
  putIfAbsent: (store) => store.putIfAbsent("a", bytesOf("one")),
  replace: (store) => store.replace("a", bytesOf("one"), "1"),
  stat: (store) => store.stat("a"),
  list: (store) => collect(store.list("")),
  read: (store) => collect(store.read("a")),
  write: (store) => store.write("a", chunks(MEBIBYTE)),
  "write much": (store) => store.write("a", chunks(20 * MEBIBYTE)),
  remove: (store) => store.remove("a"),
};

export function failures(where: () => Where): void {
  const uri = () => `${where().uri}/${randomUUID()}`;
  const openWith = (options: StoreOptions) => openStore(uri(), { ...where().options, ...options });
  const openBehind = async (cut: Cut, timeout = 10_000) =>
    openWith({ endpoint: await startProxy(where().options.endpoint ?? "", cut), timeout });

  describe("a server that is not there", () => {
    /** What becomes of every act, all at the same time. */
    const codesWith = async (options: StoreOptions) => {
      const store = await openWith(options);
      const codes = Object.entries(ACTS).map(async ([name, act]) => [name, await codeOf(act(store))]);
      return Object.fromEntries(await Promise.all(codes));
    };
    const unreachable = Object.fromEntries(Object.keys(ACTS).map((name) => [name, "store/unreachable"]));

    test("is given up soon when nobody listens", async () => {
      const start = performance.now();
      expect(await codesWith({ endpoint: `http://127.0.0.1:${await freePort()}`, attempts: 2 })).toEqual(unreachable);
      expect(performance.now() - start).toBeLessThan(15_000);
    });

    test("is given up soon when its name is none", async () => {
      expect(await codesWith({ endpoint: "http://nowhere.invalid:9000", attempts: 2 })).toEqual(unreachable);
    });

    test("is given up when it says nothing", async () => {
      const start = performance.now();
      const options = { endpoint: await startSilence(), timeout: 500, attempts: 2 };
      expect(await codesWith(options)).toEqual(unreachable);
      expect(performance.now() - start).toBeLessThan(15_000);
    });
  });

  describe("a connection that breaks", () => {
    test("in the middle of reading is gone on from", async () => {
      const size = 20 * MEBIBYTE;
      const expected = createHash("sha256");
      for await (const chunk of chunks(size)) expected.update(chunk);
      const store = await openBehind((connection) => (connection < 4 ? 3 * MEBIBYTE : undefined), 2_000);
      await store.write("a", chunks(size));
      const hash = createHash("sha256");
      for await (const chunk of store.read("a")) hash.update(chunk);
      expect(hash.digest("hex")).toBe(expected.digest("hex"));
    });

    test("again and again is given up", async () => {
      const direct = await openWith({});
      await direct.write("a", chunks(2 * MEBIBYTE));
      const endpoint = await startProxy(where().options.endpoint ?? "", () => 800);
      const store = await openStore(direct.uri, { ...where().options, endpoint });
      await expect(collect(store.read("a"))).rejects.toMatchObject({ code: "store/unreachable" });
    });

    test("before its answer does not make a write somebody else's", async () => {
      const store = await openBehind((connection) => (connection === 0 ? 0 : undefined));
      expect(await store.putIfAbsent("a", bytesOf("ours"))).toBe(true);
      expect(await store.putIfAbsent("a", bytesOf("ours"))).toBe(false);
    });

    test("before its answer does not make a replacement somebody else's", async () => {
      const direct = await openWith({});
      const version = await direct.put("a", bytesOf("old"));
      const endpoint = await startProxy(where().options.endpoint ?? "", (connection) =>
        connection === 0 ? 0 : undefined,
      );
      const store = await openStore(direct.uri, { ...where().options, endpoint });
      expect(await store.replace("a", bytesOf("new"), version)).toBe(true);
      expect(await store.replace("a", bytesOf("new"), version)).toBe(false);
      expect(await textOf(store, "a")).toBe("new");
    });

    test("in the middle of writing is made up for", async () => {
      const store = await openBehind((connection) => (connection < 2 ? 600 : undefined));
      await store.write("a", chunks(20 * MEBIBYTE));
      expect(await store.stat("a")).toMatchObject({ size: 20 * MEBIBYTE });
    });
  });

  test("what changes on the way is not taken", async () => {
    const direct = await openWith({});
    await direct.put("a", bytesOf("unchanged"));
    const change = (text: string) => text.replace("unchanged", "unhanged!");
    const endpoint = await startProxy(where().options.endpoint ?? "", () => undefined, change);
    const store = await openStore(direct.uri, { ...where().options, endpoint });
    expect(await codeOf(store.get("a"))).toBe("store/corrupt");
    expect(await codeOf(collect(store.read("a")))).toBe("store/corrupt");
  });
}
