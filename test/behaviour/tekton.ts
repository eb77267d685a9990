// A real Tekton as an engine: each run is a PipelineRun of the cluster in test/cluster, seen through the records in its store.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { compile, type Plan } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { RunDescription } from "@slipway/pod";
import { readRun, runJson, viewRun } from "@slipway/runs";
import type { RunRecord } from "@slipway/runtime";
import { openStore, type Store } from "@slipway/store";
import { type PipelineRun, type PipelineTask, type Step, tekton } from "@slipway/tekton";
import { type Connection, clients } from "../cluster/connect.js";
import { podsOfRun } from "../cluster/count.js";
import { type Namespaces, ownNamespaces } from "../cluster/namespace.js";
import { recordsOf, textsAt } from "./argo.js";
import type { Outcome, Run } from "./case.js";
import type { Engine, Session } from "./engine.js";

const pipelines = fileURLToPath(new URL("pipelines", import.meta.url));
const RUNS = { group: "tekton.dev", version: "v1", plural: "pipelineruns" };

type Status = {
  readonly conditions?: readonly { readonly status: string; readonly reason: string; readonly message: string }[];
  readonly completionTime?: string;
};

/**
 * @param connection of a cluster that is up
 * @param image of driver and publisher, where it is another than the cluster's own
 */
export function tektonEngine(connection: Connection, image?: string): Engine {
  return {
    name: "tekton",
    provides: ["scratch"],
    open: async () => openSession(connection, image),
  };
}

async function openSession(connection: Connection, image: string | undefined): Promise<Session> {
  const scratch = await mkdtemp(join(tmpdir(), "slipway-tekton-"));
  // Pods are other users.
  await chmod(scratch, 0o777);
  const { uri, endpoint, region, pathStyle, accessKey, secretKey } = connection.store;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey });
  const place = { endpoint, region, pathStyle };
  const root = `${uri}/${scratch.split("-").at(-1)}`;
  const store = await openStore(root, place);
  const namespaces = ownNamespaces(connection);
  const open = (address: string) => openStore(address, place);
  return {
    run: (run) =>
      runPipeline(run, { connection, scratch, store, root, namespaces, ...(image !== undefined && { image }) }),
    read: async (address) => textsAt(address, open),
    damage: async (address, how) => {
      const at = await open(address.slice(0, address.lastIndexOf("/")));
      const key = address.slice(address.lastIndexOf("/") + 1);
      for await (const { key: inner } of at.list(key)) await at.remove(inner);
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
  readonly scratch: string;
  readonly store: Store;
  readonly root: string;
  readonly namespaces: Namespaces;
  readonly image?: string;
};

async function runPipeline(run: Run, place: Place): Promise<Outcome> {
  const { connection, scratch, root, image } = place;
  for (const [name, text] of Object.entries(run.files ?? {})) {
    await mkdir(dirname(join(scratch, name)), { recursive: true });
    await writeFile(join(scratch, name), text);
  }
  const parameters = JSON.parse(JSON.stringify(run.parameters ?? {}).replaceAll("{scratch}", scratch)) as JsonObject;
  const text = await readFile(resolve(pipelines, run.pipeline), "utf8");
  const { endpoint, region, pathStyle } = connection.store;
  const tasks = Array.isArray(run.noCache) ? run.noCache.map((name) => [name, { enabled: false }] as const) : [];
  const compiled = compile(text, tekton, {
    parameters,
    options: {
      store: { uri: root, endpoint, region, pathStyle, secret: { name: "slipway-store" } },
      cache: { enabled: run.noCache !== true, tasks: Object.fromEntries(tasks) },
      // As on other engines: what does not depend on a failed task goes on.
      failure: "slow",
      ...(image !== undefined && { image }),
    },
  });
  // Tekton asks whoever creates the run for a value that is missing, and here nobody has one.
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
  const namespace = await place.namespaces.of(isShared ? "privileged" : "baseline");
  for (const [name, stringData] of Object.entries(run.secrets ?? {})) {
    await core.createNamespacedSecret({ namespace, body: { metadata: { name }, stringData } }).catch(() => undefined);
  }
  for (const [name, data] of Object.entries(run.configMaps ?? {})) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } }).catch(() => undefined);
  }
  const [manifest] = compiled.value.manifests;
  const body = isShared ? sharing(manifest as PipelineRun, scratch) : (manifest as PipelineRun);
  const created = await custom.createNamespacedCustomObject({ ...RUNS, namespace, body });
  const { name, uid } = created.metadata as { readonly name: string; readonly uid: string };
  const status = await ended({ name, namespace }, connection);
  const plan = JSON.parse(manifest?.metadata.annotations?.["slipway/plan"] ?? "") as RunDescription;
  const outcome = await outcomeOf({ name, status, plan, id: uid, parameters: compiled.value.plan }, place);
  const labelSelector = `tekton.dev/pipelineRun=${name}`;
  const foreseen = tekton.countPods?.(compiled.value.manifests);
  return foreseen ? { ...outcome, pods: await podsOfRun({ namespace, labelSelector }, connection, foreseen) } : outcome;
}

/** Tasks of this table leave notes in a folder that they share with the test. */
function sharing(run: PipelineRun, scratch: string): PipelineRun {
  const volume = { name: "scratch", hostPath: { path: scratch } };
  const withMount = (step: Step): Step => ({
    ...step,
    volumeMounts: [...(step.volumeMounts ?? []), { name: "scratch", mountPath: scratch }],
  });
  const shared = (task: PipelineTask): PipelineTask => {
    const { steps, volumes } = task.taskSpec;
    return { ...task, taskSpec: { ...task.taskSpec, volumes: [...volumes, volume], steps: steps.map(withMount) } };
  };
  const { tasks, finally: last } = run.spec.pipelineSpec;
  const pipelineSpec = {
    ...run.spec.pipelineSpec,
    tasks: tasks.map(shared),
    ...(last && { finally: last.map(shared) }),
  };
  return { ...run, spec: { ...run.spec, pipelineSpec } };
}

type Named = { readonly name: string; readonly namespace: string };

async function ended(named: Named, connection: Connection): Promise<Status> {
  const { custom } = clients(connection);
  for (;;) {
    const run = await custom.getNamespacedCustomObject({ ...RUNS, ...named });
    const status = (run as { readonly status?: Status }).status ?? {};
    if (status.completionTime !== undefined) return status;
    await sleep(1000);
  }
}

type Done = {
  readonly name: string;
  readonly id: string;
  readonly plan: RunDescription;
  readonly parameters: Plan;
  readonly status: Status;
};

async function outcomeOf(done: Done, { store, scratch }: Place): Promise<Outcome> {
  const { id, name, plan, status } = done;
  const [condition] = status.conditions ?? [];
  const state = condition?.status === "True" ? "SUCCEEDED" : "FAILED";
  const said = `${name} ${condition?.reason}: ${condition?.message}`;
  const notes = await readFile(join(scratch, "notes"), "utf8").catch(() => "");
  const ended = { state, end: status.completionTime ?? "" } as const;
  const read = await readRun(store, { pipeline: plan.pipeline, id }, ended);
  const view = read?.view ?? viewRun(withoutPods(done), [], [], ended);
  return {
    ...(runJson(view) as unknown as Outcome),
    run: id,
    exitCode: state === "SUCCEEDED" ? 0 : 3,
    said,
    records: await recordsOf(id, store),
    notes: notes.split("\n").filter((line) => line !== ""),
  };
}

/** A run of which Tekton skipped everything has no pod that writes its record. */
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
