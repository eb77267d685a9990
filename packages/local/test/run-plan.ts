// Runs a small pipeline with the real runtime, and gathers what is told of it.
import { join } from "node:path";
import { planPipeline } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import {
  beginRun,
  type ClusterObjects,
  createStop,
  type Engine,
  NO_OBJECTS,
  type RunEvent,
  runPlan,
  type StopHandle,
} from "@slipway/local";
import { openStore } from "@slipway/store";
import { pipelineOf, type Steps } from "./pipelines.ts";

export type Options = {
  /** Of the store and of all else. */
  readonly folder: string;
  readonly kubernetes?: JsonObject | undefined;
  readonly pipelineConfig?: JsonObject | undefined;
  readonly change?: ((pipeline: JsonObject) => JsonObject) | undefined;
  readonly objects?: ClusterObjects | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly engine?: Engine | undefined;
  readonly unique?: (() => string) | undefined;
  /** Id of the machine. */
  readonly machine?: string | undefined;
  readonly onEvent?: ((event: RunEvent, cancel: StopHandle) => void) | undefined;
};

let runs = 0;

export async function run(steps: Steps, options: Options) {
  runs += 1;
  const { folder, kubernetes = {}, pipelineConfig = {}, change = (pipeline) => pipeline, engine } = options;
  const platform = { platforms: { kubernetes: { deploymentSpec: { executors: kubernetes }, pipelineConfig } } };
  const planned = planPipeline(`${JSON.stringify(change(pipelineOf(steps)))}\n---\n${JSON.stringify(platform)}\n`);
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  const { plan } = planned.value;
  const store = await openStore(`file://${folder}`);
  const record = beginRun(plan, { id: `r${runs}`, start: new Date().toISOString() });
  const open = (uri: string) => openStore(uri.startsWith("file://") ? "file:///" : uri);
  const events: RunEvent[] = [];
  const cancel = createStop();
  const state = await runPlan({
    plan,
    context: { run: record, store, open, now: Date.now },
    cancel,
    report: (event) => {
      events.push(event);
      options.onEvent?.(event, cancel);
    },
    settings: {
      ...(engine && { engine }),
      parallelism: 4,
      cache: { scope: "", isUsedBy: () => true, maxAgeSecondsOf: () => undefined, isShared: false },
      objects: options.objects ?? NO_OBJECTS,
      graceMilliseconds: 500,
      machine: {
        env: { PATH: process.env["PATH"] ?? "", ...options.env },
        workingFolder: folder,
        stateFolder: join(folder, ".slipway"),
        cacheFolder: join(folder, "venvs"),
        id: options.machine ?? "one",
        unique: options.unique ?? (() => crypto.randomUUID()),
      },
    },
  });
  const ended = events.flatMap((event) => (event.kind === "ended" ? [event] : []));
  const lines = events.flatMap((event) => (event.kind === "line" ? [event.text] : []));
  const reasons = ended.map(({ path, record: one, problem }) => [path, one?.error?.message ?? problem]);
  return { state, folder, ended, lines, errors: Object.fromEntries(reasons), id: record.id, events };
}
