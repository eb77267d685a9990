// The store of files: the common suite, and what only files can show: crashes, links, folders in the way.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "@slipway/store";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { contract } from "./contract.ts";
import { bytesOf, collect, type Fresh, fresh, keysIn, race, textOf } from "./place.ts";
import { transfers } from "./transfers.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-store-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const place = () => ({ uri: `file://${root}`, options: {} });

describe("file", () => {
  contract(place);
  transfers(place);
});

describe("a store of files", () => {
  let { store, where } = {} as Fresh;
  let folder = "";
  beforeEach(async () => {
    ({ store, where } = await fresh(place()));
    folder = where.uri.slice("file://".length);
  });

  const lockOf = (name: string) =>
    join(folder, `.slipway-draft-lock-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`);

  test("says where its objects are", async () => {
    expect(store.path?.("a/b")).toBe(join(folder, "a/b"));
    expect(store.path?.("")).toBe(folder);
    expect(() => store.path?.("../a")).toThrow(/cannot be a key/);
  });

  test("leaves nothing but its objects", async () => {
    await store.put("a/b/c", bytesOf("one"));
    await store.replace("a/b/c", bytesOf("two"), (await store.get("a/b/c"))?.version ?? "");
    await store.remove("a/b/c");
    await store.put("d", bytesOf("three"));
    expect(readdirSync(folder)).toEqual(["d"]);
  });

  test("takes what others have put there", async () => {
    mkdirSync(join(folder, "a"), { recursive: true });
    writeFileSync(join(folder, "a/b"), "by hand");
    expect(await textOf(store, "a/b")).toBe("by hand");
    expect(await keysIn(store)).toEqual(["a/b"]);
    expect(await store.replace("a/b", bytesOf("ours"), (await store.get("a/b"))?.version ?? "")).toBe(true);
  });

  test("follows links, once around", async () => {
    await store.put("a/b", bytesOf("one"));
    symlinkSync("b", join(folder, "a/link"));
    symlinkSync("..", join(folder, "a/up"));
    symlinkSync("nowhere", join(folder, "a/broken"));
    expect(await textOf(store, "a/link")).toBe("one");
    expect(await keysIn(store)).toEqual(["a/b", "a/link"]);
  });

  test.each([
    ["a/b", "a"],
    ["a", "a/b"],
  ])("cannot keep %j beside %j", async (one, other) => {
    await store.put(one, bytesOf("one"));
    await expect(store.put(other, bytesOf(""))).rejects.toMatchObject({ code: "store/conflict" });
    expect(await keysIn(store)).toEqual([one]);
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  test("takes no name that the file system does not", async () => {
    await expect(store.put("x".repeat(300), bytesOf(""))).rejects.toMatchObject({ code: "store/bad-key" });
  });

  test.each(["folder", "link"])("says that a %s stands where an object would go", async (what) => {
    mkdirSync(folder, { recursive: true });
    if (what === "folder") mkdirSync(join(folder, "a"));
    else symlinkSync("nowhere", join(folder, "a"));
    await expect(store.putIfAbsent("a", bytesOf("one"))).rejects.toMatchObject({ code: "store/conflict" });
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  test("says where no folder can be made, also where Node tries for ever", async () => {
    const nowhere = await openStore("file:///proc/nope/deep");
    await expect(nowhere.put("a/b", bytesOf(""))).rejects.toMatchObject({ name: "StoreError" });
    writeFileSync(`${folder}-file`, "");
    const inFile = await openStore(`file://${folder}-file/a`);
    await expect(inFile.put("a", bytesOf(""))).rejects.toMatchObject({ code: "store/conflict" });
    symlinkSync("nowhere", `${folder}-link`);
    const behindLink = await openStore(`file://${folder}-link`);
    await expect(behindLink.put("a", bytesOf(""))).rejects.toMatchObject({ code: "store/conflict" });
  });

  test("shows no drafts, and breaks the lock of a process that has ended", async () => {
    mkdirSync(lockOf("a"), { recursive: true });
    writeFileSync(join(lockOf("a"), "dead"), "half writ");
    mkdirSync(join(folder, ".slipway-draft-gone"));
    writeFileSync(join(folder, ".slipway-draft-gone/gone"), "ha");
    expect(await keysIn(store)).toEqual([]);
    const start = performance.now();
    const results = await Promise.all([1, 2, 3].map((i) => store.putIfAbsent("a", bytesOf(String(i)))));
    expect(results.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await keysIn(store)).toEqual(["a"]);
    expect(existsSync(lockOf("a"))).toBe(false);
  });

  test("is whole and open to others after writers were killed", async () => {
    for (let i = 0; i < 12; i++) {
      const writers = [race("overwrite", where, "a"), race("overwrite", where, "a")];
      await sleep(150 + 17 * i);
      for (const { child } of writers) child.kill("SIGKILL");
      await Promise.all(writers.map(({ output }) => output));
      const text = (await textOf(store, "a")) ?? "";
      expect(text === text.charAt(0).repeat(text.length)).toBe(true);
      expect([0, 1024 * 1024]).toContain(text.length);
    }
    await store.put("a", bytesOf("after"));
    expect(await collect(store.list(""))).toMatchObject([{ key: "a", size: 5 }]);
  });

  test("loses no update of a process that is stopped with the lock, which others break", async () => {
    await store.put("a", bytesOf("0"));
    const { child, output } = race("increment", where, "a", "Infinity");
    for (let held = 0; held < 2; ) {
      await sleep(20);
      child.kill("SIGSTOP");
      if (existsSync(lockOf("a")) && readdirSync(lockOf("a")).length > 0) {
        expect(await race("increment", where, "a", "1").output).toBe("+");
        held += 1;
      }
      child.kill("SIGCONT");
    }
    child.kill("SIGTERM");
    const done = (await output).length;
    expect(await textOf(store, "a")).toBe(String(done + 2));
  });

  test("removes empty folders while others write into them", async () => {
    const writers = Array.from({ length: 8 }, async (_, i) => {
      for (let n = 0; n < 50; n++) {
        await store.put(`a/b/${i}`, bytesOf(String(n)));
        expect(await textOf(store, `a/b/${i}`)).toBe(String(n));
        await store.remove(`a/b/${i}`);
      }
    });
    await Promise.all(writers);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("may be the whole machine", async () => {
    const whole = await openStore("file:///");
    await store.put("a", bytesOf("one"));
    expect(whole.uri).toBe("file://");
    expect(await textOf(whole, join(folder, "a").slice(1))).toBe("one");
  });
});
