// What engines on the cluster of test/cluster have in common: a run is an object there, seen through the records in its store.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ApiException } from "@kubernetes/client-node";
import type { Backend, Compiled, Plan } from "@slipway/compiler";
import type { JsonObject, JsonValue, Result } from "@slipway/ir";
import type { RunDescription } from "@slipway/pod";
import { readRun, runJson, viewRun } from "@slipway/runs";
import type { RunRecord } from "@slipway/runtime";
import { openStore, type Store } from "@slipway/store";
import { type Connection, clients } from "../cluster/connect.js";
import { podsOfRun } from "../cluster/count.js";
import { type Level, type Namespaces, ownNamespaces } from "../cluster/namespace.js";
import type { Outcome, RecordedTask, Run, TaskOutcome } from "./case.js";
import type { Engine, Session } from "./engine.js";

const pipelines = fileURLToPath(new URL("pipelines", import.meta.url));

type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly annotations?: Readonly<Record<string, string>> };
};
type ConfigMap = Manifest & { readonly immutable: boolean; readonly data: Readonly<Record<string, string>> };

/** What only one of the engines does so. */
export type ClusterBackend<Object extends Manifest, Status> = {
  readonly name: "argo" | "tekton";
  readonly provides: Engine["provides"];
  /** Options of the backend, besides those of the store and the cache. */
  readonly options: JsonObject;
  /** Of the namespaces that cases run in. */
  readonly level: Level;
  /** Of the object that is a run. */
  readonly resource: { readonly group: string; readonly version: string; readonly plural: string };
  compile(
    text: string,
    settings: { readonly parameters: JsonObject; readonly options: JsonObject },
  ): Result<Compiled<Manifest>>;
  readonly countPods: Backend<never, Manifest>["countPods"];
  readonly podsOf: Backend<never, Manifest>["podsOf"];
  /** Label of the pods of a run; its value is the run's name. */
  readonly runLabel: string;
  isRun(manifest: Manifest): manifest is Object;
  /** The run with a folder of the machine in all of its pods. */
  sharing(run: Object, scratch: string): Object;
  /** undefined while it runs. */
  ended(status: Status): { readonly isGood: boolean; readonly end: string; readonly said: string } | undefined;
  /** What a run that does not end waits for. */
  waitsFor(status: Status): string;
  /** Where a pod may wait for ever: the options that give it a limit, and what looks after those of a namespace. */
  readonly limit?: {
    readonly options: JsonObject;
    watch(pipeline: string, options: JsonObject & { readonly namespace: string }): Promise<() => Promise<void>>;
  };
  saidBesides(status: Status, of: Of): Promise<Besides>;
};

export type Besides = {
  /**
   * What the engine says of tasks whose pod failed, by their path. Of a pod that was ended whole only the engine knows what
   * became of it.
   */
  readonly failed: ReadonlyMap<string, string>;
  /** Where people look for why the run failed, if the run's own status does not say it. */
  readonly log: string;
};

/** A run in the cluster. */
export type Of = { readonly name: string; readonly namespace: string; readonly connection: Connection };

export type Given = {
  /** Of the store. */
  readonly folder?: string;
  /** That a run may take; a case has a little more, so that it says what the run waits for, and leaves nothing that waits. */
  readonly mostSeconds?: number;
};

/**
 * @param connection of a cluster that is up
 * @param given where a session is not to have its own
 */
export function clusterEngine<Object extends Manifest, Status>(
  connection: Connection,
  backend: ClusterBackend<Object, Status>,
  given: Given = {},
): Engine {
  const { name, provides } = backend;
  return { name, provides, open: () => openSession({ connection, backend, given }) };
}

type Setting<Object extends Manifest, Status> = {
  readonly connection: Connection;
  readonly backend: ClusterBackend<Object, Status>;
  readonly given: Given;
};

async function openSession<Object extends Manifest, Status>(setting: Setting<Object, Status>): Promise<Session> {
  const { connection, backend, given } = setting;
  const { folder, mostSeconds = 500 } = given;
  const scratch = await mkdtemp(join(tmpdir(), `slipway-${backend.name}-`));
  // Pods are other users.
  await chmod(scratch, 0o777);
  const { uri, endpoint, region, pathStyle, accessKey, secretKey } = connection.store;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey });
  const place = { endpoint, region, pathStyle };
  const root = `${uri}/${folder ?? scratch.split("-").at(-1)}`;
  const store = await openStore(root, place);
  const namespaces = ownNamespaces(connection);
  // An importer takes a path, too.
  const open = (at: string) => openStore(at.startsWith("/") ? pathToFileURL(at).href : at, place);
  return {
    run: (run) => startRun(run, { connection, backend, scratch, store, root, namespaces, mostSeconds }),
    read: async (address) => textsAt(address, open),
    damage: async (address, how) => {
      const at = await open(address.slice(0, address.lastIndexOf("/")));
      const key = address.slice(address.lastIndexOf("/") + 1);
      for await (const { key: inner } of at.list(key)) await at.remove(inner);
      await at.remove(key);
      if (how === "alter") await at.put(key, new TextEncoder().encode("something else"));
    },
    close: async () => {
      await namespaces.remove();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

type Place<Object extends Manifest, Status> = {
  readonly connection: Connection;
  readonly backend: ClusterBackend<Object, Status>;
  readonly scratch: string;
  readonly store: Store;
  readonly root: string;
  readonly namespaces: Namespaces;
  readonly mostSeconds: number;
};

async function startRun<Object extends Manifest, Status>(run: Run, place: Place<Object, Status>): Promise<Outcome> {
  const { connection, backend, scratch } = place;
  for (const [name, text] of Object.entries(run.files ?? {})) {
    await mkdir(dirname(join(scratch, name)), { recursive: true });
    await writeFile(join(scratch, name), text);
  }
  const compiled = await compileRun(run, place);
  // An engine asks whoever starts the run for a value that is missing, and here nobody has one.
  const lacking = compiled.ok
    ? compiled.warnings.filter(({ code }) => code === "resolve/parameter-without-value")
    : compiled.diagnostics;
  if (!compiled.ok || lacking.length > 0) {
    const said = lacking.map(({ code, message }) => `${code}: ${message}`).join("\n");
    return { exitCode: 1, run: "", state: "REFUSED", outputs: {}, tasks: [], said, records: {}, notes: [] };
  }
  const isShared = JSON.stringify(run).includes("{scratch}");
  // A folder of the machine is nothing that a stricter level allows.
  const namespace = await place.namespaces.of(isShared ? "privileged" : backend.level);
  const { manifests, plan: parameters } = compiled.value;
  const configMaps = manifests.filter((one): one is ConfigMap => one.kind === "ConfigMap");
  await makeObjects(run, configMaps, { namespace, connection });
  const manifest = manifests.find(backend.isRun) as Object;
  const body = isShared ? backend.sharing(manifest, scratch) : manifest;
  const { custom } = clients(connection);
  const created = await custom.createNamespacedCustomObject({ ...backend.resource, namespace, body });
  const { name, uid } = created.metadata as { readonly name: string; readonly uid: string };
  const status = await watched(run, namespace, place, lastStatus({ name, namespace }, place));
  const told = manifest.metadata.annotations?.["slipway/plan"] ?? configMaps[0]?.data["plan"] ?? "";
  const besides = await backend.saidBesides(status, { name, namespace, connection });
  const outcome = await outcomeOf(
    { name, status, besides, plan: JSON.parse(told) as RunDescription, id: uid, parameters },
    place,
  );
  const pods = { namespace, labelSelector: `${backend.runLabel}=${name}`, engine: backend.name };
  const made = manifests.map((one) => (one === manifest ? body : one));
  const [count, planned] = [backend.countPods?.(made), backend.podsOf?.(made)];
  if (!count || !planned) return outcome;
  return { ...outcome, pods: await podsOfRun(pods, connection, { count, pods: planned }) };
}

async function compileRun<Object extends Manifest, Status>(run: Run, place: Place<Object, Status>) {
  const { backend, scratch } = place;
  const parameters = JSON.parse(JSON.stringify(run.parameters ?? {}).replaceAll("{scratch}", scratch)) as JsonObject;
  const text = await readFile(resolve(pipelines, run.pipeline), "utf8");
  return backend.compile(text, { parameters, options: optionsOf(run, place) });
}

function optionsOf<Object extends Manifest, Status>(run: Run, place: Place<Object, Status>): JsonObject {
  const { connection, backend, root } = place;
  const { endpoint, region, pathStyle } = connection.store;
  const tasks = Array.isArray(run.noCache) ? run.noCache.map((name) => [name, { enabled: false }] as const) : [];
  return {
    ...backend.options,
    ...(run.waitsForEver && backend.limit?.options),
    store: { uri: root, endpoint, region, pathStyle, secret: { name: "slipway-store" } },
    cache: { enabled: run.noCache !== true, tasks: Object.fromEntries(tasks) },
  };
}

/** Looks after pods that wait for ever until the run has ended. */
async function watched<Object extends Manifest, Status>(
  run: Run,
  namespace: string,
  place: Place<Object, Status>,
  ended: Promise<Status>,
): Promise<Status> {
  const { limit } = place.backend;
  if (!run.waitsForEver || !limit) return ended;
  const look = await limit.watch(resolve(pipelines, run.pipeline), { ...optionsOf(run, place), namespace });
  const end = { is: false };
  const looking = (async () => {
    while (!end.is) await look();
  })();
  const status = await ended.finally(() => {
    end.is = true;
  });
  await looking;
  return status;
}

type Where = { readonly namespace: string; readonly connection: Connection };

/** What the run needs to be there. A later run of a case finds what the first one made. */
async function makeObjects(run: Run, configMaps: readonly ConfigMap[], { namespace, connection }: Where) {
  const { core } = clients(connection);
  const whereThere = (error: unknown) => {
    if (!(error instanceof ApiException && error.code === 409)) throw error;
  };
  for (const [name, stringData] of Object.entries(run.secrets ?? {})) {
    await core.createNamespacedSecret({ namespace, body: { metadata: { name }, stringData } }).catch(whereThere);
  }
  for (const [name, data] of Object.entries(run.configMaps ?? {})) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } }).catch(whereThere);
  }
  for (const { metadata, immutable, data } of configMaps) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata, immutable, data } }).catch(whereThere);
  }
}

type Named = { readonly name: string; readonly namespace: string };

async function lastStatus<Object extends Manifest, Status>(named: Named, place: Place<Object, Status>) {
  const { connection, backend, mostSeconds } = place;
  const { custom } = clients(connection);
  for (let seconds = 0; ; seconds += 1) {
    const run = await custom.getNamespacedCustomObject({ ...backend.resource, ...named });
    const status = (run as { readonly status?: Status }).status;
    if (status && backend.ended(status)) return status;
    if (seconds === mostSeconds) {
      await custom.deleteNamespacedCustomObject({ ...backend.resource, ...named });
      throw new Error(`${named.name} has not ended:\n${status ? backend.waitsFor(status) : "it was not begun"}`);
    }
    await sleep(1000);
  }
}

type Done<Status> = {
  readonly name: string;
  readonly id: string;
  readonly plan: RunDescription;
  readonly parameters: Plan;
  readonly status: Status;
  readonly besides: Besides;
};

async function outcomeOf<Object extends Manifest, Status>(
  done: Done<Status>,
  { store, scratch, backend }: Place<Object, Status>,
): Promise<Outcome> {
  const { id, name, plan, status, besides } = done;
  const { isGood = false, end = "", said = "" } = backend.ended(status) ?? {};
  const state = isGood ? "SUCCEEDED" : "FAILED";
  const records = await recordsOf(id, store);
  const notes = await readFile(join(scratch, "notes"), "utf8").catch(() => "");
  const read = await readRun(store, { pipeline: plan.pipeline, id }, { state, end });
  const view = read?.view ?? viewRun(withoutPods(done), [], [], { state, end });
  const outcome = runJson(view) as unknown as Outcome;
  return {
    ...outcome,
    tasks: outcome.tasks.map((task) => withEngine(task, besides.failed.get(task.path))),
    run: id,
    exitCode: isGood ? 0 : 3,
    said: [`${name} ${said}`, besides.log, ...warningsOf(records)].join("\n"),
    records,
    notes: notes.split("\n").filter((line) => line !== ""),
  };
}

/** @param said by the engine, of a pod that failed */
function withEngine(task: TaskOutcome, said: string | undefined): TaskOutcome {
  const isUnknown = said !== undefined && task.state === "NOT_RUN";
  return isUnknown ? { ...task, state: "FAILED", error: { message: said } } : task;
}

/** A run of which the engine skipped everything has no pod that writes its record. */
function withoutPods<Status>({ id, name, plan, parameters }: Done<Status>): RunRecord {
  const values = [...parameters.parameters.values()].map(({ name: key, given, defaultValue }) => [
    key,
    given ?? defaultValue ?? null,
  ]);
  const { engine, pipeline, outline } = plan;
  return {
    version: 1,
    id,
    displayName: name,
    resourceName: name,
    pipeline,
    engine,
    outline,
    parameters: Object.fromEntries(values),
    start: new Date(0).toISOString(),
  };
}

function warningsOf(records: Outcome["records"]): readonly string[] {
  return Object.values(records).flatMap(({ path, warnings = [] }) => warnings.map((text) => `task "${path}": ${text}`));
}

async function recordsOf(run: string, store: Store): Promise<Outcome["records"]> {
  const records: [string, RecordedTask][] = [];
  for await (const { key } of store.list("")) {
    if (!key.endsWith("/task.json")) continue;
    const found = await store.get(key);
    const record = JSON.parse(new TextDecoder().decode(found?.bytes)) as RecordedTask & { readonly run: JsonValue };
    if (record.run === run) records.push([record.path, record]);
  }
  return Object.fromEntries(records);
}

async function textsAt(
  address: string,
  open: (uri: string) => Promise<Store>,
): Promise<string | Readonly<Record<string, string>>> {
  const at = await open(address.slice(0, address.lastIndexOf("/")));
  const name = address.slice(address.lastIndexOf("/") + 1);
  const file = await at.get(name).catch(() => undefined);
  if (file) return new TextDecoder().decode(file.bytes);
  const texts: [string, string][] = [];
  for await (const { key } of at.list(name)) {
    texts.push([key.slice(name.length + 1), new TextDecoder().decode((await at.get(key))?.bytes)]);
  }
  return Object.fromEntries(texts);
}
