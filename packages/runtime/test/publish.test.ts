// What a command left, whatever it is, goes into the store or into the reason why the task failed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Invocation } from "@slipway/pod";
import { type Assignment, driveTask, mountedPlaces, plainPlaces, publishTask, type RunContext } from "@slipway/runtime";
import { openStore } from "@slipway/store";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "slipway-publish-"));
afterAll(() => rmSync(folder, { recursive: true }));
let runs = 0;

type Outputs = Invocation["outputs"];

const ONE: Outputs = { parameters: { text: "STRING" }, artifacts: {} };
const MODEL: Outputs = { parameters: {}, artifacts: { model: { type: {}, isList: false } } };
const SEVERAL: Outputs = { parameters: {}, artifacts: { models: { type: {}, isList: true } } };

/** Where outputs lie: in a folder from which they are copied, in the store itself, or in a pod that writes to a bucket. */
type Where = "copied" | "in place" | "in a pod";

/** A task whose command is what `act` does, with a folder for anything else. */
async function publish(
  outputs: Outputs,
  act: (assignment: Assignment, scratch: string) => void | Promise<void>,
  where: Where = "copied",
) {
  const id = `run-${runs++}`;
  const [scratch, root] = [join(folder, id), join(folder, "store")];
  mkdirSync(scratch);
  const files = await openStore(`file://${root}`);
  const isPod = where === "in a pod";
  const store = isPod ? { ...files, uri: "gs://bucket" } : files;
  const context: RunContext = {
    run: {
      version: 1,
      id,
      displayName: id,
      resourceName: id,
      pipeline: "publish",
      parameters: {},
      outline: { tasks: [], outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
      engine: "test",
      start: "2026-01-01T00:00:00.000Z",
    },
    store,
    open: async (uri) => (uri.startsWith("gs://") ? files : openStore("file://")),
    now: Date.now,
  };
  const invocation: Invocation = {
    version: 1,
    pipeline: "publish",
    task: "only",
    name: "only",
    displayName: "only",
    component: "only",
    // Not taken from the cache: each is another.
    work: { kind: "container", image: "alpine", command: ["true", id], args: [], env: [] },
    inputs: { parameters: {}, artifacts: {} },
    outputs,
    guards: [],
    loops: {},
    importers: {},
    cache: { enabled: true },
  };
  const outputFolder = where === "in place" ? join(root, "publish", id, "only", "1") : join(scratch, "outputs");
  const driven = await driveTask(invocation, {}, context, {
    attempt: "1",
    retry: 0,
    places: isPod ? mountedPlaces(scratch) : plainPlaces(join(scratch, "work"), outputFolder),
    scope: "",
    useCache: true,
    volumes: { create: async () => "", remove: async () => "" },
  });
  if (driven.kind === "done") throw new Error(JSON.stringify(driven.record));
  const { assignment } = driven;
  await act(assignment, scratch);
  const published = await publishTask(assignment, { exitCode: 0, stderr: [], start: "" }, context);
  const key = assignment.cache?.key ?? "";
  const entry = await store.get(`.slipway/cache/${key.slice(0, 2)}/${key}.json`);
  return { ...published, assignment, isCached: entry !== undefined };
}

/** What the SDK leaves of an output artifact. */
function report({ outputFile }: Assignment, name: string, artifacts: readonly object[], parameterValues: object = {}) {
  mkdirSync(dirname(outputFile.file), { recursive: true });
  writeFileSync(outputFile.file, JSON.stringify({ parameterValues, artifacts: { [name]: { artifacts } } }));
}

/** By the end of its uri, the text of each artifact. */
function stored({ record }: Awaited<ReturnType<typeof publish>>, name: string) {
  return (record.outputs.artifacts[name] ?? []).map(({ uri, size }) => {
    const [, end = ""] = /\/only\/1\/(.*)$/.exec(uri) ?? [];
    return [end, size === undefined ? undefined : readFileSync(uri.replace("file://", ""), "utf8")];
  });
}

const fileOf = ({ parameters }: Assignment) => parameters["text"]?.file ?? "";

describe("an output parameter", () => {
  test("that is a pipe is not waited for", async () => {
    const { record } = await publish(ONE, (assignment) => void execFileSync("mkfifo", [fileOf(assignment)]));
    expect(record.error?.message).toBe('output parameter "text": there is a pipe where its file should be');
  });

  test.each<readonly [what: string, act: (assignment: Assignment) => void | Promise<void>, reason: string]>([
    ["a folder", (one) => void mkdirSync(fileOf(one)), "there is a folder where its file should be"],
    ["a device", (one) => symlinkSync("/dev/zero", fileOf(one)), "there is a device where its file should be"],
    ["a link to itself", (one) => symlinkSync(fileOf(one), fileOf(one)), "it is a link that leads back to itself"],
    [
      "a file in place of its folder",
      (one) => {
        rmSync(dirname(fileOf(one)), { recursive: true });
        writeFileSync(dirname(fileOf(one)), "");
      },
      "a file stands where its folder should be",
    ],
  ])("that is %s is a reason", async (_what, act, reason) => {
    const { record } = await publish(ONE, act);
    expect(record).toMatchObject({ state: "FAILED", error: { message: `output parameter "text": ${reason}` } });
  });

  test("that the executor output has needs no file", async () => {
    const { record } = await publish(ONE, (assignment) => {
      mkdirSync(fileOf(assignment));
      report(assignment, "none", [], { text: "a" });
    });
    expect(record).toMatchObject({ state: "SUCCEEDED", outputs: { parameters: { text: { value: "a" } } } });
  });

  test("that was not written is null, which the record says, and is not cached", async () => {
    const published = await publish(ONE, (assignment) => report(assignment, "none", []));
    const warning = 'output parameter "text" was not written: others read it as null, and the result is not cached';
    expect(published.record).toMatchObject({ state: "SUCCEEDED", outputs: { parameters: { text: { value: null } } } });
    expect(published.record.warnings?.at(-1)).toBe(warning);
    expect(published.warnings).toEqual(published.record.warnings);
    expect(published.isCached).toBe(false);
  });

  test("that is said to be null is cached", async () => {
    const { record, isCached } = await publish(ONE, (one) => report(one, "none", [], { text: null }));
    expect([record.state, isCached]).toEqual(["SUCCEEDED", true]);
  });
});

test("an executor output that is a folder is a reason", async () => {
  const { record } = await publish(ONE, ({ outputFile }) => void mkdirSync(outputFile.file));
  expect(record.error?.message).toBe("the executor output: there is a folder where its file should be");
});

describe.each(["copied", "in place"] as const)("an output artifact, %s,", (where) => {
  const spotOf = ({ artifacts }: Assignment, name = "model") => artifacts[name]?.file ?? "";

  test("of a uri to which something was put has that in the store", async () => {
    const published = await publish(
      MODEL,
      (one) => {
        writeFileSync(`${spotOf(one)}.pt`, "weights");
        report(one, "model", [{ uri: `${one.artifacts["model"]?.uri}.pt` }]);
      },
      where,
    );
    expect(stored(published, "model")).toEqual([["model.pt", "weights"]]);
  });

  test("that was written before something was put to its uri is found", async () => {
    const published = await publish(
      MODEL,
      (one) => {
        writeFileSync(spotOf(one), "weights");
        report(one, "model", [{ uri: `${one.artifacts["model"]?.uri}.pt` }]);
      },
      where,
    );
    expect(stored(published, "model")).toEqual([["model.pt", "weights"]]);
  });

  test("that lies elsewhere comes to its usual place", async () => {
    const published = await publish(
      MODEL,
      (one, scratch) => {
        writeFileSync(join(scratch, "elsewhere"), "weights");
        report(one, "model", [{ uri: join(scratch, "elsewhere") }]);
      },
      where,
    );
    expect(stored(published, "model")).toEqual([["model", "weights"]]);
  });

  test("that is a pipe or a socket is a reason", async () => {
    const pipe = await publish(MODEL, (one) => void execFileSync("mkfifo", [spotOf(one)]), where);
    expect(pipe.record.error?.message).toMatch(/^output "model": .*: a pipe cannot be kept$/);
    const server = createServer();
    const socket = await publish(
      MODEL,
      async (one, scratch) => {
        await new Promise<void>((resolve) => server.listen(join(scratch, "s"), resolve));
        symlinkSync(join(scratch, "s"), spotOf(one));
      },
      where,
    );
    server.close();
    expect(socket.record.error?.message).toMatch(/^output "model": .*: a socket cannot be kept$/);
  });

  test("that holds a pipe is a reason", async () => {
    const { record } = await publish(
      MODEL,
      (one) => {
        mkdirSync(spotOf(one));
        execFileSync("mkfifo", [join(spotOf(one), "pipe")]);
      },
      where,
    );
    expect(record).toMatchObject({
      state: "FAILED",
      error: { message: expect.stringContaining("pipe: it is neither") },
    });
  });

  test("of a list: each has a place of its own, wherever it lay", async () => {
    const published = await publish(
      SEVERAL,
      (one, scratch) => {
        const own = spotOf(one, "models");
        mkdirSync(own);
        writeFileSync(join(own, "1"), "below");
        for (const name of ["a", "b", "c"]) writeFileSync(join(scratch, name), name);
        const uri = one.artifacts["models"]?.uri ?? "";
        report(one, "models", [
          { uri: join(scratch, "a") },
          { uri: join(scratch, "b") },
          { uri: `${uri}/1` },
          { uri, customPath: join(scratch, "c") },
        ]);
      },
      where,
    );
    expect(stored(published, "models")).toEqual([
      ["models/0", "a"],
      ["models/1_", "b"],
      ["models/1", "below"],
      ["models/3", "c"],
    ]);
  });

  test("of a list whose place is a file is a reason", async () => {
    const { record } = await publish(
      SEVERAL,
      (one, scratch) => {
        writeFileSync(join(scratch, "a"), "a");
        writeFileSync(spotOf(one, "models"), "a file");
        report(one, "models", [{ uri: one.artifacts["models"]?.uri }, { uri: join(scratch, "a") }]);
      },
      where,
    );
    expect(record).toMatchObject({ state: "FAILED", error: { message: expect.stringMatching(/^output "models": /) } });
  });

  test("of which nothing is there is told", async () => {
    const { record, warnings } = await publish(MODEL, () => undefined, where);
    expect(record.state).toBe("SUCCEEDED");
    expect(warnings).toEqual([expect.stringMatching(/^output "model": nothing was written to \/.*model$/)]);
    expect(record.warnings).toEqual(warnings);
  });
});

describe("an output artifact of a pod", () => {
  const put = (file: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "weights");
  };

  test.each<readonly [what: string, file: (uri: string) => string, told: (uri: string) => object, end: string]>([
    ["whose uri has an end more", (uri) => `/gcs${uri}.pt`, (uri) => ({ uri: `gs:/${uri}.pt` }), "model.pt"],
    ["that is below its place", (uri) => `/gcs${uri}/a/b`, (uri) => ({ uri: `gs:/${uri}/a/b` }), "model/a/b"],
    ["in another bucket", () => "/gcs/other/only/1/m", () => ({ uri: "gs://other/only/1/m" }), "m"],
    ["with a path of its own", () => "/minio/x", (uri) => ({ uri: `gs:/${uri}`, custom_path: "/minio/x" }), "model"],
  ])("%s lies where the SDK has it", async (_what, file, told, end) => {
    const published = await publish(
      MODEL,
      (one, scratch) => {
        const uri = (one.artifacts["model"]?.uri ?? "").replace("gs:/", "");
        put(join(scratch, file(uri)));
        report(one, "model", [told(uri)]);
      },
      "in a pod",
    );
    const [artifact] = published.record.outputs.artifacts["model"] ?? [];
    expect(published.warnings).toEqual([]);
    expect(artifact).toMatchObject({ size: 7, uri: expect.stringMatching(`^gs://.*/only/1/${end}$`) });
    const key = /^gs:\/\/[^/]+\/(.*)$/.exec(artifact?.uri ?? "")?.[1] ?? "";
    expect(readFileSync(join(folder, "store", key), "utf8")).toBe("weights");
  });
});

test("what is below the place of a single artifact is that artifact", async () => {
  const published = await publish(MODEL, (one) => {
    const { file = "", uri = "" } = one.artifacts["model"] ?? {};
    mkdirSync(file);
    writeFileSync(join(file, "weights.pt"), "weights");
    report(one, "model", [{ uri: `${uri}/weights.pt` }]);
  });
  expect(stored(published, "model")).toEqual([["model/weights.pt", "weights"]]);
});

test("a place that would lie outside its own is none", async () => {
  const published = await publish(MODEL, (one) => {
    const { file = "", uri = "" } = one.artifacts["model"] ?? {};
    mkdirSync(file);
    writeFileSync(join(dirname(file), "other"), "other");
    report(one, "model", [{ uri: `${uri}/../other` }]);
  });
  expect(stored(published, "model")).toEqual([["model", "other"]]);
  expect(readdirSync(dirname(published.record.outputs.artifacts["model"]?.[0]?.uri.slice(7) ?? ""))).toEqual(["model"]);
});
