// A run in a store of its own, with as much in it as a test is about.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue } from "@slipway/ir";
import { type Invocation, type Iterations, iterationsAround, type OutlineTask, taskPath } from "@slipway/pod";
import { commitRecord, type DriveSettings, type RunContext, type TaskState } from "@slipway/runtime";
import { openStore } from "@slipway/store";
import { onTestFinished } from "vitest";

type Shape = Partial<
  Pick<OutlineTask, "dependencies" | "trigger" | "kind" | "iterates" | "tasks" | "condition" | "reads">
>;

/** @param id in the plan */
export function task(id: string, shape: Shape = {}): OutlineTask {
  const name = id.split("/").at(-1) ?? id;
  const fixed = { kind: "container", dependencies: [], trigger: "all-succeeded" } as const;
  return { id, name, displayName: name, component: `comp-${name}`, ...fixed, ...shape };
}

export function dag(id: string, tasks: readonly OutlineTask[], shape: Shape = {}): OutlineTask {
  return task(id, { ...shape, kind: "dag", tasks });
}

export type MadeUp = RunContext & { readonly folder: string };

export async function runOf(
  tasks: readonly OutlineTask[],
  parameters: Readonly<Record<string, JsonValue>> = {},
): Promise<MadeUp> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-made-up-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = {
    version: 1,
    id: "run",
    displayName: "run",
    resourceName: "run",
    pipeline: "p",
    parameters,
    outline: { tasks, outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
    engine: "test",
    start: "2026-01-01T00:00:00.000Z",
  } as const;
  const store = await openStore(`file://${folder}`);
  return { folder, run, store, open: (uri) => openStore(uri.startsWith("file:") ? "file:///" : uri), now: () => 0 };
}

/** Says that a task has ended. */
export async function ended(
  context: RunContext,
  id: string,
  state: TaskState,
  parameters: Readonly<Record<string, JsonValue>> = {},
  iterations: Iterations = {},
): Promise<void> {
  const outputs = Object.entries(parameters).map(([name, value]) => [name, { type: "STRING" as const, value }]);
  const name = id.split("/").at(-1) ?? id;
  const time = "2026-01-01T00:00:00.000Z";
  await commitRecord(context, {
    ...{ version: 1, run: "run", pipeline: "p", path: taskPath(id, iterations), task: id, name, displayName: name },
    ...{ iterations: iterationsAround(id, iterations), component: `comp-${name}`, kind: "container", state },
    ...{ attempt: "a", retry: 0, inputs: { parameters: {}, artifacts: {} }, start: time, end: time },
    outputs: { parameters: Object.fromEntries(outputs), artifacts: {} },
  });
}

/** What a task is told that does nothing but what `more` says. */
export function told(id: string, more: Partial<Invocation> = {}): Invocation {
  const name = id.split("/").at(-1) ?? id;
  return {
    ...{ version: 1, pipeline: "p", task: id, name, displayName: name, component: `comp-${name}` },
    work: { kind: "container", image: "alpine", command: ["true"], args: [], env: [] },
    inputs: { parameters: {}, artifacts: {} },
    outputs: { parameters: {}, artifacts: {} },
    ...{ guards: [], loops: {}, importers: {}, cache: { enabled: true } },
    ...more,
  };
}

export function settings(
  context: MadeUp,
  places: DriveSettings["places"],
  more: Partial<DriveSettings> = {},
): DriveSettings {
  const none = async () => "no claims here";
  const attempt = `try-${context.folder.length}`;
  return { attempt, retry: 0, places, scope: "", useCache: true, volumes: { create: none, remove: none }, ...more };
}
