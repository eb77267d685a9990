// slipway run: a pipeline on this machine, from its text to what it came to.
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { type Plan, resolvePlan, tasksOf } from "@slipway/compiler";
import {
  type Diagnostic,
  didYouMean,
  failed,
  type JsonObject,
  type JsonValue,
  locate,
  parsePipeline,
  type Result,
  resultOf,
} from "@slipway/ir";
import {
  beginRun,
  type ClusterObjects,
  checkPlan,
  type Engine,
  findEngine,
  type RunEvent,
  runPlan,
} from "@slipway/local";
import { viewRun } from "@slipway/runs";
import type { DecisionRecord, RunContext, RunRecord, RunState, TaskRecord } from "@slipway/runtime";
import { cacheSettingsOf } from "./cache-settings.js";
import { readClusterObjects } from "./cluster-objects.js";
import { readInput } from "./input.js";
import { listenForInterruption } from "./interruption.js";
import { keepOutOfRepositories, machineFor, newRunId, usualStore } from "./machine.js";
import type { Sourced } from "./mapping.js";
import { diagnose } from "./messages.js";
import { readParameterFile, splitAssignment, typedValues } from "./parameters.js";
import { createProgress } from "./progress.js";
import { reportDiagnostics, type Streams } from "./report.js";
import type { RunCommand } from "./run-command.js";
import { jsonSummary, summaryText } from "./run-summary.js";
import { settingsFile, settingsOf } from "./settings.js";
import { openStoreAt, orTell, storeUri } from "./store.js";
import { painter } from "./style.js";

/** Gives the exit code. */
export async function runPipeline(command: RunCommand, streams: Streams): Promise<number> {
  const call = readCall(command, streams);
  if (!call) return 2;
  const { file } = command;
  const input = await readInput(file);
  const about = { file, text: input.ok ? input.value : undefined };
  const planned = input.ok ? planText(input.value, command, call) : input;
  if (!planned.ok) {
    reportDiagnostics(planned.diagnostics, streams, about);
    return planned.diagnostics.every(({ code }) => WRONG_USE.includes(code)) ? 2 : 1;
  }
  reportDiagnostics(planned.warnings, streams, about);
  return orTell(streams, () => carryOut(planned.value, command, { call, streams }));
}

const WRONG_USE = ["cli/cannot-read", "cli/bad-value", "cli/unknown-task", "resolve/unknown-parameter"];

/** What was said around the pipeline. */
type Call = {
  readonly settings: JsonObject;
  readonly local: LocalOptions;
  readonly objects: ClusterObjects;
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly values: JsonObject;
};

type LocalOptions = {
  readonly runner?: "process" | "docker";
  readonly parallelism?: number;
  readonly secrets?: string;
  readonly graceSeconds?: number;
};

function readCall(command: RunCommand, streams: Streams): Call | undefined {
  const settings = settingsOf(command);
  // The schema has proved this shape.
  const given = (settings.ok ? (settings.value["local"] ?? {}) : {}) as LocalOptions;
  const local = { ...given, ...(command.runner && { runner: command.runner }) };
  const beside = given.secrets === undefined ? undefined : join(dirname(settingsFile(command) ?? "."), given.secrets);
  const objects = readClusterObjects(command.secrets ?? beside);
  const values = command.parameterFile === undefined ? undefined : readParameterFile(command.parameterFile);
  const splits = command.parameters.map(splitAssignment);
  const read: Sourced<unknown>[] = [settings, objects, ...(values ? [values] : []), ...splits];
  const wrong = read.filter(({ ok }) => !ok);
  for (const one of wrong) reportDiagnostics(one.ok ? [] : one.diagnostics, streams, one);
  if (!settings.ok || !objects.ok || wrong.length > 0) return undefined;
  const texts = splits.flatMap((split) => (split.ok ? [split.value] : []));
  return { settings: settings.value, local, objects: objects.value, texts, values: values?.ok ? values.value : {} };
}

/** All that can be said before the run: of the text, of its values, and of this machine. */
function planText(text: string, command: RunCommand, { local, objects, texts, values }: Call): Result<Plan> {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return parsed;
  const { source, pipeline } = parsed.value;
  const typed = typedValues(texts, pipeline.root?.inputDefinitions?.parameters);
  if (!typed.ok) return failed([...parsed.warnings, ...typed.diagnostics]);
  const parameters: Readonly<Record<string, JsonValue>> = { ...values, ...typed.value };
  const resolved = resolvePlan(parsed.value, parameters);
  if (!resolved.ok) return failed([...parsed.warnings, ...locate(resolved.diagnostics, source)]);
  const plan = resolved.value;
  const { runner = "process" } = local;
  const checked = checkPlan(plan, { runner, isChosen: local.runner !== undefined, objects });
  // What is a warning for who compiles is an error here, and said as one.
  const warnings = resolved.warnings.filter(({ code }) => code !== "resolve/parameter-without-value");
  const found = [...warnings, ...(checked.ok ? checked.warnings : checked.diagnostics)];
  const unknown = unknownTasks(command.uncached ?? [], plan);
  return resultOf(plan, [...parsed.warnings, ...locate(found, source), ...unknown]);
}

function unknownTasks(names: readonly string[], plan: Plan): readonly Diagnostic[] {
  const known = new Set([...tasksOf(plan)].flatMap(({ id, definition }) => [id, definition.name]));
  return names
    .filter((task) => !known.has(task))
    .map((task) => diagnose("unknown-task", [], { task, hint: didYouMean(task, known) }));
}

type Around = { readonly call: Call; readonly streams: Streams };

async function carryOut(plan: Plan, command: RunCommand, { call, streams }: Around): Promise<number> {
  const { settings, local, objects } = call;
  const place = storeUri(command.store, settings);
  const opened = await openStoreAt(place, settings);
  if (!opened.ok) {
    reportDiagnostics(opened.diagnostics, streams);
    return 2;
  }
  const { store, open } = opened.value;
  if (place === usualStore()) keepOutOfRepositories();
  const machine = machineFor(store);
  const start = Date.now();
  const { experiment } = command;
  const record = beginRun(plan, {
    id: newRunId(start),
    start: new Date(start).toISOString(),
    ...(experiment !== undefined && { experiment }),
  });
  const context: RunContext = { run: record, store, open, now: Date.now };
  const cancel = listenForInterruption(() => streams.err("ending the run; once more ends it at once\n"));
  try {
    const engine = local.runner === "docker" ? await findRunner(machine, cancel, streams) : undefined;
    if (local.runner === "docker" && !engine) return 2;
    const shown = watch(command, streams);
    const { scope, maxAgeSecondsOf } = cacheSettingsOf(settings, command.target);
    const state = await runPlan({
      plan,
      context,
      cancel,
      report: shown.report,
      settings: {
        ...(engine && { engine }),
        parallelism: command.parallelism ?? local.parallelism ?? availableParallelism(),
        cache: { scope, maxAgeSecondsOf, isUsedBy: (task) => isCached(task, command.uncached) },
        objects,
        graceMilliseconds: (local.graceSeconds ?? 30) * 1000,
        machine,
      },
    }).finally(shown.close);
    tell(record, shown.happened, { call, command, streams, state });
    return { SUCCEEDED: 0, FAILED: 3, CANCELLED: 130 }[state];
  } finally {
    cancel.release();
  }
}

type Machine = ReturnType<typeof machineFor>;

async function findRunner(
  { env, workingFolder: folder }: Machine,
  stop: ReturnType<typeof listenForInterruption>,
  streams: Streams,
): Promise<Engine | undefined> {
  const found = await findEngine({ env, folder, stop });
  if (found.ok) return found.value;
  reportDiagnostics(found.diagnostics, streams);
  return undefined;
}

/** A task is named as its DAG calls it, or by its id; a DAG stands for all that is in it. */
function isCached(task: string, uncached: readonly string[] | undefined): boolean {
  if (uncached === undefined) return true;
  const parts = task.split("/");
  const ids = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return uncached.length > 0 && !uncached.some((name) => parts.includes(name) || ids.includes(name));
}

/** What the end of a run is told from. */
type Happened = {
  readonly records: readonly TaskRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly problems: ReadonlyMap<string, string>;
};

/** Shows what happens, and keeps it. */
function watch({ quiet }: RunCommand, { err, colour, size }: Streams) {
  const records: TaskRecord[] = [];
  const decisions: DecisionRecord[] = [];
  const problems = new Map<string, string>();
  const progress = createProgress({ write: err, colour, size: quiet ? undefined : size }, Date.now);
  const report = (event: RunEvent): void => {
    if (event.kind === "decided") decisions.push(event.record);
    if (event.kind === "ended" && event.record) records.push(event.record);
    if (event.kind === "ended" && event.problem !== undefined) problems.set(event.path, event.problem);
    if (!quiet) progress.report(event);
  };
  const happened: Happened = { records, decisions, problems };
  return { report, close: progress.close, happened };
}

type Told = Around & { readonly command: RunCommand; readonly state: Exclude<RunState, "RUNNING"> };

function tell(run: RunRecord, { records, decisions, problems }: Happened, { command, streams, state }: Told): void {
  const end = Date.now();
  const view = viewRun(run, records, decisions, { state, end: new Date(end).toISOString() });
  if (command.json) streams.out(`${JSON.stringify(jsonSummary(view, problems), null, 2)}\n`);
  else if (!command.quiet) streams.out(summaryText(view, end, painter(streams.outColour ?? false)));
}
