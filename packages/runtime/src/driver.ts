// The driver: what a task reads, whether it runs at all, whether it was done before, and what exactly is to be run.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Invocation, type Iterations, pathSegment, taskPath } from "@slipway/pod";
import type { Assignment, OutputSpot } from "./assignment.js";
import { baseRecord } from "./base-record.js";
import { type Lookup, lookUp } from "./cache.js";
import { commandLine } from "./arguments.js";
import { commitRecord, isGood, readRecord } from "./commit-record.js";
import { type RunContext, runKey, timestamp } from "./context.js";
import { executorInput } from "./executor-input.js";
import { fetchInputs } from "./fetch-inputs.js";
import { fingerprint } from "./fingerprint.js";
import { holds } from "./guard.js";
import { importArtifact } from "./importer.js";
import { resolveArtifacts, resolveParameters } from "./inputs.js";
import { mountsOf } from "./mounts.js";
import type { Places } from "./places.js";
import type { TaskRecord } from "./record.js";
import { runValues } from "./run-values.js";

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
};

export type Driven =
  /** There is nothing to run: the record says why. */
  | { readonly kind: "done"; readonly record: TaskRecord }
  | { readonly kind: "work"; readonly assignment: Assignment };

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
  const { loops, importers, guards, work } = invocation;
  const path = taskPath(invocation.task, iterations);
  const scope = { loops, importers, iterations };
  const start = timestamp(context.now());
  const there = await readRecord(context, path);
  if (there && isGood(there.state)) return { kind: "done", record: there };

  const none = { parameters: {}, artifacts: {} };
  const { attempt, retry } = settings;
  const base = { ...baseRecord(invocation, iterations, context), attempt, retry, start, inputs: none, outputs: none };
  const end = async (more: Pick<TaskRecord, "state"> & Partial<TaskRecord>): Promise<Driven> => {
    const record = await commitRecord(context, { ...base, ...more, end: timestamp(context.now()) });
    return { kind: "done", record };
  };
  const fail = (problems: readonly string[], more: Partial<TaskRecord> = {}) =>
    end({ ...more, state: "FAILED", error: { message: problems.join("; ") } });

  const open = await holds(
    guards.filter(({ task }) => !settings.decided?.has(task)),
    scope,
    context,
  );
  if (!open.ok) return fail([open.reason]);
  if (!open.value) return end({ state: "SKIPPED" });
  if (work.kind === "importer") {
    const imported = await importArtifact(invocation, iterations, context);
    return imported.ok ? { kind: "done", record: imported.value } : fail([imported.reason]);
  }

  const parameters = await resolveParameters(invocation.inputs.parameters, scope, context);
  const artifacts = await resolveArtifacts(invocation.inputs.artifacts, scope, context);
  const mounts = await mountsOf(invocation, scope, context);
  const problems = [...parameters.problems, ...artifacts.problems, ...(mounts.ok ? [] : [mounts.reason])];
  if (problems.length > 0 || !mounts.ok) return fail(problems);
  if (work.kind !== "container") return end(await doVolume(invocation, parameters.values, settings));

  const run = runValues(invocation, path, context);
  const outputs = outputSpots(invocation, path, context, settings);
  const values = valuesOf({ parameters, artifacts: artifacts.values, outputs, settings, run });
  const command = commandLine(work, values);
  const expanded = expandParameters(values);
  if (!expanded.ok) return fail(expanded.reasons);
  const inputs = { parameters: expanded.value, artifacts: artifacts.values };
}
