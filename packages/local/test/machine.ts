// A runtime that keeps its records in memory, around real processes.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "@slipway/compiler";
import {
  type Attempt,
  createStop,
  type Outcome,
  type RunEvent,
  type Runtime,
  runProcess,
  type Stop,
  type StopHandle,
  schedule,
} from "@slipway/local";
import { type Invocation, type Iterations, linkPlan, taskPath } from "@slipway/pod";
import type { Exit, TaskRecord, TaskState } from "@slipway/runtime";

type Job = { readonly path: string; readonly argv: readonly string[]; readonly attempt: Attempt; readonly make: Make };
type Make = (state: TaskState) => TaskRecord;

export type Ran = {
  readonly outcome: Outcome;
  /** By path, in the order in which they ended. */
  readonly states: Readonly<Record<string, string>>;
  /** Paths of the tries, in the order in which they began. */
  readonly started: readonly string[];
  readonly lines: readonly string[];
  readonly events: readonly RunEvent[];
  readonly decisions: readonly unknown[];
  readonly mostAtOnce: number;
};

export type RunSettings = {
  readonly parallelism?: number;
  /** Called with each event; `stop` is the user's hand. */
  readonly onEvent?: (event: RunEvent, stop: StopHandle) => void;
  readonly deadlineAfterMilliseconds?: number;
  /** Tasks that are in the cache, by path. */
  readonly cached?: readonly string[];
  /** What goes wrong with the store, by path. */
  readonly broken?: readonly string[];
  /** Keep no events: there are too many. */
  readonly forget?: true;
  /** Runs instead of a process. */
  readonly execute?: (path: string) => Promise<Exit>;
};

export async function runSteps(plan: Plan, settings: RunSettings = {}): Promise<Ran> {
  const events: RunEvent[] = [];
  const decisions: unknown[] = [];
  const cancel = createStop();
  const stop = createStop(cancel);
  const [folder, running] = [mkdtempSync(join(tmpdir(), "slipway-local-")), new Set<string>()];
  let mostAtOnce = 0;
  const runtime: Runtime<Job> = {
    decideGuard: async ({ condition, task }, { iterations }) => {
      if (condition === "true" || condition === "false") return { ok: true, value: condition === "true" };
      const own = /^'odd' == ''$/.test(condition) && Object.values(iterations).some((index) => index % 2 === 1);
      return condition.startsWith("'odd'") ? { ok: true, value: own } : { ok: false, reason: `"${task}" is unclear` };
    },
    countItems: async (loop, { loops }) => {
      const items = loops[loop]?.items;
      return items?.kind === "constant" && Array.isArray(items.value)
        ? { ok: true, value: items.value.length }
        : { ok: false, reason: "no list" };
    },
    driveTask: async (invocation, iterations, attempt) => {
      const path = taskPath(invocation.task, iterations);
      if (settings.broken?.includes(path)) throw new Error("store");
      const make = recordOf(invocation, iterations, attempt);
      if (settings.cached?.includes(path)) return { kind: "done", record: make("CACHED") };
      const { work } = invocation;
      const argv = work.kind === "container" ? [...work.command, ...work.args] : [];
      return { kind: "work", assignment: { path, argv, attempt, make } };
    },
    publishTask: async ({ make }, { exitCode, cancelled }) => ({
      record: make(cancelled ? "CANCELLED" : exitCode === 0 ? "SUCCEEDED" : "FAILED"),
      warnings: [],
    }),
    failTask: async () => {
      throw new Error("store");
    },
    writeDecision: async (task, iterations, { skipped, count, error }) => {
      const path = taskPath(task, iterations);
      decisions.push({
        path,
        ...(skipped && { skipped }),
        ...(count !== undefined && { count }),
        ...(error && { error }),
      });
    },
    problemOf: (error) => (error instanceof Error && error.message === "store" ? "the store is gone" : undefined),
  };
  const report = (event: RunEvent) => {
    if (!settings.forget) events.push(event);
    settings.onEvent?.(event, cancel);
  };
  const execute = async ({ path, argv, attempt }: Job, stopped: Stop): Promise<Exit> => {
    running.add(path);
    mostAtOnce = Math.max(mostAtOnce, running.size);
    if (settings.execute) return settings.execute(path).finally(() => running.delete(path));
    const env = { PATH: process.env["PATH"] ?? "", FOLDER: folder, RETRY: String(attempt.retry), TASK: path };
    const onLine = (stream: "out" | "err", text: string) => report({ kind: "line", path, stream, text });
    const end = await runProcess({ argv, env, folder, stop: stopped, graceMilliseconds: 300, onLine });
    running.delete(path);
    return { ...end, start: "", cancelled: end.stopped?.kind === "cancelled" };
  };
  const timer = setTimeout(
    () => stop.pull({ kind: "deadline", seconds: 1 }),
    settings.deadlineAfterMilliseconds ?? 2 ** 31 - 1,
  );
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => {
    bugs.push(error);
    stop.pull({ kind: "cancelled", now: true });
  };
  const crew = { runtime, execute, report, onBug };
  const outcome = await schedule(linkPlan(plan), crew, { parallelism: settings.parallelism ?? 4, cancel, stop });
  clearTimeout(timer);
  if (bugs.length > 0) throw bugs[0];
  return {
    outcome,
    states: Object.fromEntries(events.flatMap((event) => (event.kind === "ended" ? [[event.path, event.state]] : []))),
    started: events.flatMap((event) => (event.kind === "started" ? [event.path] : [])),
    lines: events.flatMap((event) => (event.kind === "line" ? [`${event.path}: ${event.text}`] : [])),
    events,
    decisions,
    mostAtOnce,
  };
}

function recordOf(invocation: Invocation, iterations: Iterations, { retry }: Attempt): Make {
  const { task, name, displayName, component } = invocation;
  const none = { parameters: {}, artifacts: {} };
  const path = taskPath(task, iterations);
  const times = { start: "2026-01-01T00:00:00.000Z", end: "2026-01-01T00:00:00.000Z" };
  const fixed = { version: 1, run: "r", pipeline: "small", kind: "container", attempt: `a${retry}` } as const;
  return (state) => ({
    ...fixed,
    path,
    task,
    iterations,
    name,
    displayName,
    component,
    state,
    retry,
    inputs: none,
    outputs: none,
    ...times,
  });
}
