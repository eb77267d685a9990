// The runtime's functions with a run in their hands: where the files of its tries are, and what becomes of them.
import { join } from "node:path";
import { type LinkedPlan, pathSegment, taskPath } from "@slipway/pod";
import {
  type Assignment,
  countItems,
  decideGuard,
  driveTask,
  failTask,
  type Places,
  plainPlaces,
  publishTask,
  type RunContext,
  runKey,
  writeDecision,
} from "@slipway/runtime";
import type { Cleaner } from "./cleaner.js";
import { problemOf } from "./problem.js";
import type { LocalSettings } from "./run.js";
import type { Runtime } from "./runtime.js";
import { folderVolumes } from "./volumes.js";

export type Parts = {
  readonly context: RunContext;
  readonly settings: LocalSettings;
  readonly work: string;
  readonly volumesFolder: string;
  readonly cleaner: Cleaner;
};

export function runtimeFor(
  linked: LinkedPlan,
  { context, settings, work, volumesFolder, cleaner }: Parts,
): Runtime<Assignment> {
  const { cache, machine, engine } = settings;
  const volumes = folderVolumes(volumesFolder);
  const hasWorkspace = linked.plan.settings.pipelineConfig?.workspace !== undefined;
  const foldersOf = (path: string, attempt: string) => {
    const folder = join(work, path, attempt);
    // Artifacts are written where they are kept, if that is a folder of this machine.
    const kept = context.store.path?.(`${runKey(context.run)}/${path}/${pathSegment(attempt)}`);
    return { folder, outputs: kept ?? join(folder, "outputs"), kept };
  };
  const placesOf = (path: string, attempt: string): Places => {
    const { folder, outputs } = foldersOf(path, attempt);
    const workspace = join(work, "workspace");
    if (!hasWorkspace) return plainPlaces(folder, outputs);
    const places = plainPlaces(folder, outputs, workspace);
    return engine ? { ...places, workspace: { file: workspace, path: "/kfp-workspace" } } : places;
  };
  return {
    decideGuard: (guard, scope) => decideGuard(guard, scope, context),
    countItems: (loop, scope) => countItems(loop, scope, context),
    driveTask: async (invocation, iterations, { retry, decided }) => {
      const attempt = machine.unique();
      const maxAgeSeconds = cache.maxAgeSecondsOf(invocation.task);
      const path = taskPath(invocation.task, iterations);
      const driven = await driveTask(invocation, iterations, context, {
        attempt,
        retry,
        decided,
        places: placesOf(path, attempt),
        scope: cache.scope,
        useCache: cache.isUsedBy(invocation.task),
        ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
        // A process does not run in the task's image but on what this machine has: its results count here alone,
        // unless the user knows that both make the same.
        ...(!engine && !cache.isShared && { runner: `process:${machine.id}` }),
        volumes,
      });
      if (driven.kind === "done") await cleaner.remove(foldersOf(path, attempt).folder);
      return driven;
    },
    publishTask: async (assignment, exit) => {
      const { path, attempt } = assignment;
      const { folder, kept } = foldersOf(path, attempt);
      try {
        const published = await publishTask(assignment, exit, context);
        // What a failed try left is nobody's.
        if (kept !== undefined && published.record.attempt === attempt && published.record.state !== "SUCCEEDED") {
          await cleaner.remove(kept);
        }
        return published;
      } catch (error) {
        if (kept !== undefined) await cleaner.remove(kept);
        throw error;
      } finally {
        await cleaner.remove(folder);
      }
    },
    writeDecision: (task, iterations, decision) => writeDecision(context, task, iterations, decision),
    failTask: (invocation, iterations, { retry, reason, assignment, exit }) =>
      failTask(invocation, iterations, context, {
        attempt: assignment?.attempt ?? machine.unique(),
        retry,
        reason,
        ...(assignment && { inputs: assignment.inputs, image: assignment.image }),
        ...(exit && { start: exit.start }),
      }),
    problemOf: (error) => problemOf(error, work),
  };
}
