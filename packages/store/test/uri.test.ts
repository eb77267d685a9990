// Uris of stores, and of what is in them.
import { filePath, fileUri, isStoreError, joinUri, openStore, splitUri } from "@slipway/store";
import { describe, expect, test } from "vitest";

describe("openStore", () => {
  test.each([
    ["s3://bucket", "s3://bucket"],
    ["s3://bucket/", "s3://bucket"],
    ["s3://bucket/a/b//", "s3://bucket/a/b"],
    ["minio://bucket/a", "minio://bucket/a"],
    ["gs://bucket_1.example/100% a+b?c#d", "gs://bucket_1.example/100% a+b?c#d"],
    ["file:///a b/%41", "file:///a%20b/A"],
    ["file:///a%20b/%2541/100%", "file:///a%20b/%2541/100%25"],
    ["file:///%ff", "file:///%25ff"],
    ["file:///", "file://"],
  ])("takes %j", async (text, uri) => {
    expect((await openStore(text)).uri).toBe(uri);
  });

  test.each([
    ...[
      "",
      "bucket/a",
      "/a",
      "http://host/a",
      "https://host/a",
      "oci://host/a",
      "S3://bucket",
      "s3:/bucket",
      "s3://",
      "s3:///a",
    ],
    ...[
      "s3://b",
      "s3://bu cket/a",
      "s3://user:password@bucket",
      "gs://bucket/a//b",
      "s3://bucket/../other",
      "s3://bucket/./a",
    ],
    ...["file://host/a", "file:a", "file:///a/../b", "file:///a//b", "file:///a/%2e%2E/b", "file:///a%2F%2Fb"],
  ])("refuses %j", async (text) => {
    const uri = text.replace("user:password", "…");
    await expect(openStore(text)).rejects.toMatchObject({ name: "StoreError", code: "store/bad-uri", uri });
  });

  test.each(["localhost:9000", "ftp://host", "http://user:password@host", "http://"])(
    "refuses the endpoint %j, and does not show it",
    async (endpoint) => {
      const error = await openStore("s3://bucket", { endpoint }).catch((error: unknown) => error);
      expect(isStoreError(error) && error.code).toBe("store/bad-uri");
      expect(String(error)).not.toContain("password@");
    },
  );
});

describe("splitUri", () => {
  test.each([
    ["s3://bucket/a/b.txt", "s3://bucket", "a/b.txt"],
    ["minio://bucket/a/", "minio://bucket", "a"],
    ["gs://bucket", "gs://bucket", ""],
    ["file:///a/b", "file://", "a/b"],
    ["file:///a%20b/%2541", "file://", "a b/%41"],
    ["s3://bucket/a%20b", "s3://bucket", "a%20b"],
  ])("splits %j", async (uri, root, key) => {
    expect(splitUri(uri)).toEqual({ root, key });
    expect((await openStore(root)).uri).toBe(root);
  });
});

test.each([["s3://bucket/runs"], ["s3://bucket"], ["file:///runs/50%25"], ["file://"]])(
  "joinUri keeps keys below %j",
  (uri) => {
    for (const key of ["a/b", "my%20task/0", "ä #?/100%"]) {
      const { root, key: found } = splitUri(joinUri(uri, key));
      const folder = root === "file://" ? filePath(uri)?.slice(1) : uri.slice("s3://bucket/".length);
      expect(found).toBe(folder ? `${folder}/${key}` : key);
    }
  },
);

test.each(["/", "/a b", "/100%", "/%41", "/%25", "/a#b?c&d+e", "/ä/\n"])(
  "the path %j comes back from its uri",
  (path) => {
    expect(filePath(fileUri(path))).toBe(path === "/" ? "" : path);
    expect(fileUri(filePath(fileUri(path)) || "/")).toBe(fileUri(path));
  },
);
