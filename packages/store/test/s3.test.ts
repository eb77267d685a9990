// The store of S3, against a real server: the common suite, and what only S3 can show.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { CreateBucketCommand, ListMultipartUploadsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { openStore } from "@slipway/store";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { CREDENTIALS, NO_CREDENTIALS, startServer } from "../../../test/servers/server.ts";
import { chunks, contract } from "./contract.ts";
import { failures } from "./failures.ts";
import { bytesOf, collect, fresh, keysIn, textOf } from "./place.ts";
import { transfers } from "./transfers.ts";

Object.assign(process.env, CREDENTIALS, NO_CREDENTIALS);
const server = await startServer("minio");
const endpoint = server?.endpoint ?? "";
const options = { endpoint, pathStyle: true };
const place = () => ({ uri: "s3://slipway-test", options });

/** Earlier ones know no proxies. */
const knowsProxies = Number(process.versions.node.split(".")[0]) >= 24;

test.skipIf(!knowsProxies)("requests go through the proxy that the environment names", async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200).end("told by the proxy");
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  process.env["http_proxy"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    const store = await openStore("s3://bucket/a", { endpoint: "http://store.example", pathStyle: true });
    expect(await textOf(store, "b")).toBe("told by the proxy");
    expect(asked[0]).toContain("http://store.example/bucket/a/b");
  } finally {
    delete process.env["http_proxy"];
    proxy.close();
  }
});

describe.skipIf(server === undefined)(`S3 of ${server?.program}`, () => {
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket: "slipway-test" }));
  });

  contract(place);
  transfers(place);
  failures(place);

  test("parts of uploads that failed are removed", async () => {
    const { store, where } = await fresh(place());
    const Prefix = where.uri.split("/")[3];
    async function* source() {
      yield* chunks(30 * 1024 * 1024);
      throw new Error("the source has failed");
    }
    await expect(store.write("a", source())).rejects.toThrow("the source has failed");
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: "slipway-test", Prefix }));
    expect(Uploads ?? []).toEqual([]);
  });

  test("markers of folders are no objects", async () => {
    const { store, where } = await fresh(place());
    const [, , , prefix] = where.uri.split("/");
    for (const name of ["a/", "a/b/"]) {
      await client.send(new PutObjectCommand({ Bucket: "slipway-test", Key: `${prefix}/${name}`, Body: bytesOf("") }));
    }
    await store.put("a/c", bytesOf("one"));
    expect(await keysIn(store)).toEqual(["a/c"]);
  });

  test("minio:// is the same with paths", async () => {
    const store = await openStore("minio://slipway-test/minio", { endpoint });
    await store.put("a", bytesOf("one"));
    expect(store.uri).toBe("minio://slipway-test/minio");
    expect(await textOf(await openStore("s3://slipway-test/minio", options), "a")).toBe("one");
  });

  test("a whole bucket is a store", async () => {
    const store = await openStore("s3://slipway-test", options);
    await store.put("at/the/top", bytesOf("one"));
    expect((await collect(store.list("at/the"))).map(({ key }) => key)).toEqual(["at/the/top"]);
  });

  test("a region that is not known is said", async () => {
    const store = await openStore("s3://slipway-test");
    await expect(store.get("a")).rejects.toMatchObject({
      code: "store/bad-uri",
      message: expect.stringContaining("region"),
    });
  });

  test("a bucket that is not there is said", async () => {
    const store = await openStore("s3://slipway-none/prefix", options);
    const missing = {
      code: "store/not-found",
      message: expect.stringMatching(/^s3:\/\/slipway-none.*no such bucket$/),
    };
    await expect(store.get("a")).rejects.toMatchObject(missing);
    await expect(store.put("a", bytesOf(""))).rejects.toMatchObject(missing);
    await expect(store.putIfAbsent("a", bytesOf(""))).rejects.toMatchObject(missing);
    await expect(store.replace("a", bytesOf(""), "1")).rejects.toMatchObject(missing);
    await expect(store.remove("a")).rejects.toMatchObject(missing);
    await expect(collect(store.list(""))).rejects.toMatchObject(missing);
    await expect(collect(store.read("a"))).rejects.toMatchObject(missing);
    await expect(store.write("a", chunks(20 * 1024 * 1024))).rejects.toMatchObject(missing);
  });

  // moto lets everybody in.
  describe.skipIf(server?.program === "moto_server")("who one is", () => {
    afterEach(() => {
      Object.assign(process.env, CREDENTIALS);
    });

    test.each(["get", "stat", "put", "list", "remove"] as const)("is said when it is wrong: %s", async (name) => {
      const wrong = { AWS_ACCESS_KEY_ID: "somebody", AWS_SECRET_ACCESS_KEY: "a wrong secret" };
      Object.assign(process.env, wrong);
      const store = await openStore("s3://slipway-test/wrong", options);
      const act = name === "list" ? collect(store.list("")) : store[name]("a", bytesOf(""));
      const error = await Promise.resolve(act).catch((error: unknown) => error);
      expect(error).toMatchObject({ name: "StoreError", code: "store/forbidden" });
      const told = inspect(error, { depth: 10, showHidden: true });
      for (const secret of ["a wrong secret", "Authorization", "Signature="]) expect(told).not.toContain(secret);
    });

    test("is said when it is not known", async () => {
      for (const name of Object.keys(CREDENTIALS)) delete process.env[name];
      const store = await openStore("s3://slipway-test/nobody", options);
      await expect(store.get("a")).rejects.toMatchObject({ code: "store/no-credentials" });
    });

    test("may be nobody", async () => {
      for (const name of Object.keys(CREDENTIALS)) delete process.env[name];
      const store = await openStore("s3://slipway-test/nobody", { ...options, anonymous: true });
      await expect(store.get("a")).rejects.toMatchObject({ code: "store/forbidden" });
      await expect(store.put("a", bytesOf(""))).rejects.toMatchObject({ code: "store/forbidden" });
    });
  });
});
