// A real Argo as an engine: each run is a Workflow of the cluster in test/cluster, seen through the records in its store.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ApiException } from "@kubernetes/client-node";
import { type ArgoOptions, argo, type Container, type Workflow } from "@slipway/argo";
import { compile, type Plan } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { RunDescription } from "@slipway/pod";
import { readRun, runJson, viewRun } from "@slipway/runs";
import type { RunRecord } from "@slipway/runtime";
import { openStore, type Store } from "@slipway/store";
import { type Connection, clients } from "../cluster/connect.js";
import { type Namespaces, ownNamespaces } from "../cluster/namespace.js";
import type { Outcome, RecordedTask, Run, TaskOutcome } from "./case.js";
import type { Engine, Session } from "./engine.js";

const pipelines = fileURLToPath(new URL("pipelines", import.meta.url));
const WORKFLOWS = { group: "argoproj.io", version: "v1alpha1", plural: "workflows" };

type Phase = {
  readonly phase?: string;
  readonly finishedAt?: string;
  readonly message?: string;
  readonly nodes?: JsonObject;
};

/**
 * @param connection of a cluster that is up
 * @param options of the backend, besides those of the store and the cache
 * @param namespaces which a session removes when it ends; of its own unless given
 */
export function argoEngine(connection: Connection, options: ArgoOptions = {}, namespaces?: Namespaces): Engine {
  return {
    name: "argo",
    provides: ["scratch"],
    open: async () => openSession(connection, options, namespaces ?? ownNamespaces(connection)),
  };
}

async function openSession(connection: Connection, options: ArgoOptions, namespaces: Namespaces): Promise<Session> {
  const scratch = await mkdtemp(join(tmpdir(), "slipway-argo-"));
  // Pods are other users.
  await chmod(scratch, 0o777);
  const { uri, endpoint, region, pathStyle, accessKey, secretKey } = connection.store;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey });
  const place = { endpoint, region, pathStyle };
  const root = `${uri}/${scratch.split("-").at(-1)}`;
  const store = await openStore(root, place);
  // An importer takes a path, too.
  const open = (at: string) => openStore(at.startsWith("/") ? pathToFileURL(at).href : at, place);
  return {
    run: (run) => runWorkflow(run, { connection, options, scratch, store, root, namespaces }),
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

type Place = {
  readonly connection: Connection;
  readonly options: ArgoOptions;
  readonly scratch: string;
  readonly store: Store;
  readonly root: string;
  readonly namespaces: Namespaces;
};

async function runWorkflow(run: Run, place: Place): Promise<Outcome> {
  const { connection, scratch, root } = place;
  for (const [name, text] of Object.entries(run.files ?? {})) {
    await mkdir(dirname(join(scratch, name)), { recursive: true });
    await writeFile(join(scratch, name), text);
  }
  const parameters = JSON.parse(JSON.stringify(run.parameters ?? {}).replaceAll("{scratch}", scratch)) as JsonObject;
  const text = await readFile(resolve(pipelines, run.pipeline), "utf8");
  const { endpoint, region, pathStyle } = connection.store;
  const tasks = Array.isArray(run.noCache) ? run.noCache.map((name) => [name, { enabled: false }] as const) : [];
  const compiled = compile(text, argo, {
    parameters,
    options: {
      ...place.options,
      store: { uri: root, endpoint, region, pathStyle, secret: { name: "slipway-store" } },
      cache: { enabled: run.noCache !== true, tasks: Object.fromEntries(tasks) },
    },
  });
  // Argo asks whoever submits the Workflow for a value that is missing, and here nobody has one.
  const lacking = compiled.ok
    ? compiled.warnings.filter(({ code }) => code === "resolve/parameter-without-value")
    : compiled.diagnostics;
  if (!compiled.ok || lacking.length > 0) {
    const said = lacking.map(({ code, message }) => `${code}: ${message}`).join("\n");
    return { exitCode: 1, run: "", state: "REFUSED", outputs: {}, tasks: [], said, records: {}, notes: [] };
  }
  const { core, custom } = clients(connection);
  const isShared = JSON.stringify(run).includes("{scratch}");
  // A folder of the machine is nothing that a stricter level allows.
  const namespace = await place.namespaces.of(isShared ? "privileged" : (place.options.podSecurity ?? "baseline"));
  for (const [name, stringData] of Object.entries(run.secrets ?? {})) {
    await core.createNamespacedSecret({ namespace, body: { metadata: { name }, stringData } }).catch(whereThere);
  }
  for (const [name, data] of Object.entries(run.configMaps ?? {})) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } }).catch(whereThere);
  }
  const { manifests } = compiled.value;
  const configMaps = manifests.filter((one) => one.kind === "ConfigMap");
  const workflow = manifests.find((one): one is Workflow => one.kind === "Workflow") as Workflow;
  for (const { metadata, immutable, data } of configMaps) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata, immutable, data } }).catch(whereThere);
  }
  const body = isShared ? sharing(workflow, scratch) : workflow;
  const created = await custom.createNamespacedCustomObject({ ...WORKFLOWS, namespace, body });
  const { name, uid } = created.metadata as { readonly name: string; readonly uid: string };
  const status = await ended({ name, namespace }, connection);
  const told = workflow.metadata.annotations?.["slipway/plan"] ?? configMaps[0]?.data["plan"] ?? "";
  const plan = JSON.parse(told) as RunDescription;
  return outcomeOf({ name, status, plan, id: uid, parameters: compiled.value.plan }, place);
}

/** A later run of a case finds what the first one made. */
function whereThere(error: unknown): void {
  if (!(error instanceof ApiException && error.code === 409)) throw error;
}

/** Tasks of this table leave notes in a folder that they share with the test. */
function sharing(workflow: Workflow, scratch: string): Workflow {
  const volume = { name: "scratch", hostPath: { path: scratch } };
  const mount = { name: "scratch", mountPath: scratch };
  const withMount = <Any extends Pick<Container, "volumeMounts">>(container: Any): Any => ({
    ...container,
    volumeMounts: [...(container.volumeMounts ?? []), mount],
  });
  const templates = workflow.spec.templates.map((template) => {
    const { container, containerSet, initContainers = [], volumes: own = [] } = template;
    const volumes = [...own, volume];
    // A file:// address of an importer is one that the driver must see.
    if (container) return { ...template, volumes, container: withMount(container) };
    if (!containerSet) return template;
    return {
      ...template,
      volumes,
      initContainers: initContainers.map(withMount),
      containerSet: { ...containerSet, containers: containerSet.containers.map(withMount) },
    };
  });
  return { ...workflow, spec: { ...workflow.spec, templates } };
}

type Named = { readonly name: string; readonly namespace: string };

/** Less than a case has, so that it says what the Workflow waits for, and leaves nothing that waits. */
const MOST_SECONDS = 500;

async function ended(named: Named, connection: Connection): Promise<Phase> {
  const { custom } = clients(connection);
  for (let seconds = 0; ; seconds += 1) {
    const workflow = await custom.getNamespacedCustomObject({ ...WORKFLOWS, ...named });
    const status = (workflow as { readonly status?: Phase }).status ?? {};
    if (["Succeeded", "Failed", "Error"].includes(status.phase ?? "")) return status;
    if (seconds === MOST_SECONDS) {
      await custom.deleteNamespacedCustomObject({ ...WORKFLOWS, ...named });
      throw new Error(`${named.name} has not ended:\n${messagesOf(status.nodes ?? {})}`);
    }
    await sleep(1000);
  }
}

type Done = {
  readonly name: string;
  readonly id: string;
  readonly plan: RunDescription;
  readonly parameters: Plan;
  readonly status: Phase;
};

async function outcomeOf(done: Done, { store, scratch }: Place): Promise<Outcome> {
  const { id, name, plan, status } = done;
  const state = status.phase === "Succeeded" ? "SUCCEEDED" : "FAILED";
  const nodes = status.nodes ?? {};
  const records = await recordsOf(id, store);
  const said = [`${name} ${status.phase}: ${status.message ?? ""}`, messagesOf(nodes), ...warningsOf(records)].join(
    "\n",
  );
  const notes = await readFile(join(scratch, "notes"), "utf8").catch(() => "");
  const ended = { state, end: status.finishedAt ?? "" } as const;
  const read = await readRun(store, { pipeline: plan.pipeline, id }, ended);
  const view = read?.view ?? viewRun(withoutPods(done), [], [], ended);
  const outcome = runJson(view) as unknown as Outcome;
  return {
    ...outcome,
    tasks: outcome.tasks.map((task) => asArgoSays(task, nodes)),
    run: id,
    exitCode: state === "SUCCEEDED" ? 0 : 3,
    said,
    records,
    notes: notes.split("\n").filter((line) => line !== ""),
  };
}

/** A run of which Argo skipped everything has no pod that writes its record. */
function withoutPods({ id, name, plan, parameters }: Done): RunRecord {
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

/** Of a pod that was ended whole, as after its time, only Argo knows what became of it. */
function asArgoSays(task: TaskOutcome, nodes: JsonObject): TaskOutcome {
  if (task.state !== "NOT_RUN") return task;
  const own = Object.values(nodes).find((node) => {
    const { type, phase, inputs } = node as JsonObject;
    const path = (inputs as { readonly parameters?: readonly JsonObject[] } | undefined)?.parameters?.find(
      ({ name }) => name === "path",
    );
    return type === "Pod" && ["Failed", "Error"].includes(String(phase)) && path?.["value"] === task.path;
  }) as JsonObject | undefined;
  return own ? { ...task, state: "FAILED", error: { message: own["message"] ?? "" } } : task;
}

function messagesOf(nodes: JsonObject): string {
  return Object.values(nodes)
    .map((node) => node as JsonObject)
    .filter(({ phase }) => phase !== "Succeeded")
    .map(({ displayName, phase, message = "" }) => `${displayName} ${phase} ${message}`)
    .join("\n");
}

export async function recordsOf(run: string, store: Store): Promise<Outcome["records"]> {
  const records: [string, RecordedTask][] = [];
  for await (const { key } of store.list("")) {
    if (!key.endsWith("/task.json")) continue;
    const found = await store.get(key);
    const record = JSON.parse(new TextDecoder().decode(found?.bytes)) as RecordedTask & { readonly run: JsonValue };
    if (record.run === run) records.push([record.path, record]);
  }
  return Object.fromEntries(records);
}

export async function textsAt(
  address: string,
  open: (uri: string) => Promise<Store>,
): Promise<string | Readonly<Record<string, string>>> {
  const at = await open(address.slice(0, address.lastIndexOf("/")));
  const name = address.slice(address.lastIndexOf("/") + 1);
  const file = await at.get(name).catch(() => undefined);
  if (file) return new TextDecoder().decode(file.bytes);
  const texts: [string, string][] = [];
  for await (const { key } of at.list(`${name}/`)) {
    texts.push([key.slice(name.length + 1), new TextDecoder().decode((await at.get(key))?.bytes)]);
  }
  return Object.fromEntries(texts);
}
