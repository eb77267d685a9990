// The store of Google Cloud Storage, against a server that plays it: the common suite, and what only it can show.
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
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

  test("a machine without an account is no store without an object", async () => {
    const machine = createServer((_, response) => {
      response.writeHead(404, { "metadata-flavor": "Google" }).end("no service account");
    });
    await once(machine.listen(0, "127.0.0.1"), "listening");
    const { port } = machine.address() as AddressInfo;
    Object.assign(process.env, { GCE_METADATA_HOST: `127.0.0.1:${port}`, METADATA_SERVER_DETECTION: "assume-present" });
    const store = await openStore("gs://slipway-test", { endpoint });
    for (const act of [store.get("a"), store.stat("a"), store.remove("a"), store.putIfAbsent("a", bytesOf(""))]) {
      await expect(act).rejects.toMatchObject({ code: "store/no-credentials" });
    }
    machine.close();
  });

  test("a key that cannot be read is not shown", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-key-"));
    writeFileSync(join(folder, "key.json"), '{"private_key": secret-words');
    process.env["GOOGLE_APPLICATION_CREDENTIALS"] = join(folder, "key.json");
    const store = await openStore("gs://slipway-test", { endpoint });
    const error = await store.get("a").catch((error: unknown) => error);
    rmSync(folder, { recursive: true });
    expect(error).toMatchObject({ code: "store/no-credentials" });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("secret-words");
  });
});
