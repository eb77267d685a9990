// slipway run: a pipeline on this machine, from its text to what it came to.
import { availableParallelism } from "node:os";
import type { Plan } from "@slipway/compiler";
import { beginRun, type Engine, findEngine, type RunEvent, runPlan } from "@slipway/local";
import { runJson, viewRun } from "@slipway/runs";
import type { DecisionRecord, RunContext, RunRecord, RunState, TaskRecord } from "@slipway/runtime";
import { isStoreError } from "@slipway/store";
import { cacheSettingsOf } from "./cache-settings.js";
import { exitCodeOf } from "./exit-code.js";
import { briefFailures, withProblems } from "./failures.js";
import { readInput } from "./input.js";
import { listenForInterruption } from "./interruption.js";
import { keepOutOfRepositories, machineFor, newRunId, usualStore } from "./machine.js";
import { createProgress } from "./progress.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { type Call, isCached, planText, readCall } from "./run-call.js";
import type { RunCommand } from "./run-command.js";
import { summaryText } from "./run-summary.js";
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
    return exitCodeOf(planned.diagnostics);
  }
  reportDiagnostics(planned.warnings, streams, about);
  return orTell(streams, () => carryOut(planned.value, command, { call, streams }));
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
  const shown = watch(command, streams);
  const cancel = listenForInterruption(() => shown.say("the run is being ended; the same again ends it at once"));
  try {
    const engine = local.runner === "docker" ? await findRunner(machine, cancel, streams) : undefined;
    if (local.runner === "docker" && !engine) return 2;
    const { scope, maxAgeSecondsOf } = cacheSettingsOf(settings);
    const ran = runPlan({
      plan,
      context,
      cancel,
      report: shown.report,
      settings: {
        ...(engine && { engine }),
        parallelism: command.parallelism ?? local.parallelism ?? availableParallelism(),
        cache: {
          scope,
          maxAgeSecondsOf,
          isUsedBy: (task) => isCached(task, command.uncached),
          isShared: local.sharedCache ?? false,
        },
        objects,
        graceMilliseconds: (local.graceSeconds ?? 30) * 1000,
        machine,
      },
    });
    const ended = await ran.then(
      (state): RunEnd => ({ state }),
      (error: unknown): RunEnd => ({ state: "FAILED", bug: error }),
    );
    shown.close();
    const bug = cancel.bug() ?? ended.bug;
    if (isStoreError(bug)) throw bug;
    const end: RunEnd = bug === undefined ? ended : { state: "FAILED", bug };
    tell(record, shown.happened, { call, command, streams, end });
    return { SUCCEEDED: 0, FAILED: 3, CANCELLED: 130 }[end.state];
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

type RunEnd = {
  readonly state: Exclude<RunState, "RUNNING">;
  /** What was thrown, when Slipway itself failed. */
  readonly bug?: unknown;
};

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
  // Whoever wants the end of a run is answered, quiet or not.
  const say = (text: string): void => progress.report({ kind: "warning", text });
  return { report, say, close: progress.close, happened };
}

type Told = Around & { readonly command: RunCommand; readonly end: RunEnd };

function tell(
  run: RunRecord,
  { records, decisions, problems }: Happened,
  { command, streams, end: { state, bug } }: Told,
): void {
  const now = Date.now();
  const seen = viewRun(run, records, decisions, { state, end: new Date(now).toISOString() });
  const view = withProblems(seen, problems);
  const message = bug === undefined ? undefined : `Slipway itself failed: ${textOf(bug)}`;
  if (command.json) {
    const error = message === undefined ? {} : { error: { message } };
    streams.out(`${JSON.stringify({ ...runJson(view), ...error }, null, 2)}\n`);
  } else if (command.quiet) {
    for (const line of briefFailures(view.tasks, painter(streams.colour))) streams.err(`${line}\n`);
  } else streams.out(summaryText(view, { paint: painter(streams.outColour ?? false), now, isFull: false }));
  if (message === undefined) return;
  // Where it happened is for those who mend it.
  const stack = bug instanceof Error ? `\n${bug.stack ?? ""}` : "";
  streams.err(`slipway: the run was ended, because ${message}; please report this${stack}\n`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
