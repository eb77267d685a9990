// Files and folders on their way into a store and back: one suite for all kinds of stores.
import { createHash } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Artifact, download, measure, type Place, upload } from "@slipway/store";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { HOSTILE } from "./contract.ts";
import { bytesOf, fresh, keysIn, type Where } from "./place.ts";

const sha256 = (content: string | Uint8Array) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

const LARGE = Buffer.alloc(20 * 1024 * 1024, "large");

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "model.bin": LARGE,
  empty: "",
  "a/b/c/deep.txt": "deep",
  "a-b.txt": "sorts before a/",
  ...Object.fromEntries(HOSTILE.map((name) => [`names/${name}/${name}`, name])),
};

export function transfers(where: () => Where): void {
  const root = mkdtempSync(join(tmpdir(), "slipway-transfer-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let folder = "";
  let place = {} as Place;
  beforeEach(async () => {
    folder = mkdtempSync(join(root, "test-"));
    place = { store: (await fresh(where())).store, key: "run/train/out" };
  });

  const write = (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, "in", name)), { recursive: true });
      writeFileSync(join(folder, "in", name), content);
    }
    return join(folder, "in");
  };
  const out = () => join(folder, "new/folder/out");
  const namesIn = (path: string) =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));

  describe("a folder", () => {
    test("comes back as it was", async () => {
      const path = write(FILES);
      const artifact = await upload(path, place);
      const size = Object.values(FILES).reduce((sum, content) => sum + Buffer.from(content).length, 0);
      expect(artifact).toMatchObject({ kind: "folder", files: Object.keys(FILES).length, size });
      expect(await keysIn(place.store)).toEqual(
        Object.keys(FILES)
          .map((name) => `${place.key}/${name}`)
          .sort(),
      );
      expect(await download(place, out(), { expected: artifact })).toEqual(artifact);
      expect(namesIn(out()).sort()).toEqual(Object.keys(FILES).sort());
      for (const [name, content] of Object.entries(FILES)) {
        expect(readFileSync(join(out(), name)).equals(Buffer.from(content))).toBe(true);
      }
      expect(await measure(path)).toEqual(artifact);
      expect(await download(place, join(folder, "unknown"))).toEqual(artifact);
      expect(readdirSync(folder).sort()).toEqual(["in", "new", "unknown"]);
      expect(readdirSync(dirname(out()))).toEqual(["out"]);
    });

    test("has the digest that is documented", async () => {
      const path = write({ "b.txt": "two", "a/c.txt": "one", "a-z": "" });
      const lines = [
        ["a-z", 0, sha256("")],
        ["a/c.txt", 3, sha256("one")],
        ["b.txt", 3, sha256("two")],
      ];
      const digest = sha256(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      expect(await upload(path, place)).toEqual({ kind: "folder", size: 6, files: 3, digest });
    });

    test("may have no files; folders without files are not kept", async () => {
      mkdirSync(join(folder, "in/empty/folders"), { recursive: true });
      const artifact = await upload(join(folder, "in"), place);
      expect(artifact).toEqual({ kind: "folder", size: 0, files: 0, digest: sha256("") });
      expect(await download(place, out(), { expected: artifact })).toEqual(artifact);
      expect(readdirSync(out())).toEqual([]);
      await expect(download(place, join(folder, "unknown"))).rejects.toMatchObject({ code: "store/not-found" });
    });

    test("replaces an empty one, and no other", async () => {
      const artifact = await upload(write({ a: "one" }), place);
      mkdirSync(out(), { recursive: true });
      expect(await download(place, out())).toEqual(artifact);
      await expect(download(place, out())).rejects.toMatchObject({ code: "store/conflict" });
      writeFileSync(join(folder, "file"), "");
      await expect(download(place, join(folder, "file"))).rejects.toMatchObject({ code: "store/conflict" });
      expect(readdirSync(folder).sort()).toEqual(["file", "in", "new"]);
    });
  });

  describe("links", () => {
    test("are followed inside of the folder", async () => {
      const path = write({ "blobs/1": "one", "snapshots/main/other": "" });
      symlinkSync("../../blobs/1", join(path, "snapshots/main/model"));
      symlinkSync("blobs", join(path, "again"));
      symlinkSync(path, join(folder, "link"));
      linkSync(join(path, "blobs/1"), join(path, "hard"));
      const artifact = await upload(join(folder, "link"), place);
      expect(artifact).toMatchObject({ files: 5, size: 12 });
      await download(place, out(), { expected: artifact });
      expect(namesIn(out()).sort()).toEqual([
        "again/1",
        "blobs/1",
        "hard",
        "snapshots/main/model",
        "snapshots/main/other",
      ]);
    });

    test.each([
      ["../outside", "out of the folder"],
      ["/etc/passwd", "out of the folder"],
      ["../in-and-more", "out of the folder"],
      ["nowhere", "nowhere"],
      [".", "around it"],
      ["loop", "nowhere"],
    ])("to %j are refused", async (target, reason) => {
      const path = write({ a: "one" });
      mkdirSync(join(folder, "in-and-more"));
      writeFileSync(join(folder, "outside"), "secret");
      symlinkSync(target, join(path, "loop"));
      const refused = { code: "store/not-a-file", message: expect.stringContaining(reason), uri: join(path, "loop") };
      await expect(upload(path, place)).rejects.toMatchObject(refused);
      await expect(measure(path)).rejects.toMatchObject(refused);
    });
  });

  describe("a file", () => {
    test.each([
      ["text", "one"],
      ["nothing", ""],
      ["much", LARGE],
    ])("with %s comes back", async (_, content) => {
      const artifact = await upload(join(write({ a: content }), "a"), place);
      expect(artifact).toEqual({ kind: "file", size: content.length, files: 1, digest: sha256(content) });
      expect(await keysIn(place.store)).toEqual([place.key]);
      writeFileSync(join(folder, "out"), "old");
      expect(await download(place, join(folder, "out"), { expected: artifact })).toEqual(artifact);
      expect(readFileSync(join(folder, "out")).equals(Buffer.from(content))).toBe(true);
      expect(await download(place, out())).toEqual(artifact);
      expect(await measure(join(folder, "in/a"))).toEqual(artifact);
    });

    test("that is not there, or is none, cannot be uploaded", async () => {
      await expect(upload(join(folder, "none"), place)).rejects.toMatchObject({ code: "store/not-found" });
      await expect(upload("/dev/null", place)).rejects.toMatchObject({ code: "store/not-a-file" });
      await expect(upload("/proc/self/status", place)).rejects.toMatchObject({ code: "store/corrupt" });
      expect(await keysIn(place.store)).toEqual([]);
    });
  });

  describe("what is not as expected", () => {
    test.each<Partial<Artifact>>([
      { size: 4 },
      { digest: sha256("other") },
      { files: 2 },
      { kind: "file" },
      { kind: "folder", files: 0 },
    ])("is refused: %j", async (expected) => {
      await upload(write({ a: "one" }), place);
      await expect(download(place, out(), { expected })).rejects.toMatchObject({ code: "store/corrupt" });
      expect(existsSync(out())).toBe(false);
      expect(readdirSync(dirname(out()))).toEqual([]);
    });

    test("as nothing is", async () => {
      await expect(download(place, out())).rejects.toMatchObject({ code: "store/not-found" });
      await place.store.put("run/train/output", bytesOf("another name with the same start"));
      await expect(download(place, out())).rejects.toMatchObject({ code: "store/not-found" });
      expect(existsSync(out())).toBe(false);
    });
  });
}
