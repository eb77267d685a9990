// What goes with a pipeline when it is run, and all that can be said before it is.
import { dirname, join } from "node:path";
import { type Plan, resolvePlan, tasksOf } from "@slipway/compiler";
import { type Diagnostic, didYouMean, failed, type JsonObject, locate, type Result, resultOf } from "@slipway/ir";
import { type ClusterObjects, checkPlan } from "@slipway/local";
import { readClusterObjects } from "./cluster-objects.js";
import { type Given, givenFor, readPipeline } from "./compilation.js";
import { applyLock } from "./lock.js";
import { diagnose } from "./messages.js";
import { reportDiagnostics, type Streams } from "./report.js";
import type { RunCommand } from "./run-command.js";
import { settingsFile, settingsOf } from "./settings.js";

/** What was said around the pipeline. */
export type Call = Given & {
  readonly settings: JsonObject;
  readonly local: LocalOptions;
  readonly objects: ClusterObjects;
};

type LocalOptions = {
  readonly runner?: "process" | "docker";
  readonly parallelism?: number;
  readonly secrets?: string;
  readonly graceSeconds?: number;
  readonly sharedCache?: boolean;
};

export function readCall(command: RunCommand, streams: Streams): Call | undefined {
  const settings = settingsOf(command);
  // The schema has proved this shape.
  const given = (settings.ok ? (settings.value["local"] ?? {}) : {}) as LocalOptions;
  const local = { ...given, ...(command.runner && { runner: command.runner }) };
  const beside = given.secrets === undefined ? undefined : join(dirname(settingsFile(command) ?? "."), given.secrets);
  const objects = readClusterObjects(command.secrets ?? beside);
  for (const one of [settings, objects]) if (!one.ok) reportDiagnostics(one.diagnostics, streams, one);
  const named = givenFor(command, streams);
  if (!settings.ok || !objects.ok || !named) return undefined;
  return { settings: settings.value, local, objects: objects.value, ...named };
}

/** All that can be said before the run: of the text, of its values, and of this machine. */
export function planText(text: string, command: RunCommand, call: Call): Result<Plan> {
  const { local, objects, lock } = call;
  const read = readPipeline(text, call);
  if (!read.ok) return read;
  const { file, parameters } = read.value;
  // Processes of this machine use no image, but the keys of the cache hold them.
  const locked = applyLock(file, lock);
  const resolved = resolvePlan(locked.file, parameters);
  if (!resolved.ok) return failed([...read.warnings, ...locate(resolved.diagnostics, file.source)]);
  const plan = resolved.value;
  const { runner = "process" } = local;
  const checked = checkPlan(plan, { runner, isChosen: local.runner !== undefined, objects });
  // What is a warning for who compiles is an error here, and said as one.
  const warnings = resolved.warnings.filter(({ code }) => code !== "resolve/parameter-without-value");
  const found = [...warnings, ...(checked.ok ? checked.warnings : checked.diagnostics)];
  const unknown = unknownTasks(command.uncached ?? [], plan);
  const unlocked = runner === "docker" ? locked.diagnostics : [];
  return resultOf(plan, [...read.warnings, ...unlocked, ...locate(found, file.source), ...unknown]);
}

function unknownTasks(names: readonly string[], plan: Plan): readonly Diagnostic[] {
  const known = new Set([...tasksOf(plan)].flatMap(({ id, definition }) => [id, definition.name]));
  return names
    .filter((task) => !known.has(task))
    .map((task) => diagnose("unknown-task", [], { task, hint: didYouMean(task, known) }));
}

/** A task is named as its DAG calls it, or by its id; a DAG stands for all that is in it. */
export function isCached(task: string, uncached: readonly string[] | undefined): boolean {
  if (uncached === undefined) return true;
  const parts = task.split("/");
  const ids = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return uncached.length > 0 && !uncached.some((name) => parts.includes(name) || ids.includes(name));
}
