// What one engine has made is a hit for the others: Argo, Tekton, and processes of this machine where slipway.yaml says so.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { argoEngine } from "../behaviour/argo.js";
import type { Engine } from "../behaviour/engine.js";
import { pythonWith } from "../behaviour/local.js";
import { tektonEngine } from "../behaviour/tekton.js";
import { type Connection, connection } from "./connect.js";

const TEN_MINUTES = 600_000;
const command = fileURLToPath(new URL("../../packages/cli/bin/slipway.cjs", import.meta.url));
const pipeline = fileURLToPath(new URL("../behaviour/pipelines/nested/three-deep.yaml", import.meta.url));
const connected = connection();

type States = Readonly<Record<string, string>>;
type Start = (folder: string) => Promise<States>;

const statesOf = (tasks: readonly { readonly path: string; readonly state: string }[]): States =>
  Object.fromEntries(tasks.map(({ path, state }) => [path, state]));

const on =
  (engineOf: (folder: string) => Engine): Start =>
  async (folder) => {
    const session = await engineOf(folder).open();
    try {
      const { tasks, said } = await session.run({ pipeline, expect: { state: "SUCCEEDED" } });
      return tasks.length > 0 ? statesOf(tasks) : { said };
    } finally {
      await session.close();
    }
  };

const onThisMachine =
  ({ store }: Connection): Start =>
  async (name) => {
    const python = await pythonWith("behaviour", "test/behaviour/requirements.txt");
    const { uri, endpoint, region, pathStyle, accessKey, secretKey } = store;
    const folder = await mkdtemp(join(tmpdir(), "slipway-shared-"));
    const settings = { store: { uri: `${uri}/${name}`, endpoint, region, pathStyle }, local: { sharedCache: true } };
    await writeFile(join(folder, "slipway.yaml"), JSON.stringify(settings));
    const credentials = { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey };
    const PATH = `${dirname(python)}${delimiter}${process.env["PATH"] ?? ""}`;
    const env = { ...process.env, ...credentials, PATH };
    const words = [command, "run", pipeline, "--runner", "process", "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder, env });
    await rm(folder, { recursive: true });
    return statesOf(JSON.parse(stdout).tasks);
  };

describe.skipIf(!connected).concurrent("the cache is shared", () => {
  if (!connected) return;
  const engines = {
    Argo: on((folder) => argoEngine(connected, {}, folder)),
    Tekton: on((folder) => tektonEngine(connected, {}, folder)),
    "this machine": onThisMachine(connected),
  };
  const orders: readonly (readonly (keyof typeof engines)[])[] = [
    ["Argo", "Tekton", "this machine"],
    ["Tekton", "Argo"],
    ["this machine", "Tekton", "Argo"],
  ];
  for (const [first, ...later] of orders) {
    test(
      `what ${first} made is a hit for ${later.join(" and ")}`,
      async () => {
        const folder = randomUUID();
        const made = await engines[first as keyof typeof engines](folder);
        expect(new Set(Object.values(made))).toEqual(new Set(["SUCCEEDED"]));
        for (const name of later) {
          const states = await engines[name](folder);
          const leaves = Object.entries(states).filter(
            ([path]) => !Object.keys(states).some((one) => one.startsWith(`${path}/`)),
          );
          expect([name, Object.fromEntries(leaves)]).toEqual([
            name,
            Object.fromEntries(leaves.map(([path]) => [path, "CACHED"])),
          ]);
        }
      },
      TEN_MINUTES,
    );
  }
});
