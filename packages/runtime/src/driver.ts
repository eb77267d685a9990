// The driver: what a task reads, whether it runs at all, whether it was done before, and what exactly is to be run.
import { type Invocation, type Iterations, taskPath } from "@slipway/pod";
import type { Assignment } from "./assignment.js";
import { baseRecord } from "./base-record.js";
import { type Lookup, lookUp } from "./cache.js";
import { commitRecord, isGood, readRecord } from "./commit-record.js";
import { type RunContext, timestamp } from "./context.js";
import { expandText } from "./expand.js";
import { fingerprint } from "./fingerprint.js";
import { found } from "./found.js";
import { askGuards, noteGuard } from "./guard.js";
import { importArtifact } from "./importer.js";
import { resolveArtifacts, resolveParameters, withNulls } from "./inputs.js";
import { mountsOf } from "./mounts.js";
import type { Places } from "./places.js";
import { prepare } from "./prepare.js";
import type { TaskRecord } from "./record.js";
import { runValues } from "./run-values.js";
import { toldSettings } from "./task-config.js";
import { doVolume, type Volumes } from "./volume.js";
import { usesWorkspace } from "./workspace.js";
import { bringIntoWorkspace } from "./workspace-artifact.js";

export type DriveSettings = {
  /** Unique in the run; its outputs lie in a place of their own. */
  readonly attempt: string;
  /** Which try this is, from 0. */
  readonly retry: number;
  /** Where the task's files are; it is made here. */
  readonly places: Places;
  /** Conditions that were found to hold before, by the ids of their tasks. */
  readonly decided?: ReadonlySet<string>;
  /** The cache: results of one scope are no hits in another. */
  readonly scope: string;
  /** Look for earlier results, whatever the pipeline says. */
  readonly useCache: boolean;
  readonly maxAgeSeconds?: number;
  /** What runs it where that is not the task's image: results count for it alone. */
  readonly runner?: string;
  /** Makes and removes volume claims. */
  readonly volumes: Volumes;
};

/** There is nothing to run: the record says why. */
type Done = { readonly kind: "done"; readonly record: TaskRecord };

export type Driven = Done | { readonly kind: "work"; readonly assignment: Assignment };

/** There is something to run, and `prepare` makes it ready: until then no artifact is fetched and no file written. */
export type Weighed = Done | { readonly kind: "open"; readonly prepare: () => Promise<Driven> };

/**
 * Decides on one try of a task. Inputs that cannot be resolved make a FAILED record; only what goes wrong with a store
 * throws (`StoreError`).
 */
export async function driveTask(
  invocation: Invocation,
  iterations: Iterations,
  context: RunContext,
  settings: DriveSettings,
): Promise<Driven> {
  const weighed = await weighTask(invocation, iterations, context, settings);
  return weighed.kind === "done" ? weighed : weighed.prepare();
}

/** The first half of {@link driveTask}: whether there is anything to run. */
export async function weighTask(
  invocation: Invocation,
  iterations: Iterations,
  context: RunContext,
  settings: DriveSettings,
): Promise<Weighed> {
  const { loops, importers, guards, work } = invocation;
  const path = taskPath(invocation.task, iterations);
  const scope = { loops, importers, iterations };
  const start = timestamp(context.now());
  const there = await readRecord(context, path);
  if (there && isGood(there.state)) return { kind: "done", record: there };

  const none = { parameters: {}, artifacts: {} };
  const { attempt, retry } = settings;
  const base = { ...baseRecord(invocation, iterations, context), attempt, retry, start, inputs: none, outputs: none };
  const end = async (more: Pick<TaskRecord, "state"> & Partial<TaskRecord>): Promise<Done> => {
    const record = await commitRecord(context, { ...base, ...more, end: timestamp(context.now()) });
    return { kind: "done", record };
  };
  const fail = (problems: readonly string[], more: Partial<TaskRecord> = {}) =>
    end({ ...more, state: "FAILED", error: { message: problems.join("; ") } });

  const asked = await askGuards(
    guards.filter(({ task }) => !settings.decided?.has(task)),
    scope,
    context,
  );
  if (asked.kind !== "open") {
    const isOfDag = await noteGuard(asked, invocation.task, iterations, context);
    if (asked.kind === "closed") return end({ state: "SKIPPED" });
    const error = { message: asked.reason };
    // It is the DAG that failed; the task did not run, and leaves no record.
    if (isOfDag) return { kind: "done", record: { ...base, state: "FAILED", error, end: timestamp(context.now()) } };
    return end({ state: "FAILED", error });
  }
  if (work.kind === "importer") {
    // Its conditions have just been asked.
    const { workspace } = settings.places;
    const download =
      work.downloadToWorkspace && workspace ? (uri: string) => bringIntoWorkspace(uri, workspace, context) : undefined;
    const imported = await importArtifact({ ...invocation, guards: [] }, iterations, context, download);
    if (imported.ok) return { kind: "done", record: imported.value };
    return imported.skipped ? end({ state: "SKIPPED" }) : fail([imported.reason]);
  }

  const { places } = settings;
  const workspace = places.workspace && { workspace_path: places.workspace.path };
  const general = { ...runValues(invocation, path, context), ...workspace };
  const parameters = await resolveParameters(invocation.inputs.parameters, scope, context, general);
  const artifacts = await resolveArtifacts(invocation.inputs.artifacts, scope, context);
  const mounts = await mountsOf(invocation, scope, context, general);
  const problems = [...parameters.problems, ...artifacts.problems, ...(mounts.ok ? [] : [mounts.reason])];
  if (problems.length > 0 || !mounts.ok) return fail(problems);
  const known = { general, parameters: withNulls(invocation.inputs.parameters, parameters.values) };
  const told = work.kind === "container" ? toldSettings(invocation, work, known, mounts.value.values) : found({});
  if (!told.ok) return fail([told.reason]);
  const inputs = { parameters: { ...parameters.values, ...told.value }, artifacts: artifacts.values };
  if (work.kind !== "container") {
    const done = await doVolume(work.kind, inputs.parameters, settings.volumes);
    return done.ok ? end({ state: "SUCCEEDED", inputs, outputs: done.value }) : fail([done.reason], { inputs });
  }

  const image = expandText(work.image, known);
  if (!image.ok) return fail([`the image: ${image.reason}`], { inputs });
  const inWorkspace = usesWorkspace(work, inputs.parameters, places.workspace?.path)
    ? [`workspace: ${context.run.id}`]
    : [];
  const key = fingerprint({
    invocation,
    run: general,
    image: image.value,
    ...inputs,
    given: parameters.given,
    mounts: [...mounts.value.seen, ...inWorkspace],
    scope: settings.scope,
    ...(settings.runner !== undefined && { runner: settings.runner }),
  });
  const lookup = await lookUpFor(key.key, invocation, context, settings);
  if (lookup.kind === "hit") {
    const { outputs, run, path: from, pipeline } = lookup.entry;
    const cache = { ...key, from: { run, path: from, pipeline } };
    return end({ state: "CACHED", inputs, outputs, cache, image: image.value });
  }
  const stale = lookup.kind === "stale" && { stale: lookup.version, renews: lookup.reason };
  const cache = invocation.cache.enabled && { cache: { ...key, scope: settings.scope, ...stale } };
  return {
    kind: "open",
    prepare: async () => {
      const task = { invocation, iterations, path, inputs, given: parameters.given, general };
      const prepared = await prepare(task, context, settings);
      if (!prepared.ok) return fail(prepared.reasons, { inputs });
      const assignment: Assignment = { ...prepared.assignment, settings: mounts.value.values, ...(cache || {}) };
      return { kind: "work", assignment };
    },
  };
}

/** A task that is not to be looked up still offers its result, unless the pipeline says that it is not to be cached. */
async function lookUpFor(
  key: string,
  { cache }: Invocation,
  context: RunContext,
  { useCache, maxAgeSeconds }: DriveSettings,
): Promise<Lookup> {
  if (!cache.enabled) return { kind: "none" };
  const lookup = await lookUp(key, context, maxAgeSeconds);
  return useCache || lookup.kind !== "hit"
    ? lookup
    : { kind: "stale", version: lookup.version, reason: "the run was told not to use it" };
}
