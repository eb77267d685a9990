// A whole run on this machine: the runtime's functions, the processes or containers, and the order in which they go.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@slipway/compiler";
import { linkPlan, outlineOf } from "@slipway/pod";
import { type RunContext, type RunRecord, type RunState, writeRun } from "@slipway/runtime";
import { explainFile, isStoreError } from "@slipway/store";
import { runtimeFor } from "./bound-runtime.js";
import { createCleaner } from "./cleaner.js";
import type { ClusterObjects } from "./cluster-objects.js";
import { containerExecutor } from "./container-executor.js";
import type { Engine } from "./engine.js";
import type { Report } from "./event.js";
import type { Workplace } from "./execute.js";
import { problemOf } from "./problem.js";
import { processExecutor } from "./process-executor.js";
import { markRunning, sweepAbandoned, workFolder } from "./running.js";
import { schedule } from "./schedule.js";
import { createStop, LONGEST, type Stop } from "./stop.js";
import { createEnvironments } from "./virtual-environment.js";

export type LocalSettings = {
  /** What runs containers; without one tasks are processes. */
  readonly engine?: Engine;
  /** Tasks at once, at least 1. */
  readonly parallelism: number;
  readonly cache: {
    readonly scope: string;
    /** Whether to look for earlier results of a task, by its id. */
    readonly isUsedBy: (task: string) => boolean;
    readonly maxAgeSecondsOf: (task: string) => number | undefined;
    /** Whether what a process made counts as what its task's image would have made, and the other way round. */
    readonly isShared: boolean;
  };
  readonly objects: ClusterObjects;
  readonly graceMilliseconds: number;
  readonly machine: {
    readonly env: Readonly<Record<string, string>>;
    /** Where the user is. */
    readonly workingFolder: string;
    /** For what a run needs on its way, and for volume claims. */
    readonly stateFolder: string;
    /** Tells it from others that use the same store: what ran here as a process is no result for them. */
    readonly id: string;
    /** For Python environments. */
    readonly cacheFolder: string;
    /** A text that nobody had before, of letters and digits. */
    readonly unique: () => string;
  };
};

/** The parts of a run that its caller decides on. */
export type RunPlan = {
  readonly plan: Plan;
  readonly context: RunContext;
  readonly settings: LocalSettings;
  readonly report: Report;
  readonly cancel: Stop;
};

/** The record with which a run begins. @param more `engine`: who runs it, where that is not this package */
export function beginRun(
  plan: Plan,
  more: Pick<RunRecord, "id" | "start"> & Partial<Pick<RunRecord, "engine" | "experiment">>,
): RunRecord {
  const name = `${plan.name}-${more.id}`;
  const values = [...plan.parameters.values()].map(({ name: parameter, given, defaultValue }) => [
    parameter,
    given ?? defaultValue ?? null,
  ]);
  return {
    version: 1,
    displayName: plan.runDisplayName ?? name,
    resourceName: name,
    pipeline: plan.name,
    ...(plan.displayName !== undefined && { pipelineDisplayName: plan.displayName }),
    parameters: Object.fromEntries(values),
    outline: outlineOf(linkPlan(plan)),
    engine: "local",
    ...more,
  };
}

/**
 * Runs a plan to its end. What a task does wrong is in its record. A bug ends all that runs, and is thrown when it has; so is a
 * `StoreError` where the run cannot begin.
 *
 * @example
 * const run = beginRun(plan, { id: "1", start: new Date().toISOString() });
 * const state = await runPlan({ plan, context: { run, store, open, now: Date.now }, settings, report, cancel: createStop() });
 */
export async function runPlan(given: RunPlan): Promise<Exclude<RunState, "RUNNING">> {
  const { context, settings } = given;
  const { stateFolder } = settings.machine;
  const work = workFolder(stateFolder, context.run.id);
  const unmark = await markRunning(stateFolder, context.run).catch((error: unknown) => {
    throw isStoreError(error) ? error : explainFile(error, stateFolder);
  });
  let isRecorded = true;
  const report: Report = (event) => {
    if (event.kind === "ended" && event.problem !== undefined) isRecorded = false;
    given.report(event);
  };
  try {
    await writeRun(context, context.run);
    return await carryOut({ ...given, report }, work);
  } finally {
    await rm(work, { recursive: true, force: true }).catch(
      told("what the run needed on its way is left", work, report),
    );
    // What the records do not tell of its end is told by the mark, when this process is gone.
    if (isRecorded) await unmark().catch(told("the run may be shown as abandoned", stateFolder, report));
  }
}

async function carryOut({ plan, context, settings, report, cancel }: RunPlan, work: string) {
  const linked = linkPlan(plan);
  const { machine, graceMilliseconds, objects, parallelism } = settings;
  const volumesFolder = join(machine.stateFolder, "volumes");
  const { env, workingFolder, stateFolder, cacheFolder: folder } = machine;
  const workplace: Workplace = {
    run: context.run.id,
    env,
    workingFolder,
    objects,
    volumesFolder,
    graceMilliseconds,
    report,
    now: context.now,
    cancel,
  };
  const execute = settings.engine
    ? containerExecutor(workplace, settings.engine)
    : processExecutor(workplace, createEnvironments({ folder, env, workingFolder }));
  const kill = createStop(cancel);
  const deadline = plan.settings.pipelineConfig?.activeDeadlineSeconds ?? 0;
  const stop = createStop(kill);
  const timer = setTimeout(
    () => stop.pull({ kind: "deadline", seconds: deadline }),
    deadline > 0 ? Math.min(deadline * 1000, LONGEST) : LONGEST,
  );
  const cleaner = createCleaner();
  const runtime = runtimeFor(linked, { context, settings, work, volumesFolder, cleaner });
  const bugs: unknown[] = [];
  const onBug = (error: unknown): void => {
    bugs.push(error);
    kill.pull({ kind: "cancelled", now: true });
  };
  // Nothing waits for it, but the run ends no sooner.
  const swept = sweepAbandoned(stateFolder, context.store).catch(
    told("what earlier runs left is not removed", stateFolder, report),
  );
  try {
    const outcome = await schedule(linked, { runtime, execute, report, onBug }, { parallelism, cancel: kill, stop });
    if (bugs.length > 0) throw bugs[0];
    if (outcome === "SUCCEEDED") return "SUCCEEDED";
    return cancel.reason() ? "CANCELLED" : "FAILED";
  } catch (error) {
    // Whatever went wrong, no process is left behind.
    kill.pull({ kind: "cancelled", now: true });
    throw error;
  } finally {
    clearTimeout(timer);
    stop.release();
    kill.release();
    await cleaner.finish().catch(told("what a task needed on its way is left", work, report));
    await swept;
  }
}

/** For what is done beside a run, and does not fail it. */
function told(what: string, place: string, report: Report): (error: unknown) => void {
  return (error) => {
    const problem = problemOf(error, place);
    if (problem === undefined) throw error;
    report({ kind: "warning", text: `${what}: ${problem}` });
  };
}
