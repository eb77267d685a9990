// What --with cleanup makes, on a real cluster where Pod Security restricted is enforced: it removes an old run from S3.
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { listRuns } from "@slipway/runs";
import { type RunRecord, writeRun } from "@slipway/runtime";
import { openStore } from "@slipway/store";
import { expect, test } from "vitest";
import { connection } from "./connect.js";
import { ownNamespaces } from "./namespace.js";
import { upkeepIn } from "./upkeep.js";

const FIVE_MINUTES = 300_000;
const connected = connection();

/** Of nothing to do: it ended when it began. */
const RUN: RunRecord = {
  version: 1,
  id: "old",
  displayName: "old",
  resourceName: "old",
  pipeline: "churn",
  parameters: {},
  outline: { tasks: [], outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
  engine: "argo",
  start: "2026-01-01T00:00:00.000Z",
};

test.skipIf(!connected)(
  "an old run is removed, and a new one stays",
  async () => {
    if (!connected) return;
    const { uri, endpoint, region, pathStyle, accessKey, secretKey } = connected.store;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey });
    const place = { endpoint, region, pathStyle };
    const root = `${uri}/cleanup-${randomUUID()}`;
    const store = await openStore(root, place);
    for (const run of [RUN, { ...RUN, id: "new", start: new Date().toISOString() }]) {
      await writeRun({ store }, run);
    }
    const namespaces = ownNamespaces(connected);
    try {
      const cleanUp = await upkeepIn(connected, fileURLToPath(new URL("tests/killed.yaml", import.meta.url)), {
        namespace: await namespaces.of("restricted"),
        store: { uri: root, ...place, secret: { name: "slipway-store" } },
        podSecurity: "restricted",
        with: ["cleanup"],
        cleanup: { olderThan: "1d", keep: 0 },
      });
      await cleanUp();
      expect((await listRuns(store, { limit: 10 })).runs.map(({ id }) => id)).toEqual(["new"]);
    } finally {
      await namespaces.remove();
    }
  },
  FIVE_MINUTES,
);
