// The store of Google Cloud Storage, against a server that plays it: the common suite, and what only it can show.
import { openStore } from "@slipway/store";
import { beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../../../test/servers/server.ts";
import { chunks, contract } from "./contract.ts";
import { failures } from "./failures.ts";
import { bytesOf, collect } from "./place.ts";
import { transfers } from "./transfers.ts";

const server = await startServer("fake-gcs-server");
const endpoint = server?.endpoint ?? "";
const options = { endpoint, anonymous: true };
const place = () => ({ uri: "gs://slipway-test", options });

describe.skipIf(server === undefined)("Cloud Storage", () => {
  beforeAll(async () => {
    const body = JSON.stringify({ name: "slipway-test" });
    const headers = { "content-type": "application/json" };
    await fetch(`${endpoint}/storage/v1/b?project=test`, { method: "POST", headers, body });
  });

  contract(place);
  transfers(place);
  failures(place);

  test("a bucket that is not there is said", async () => {
    const store = await openStore("gs://slipway-none/prefix", options);
    const missing = { code: "store/not-found" };
    await expect(store.put("a", bytesOf(""))).rejects.toMatchObject(missing);
    await expect(store.putIfAbsent("a", bytesOf(""))).rejects.toMatchObject(missing);
    await expect(collect(store.list(""))).rejects.toMatchObject(missing);
    await expect(collect(store.read("a"))).rejects.toMatchObject(missing);
    await expect(store.write("a", chunks(20 * 1024 * 1024))).rejects.toMatchObject(missing);
  });
});
