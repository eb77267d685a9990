// What a run came to: rows in the order of the pipeline, for the table at its end and for --json.
import type { JsonValue } from "@slipway/ir";
import type { Ended } from "@slipway/local";
import { type Iterations, type Outline, type OutlineTask, taskPath } from "@slipway/pod";
import type { ArtifactRecord, ErrorRecord, RunRecord, RunState } from "@slipway/runtime";
import { inWords } from "./duration.js";
import { type Paint, wordOf } from "./style.js";

/** What happened, gathered while it happened. */
export type Happened = {
  readonly ended: ReadonlyMap<string, Ended>;
  /** Iterations of loops, by path. */
  readonly counts: ReadonlyMap<string, number>;
};

export type RunOutputs = {
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
};

export type TaskSummary = {
  readonly path: string;
  readonly state: Ended["state"];
  readonly cached: boolean;
  readonly outputs: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly error?: ErrorRecord;
  readonly start?: string;
  readonly end?: string;
};

/** Every task that ended, DAGs before what is in them, a loop before its iterations. */
export function endedInOrder({ tasks }: Outline, happened: Happened): readonly Ended[] {
  return tasks.flatMap((task) => endedIn(task, {}, happened));
}

function endedIn(task: OutlineTask, iterations: Iterations, happened: Happened): readonly Ended[] {
  const path = taskPath(task.id, iterations);
  const own = happened.ended.get(path);
  const count = task.iterates ? (happened.counts.get(path) ?? 0) : 1;
  const inside = Array.from({ length: task.tasks ? count : 0 }, (_, index) => {
    const around = task.iterates ? { ...iterations, [task.id]: index } : iterations;
    return (task.tasks ?? []).flatMap((inner) => endedIn(inner, around, happened));
  });
  return [...(own ? [own] : []), ...inside.flat()];
}

export function taskSummary({ path, state, record, problem }: Ended): TaskSummary {
  const parameters = Object.entries(record?.outputs.parameters ?? {}).map(([name, { value }]) => [name, value]);
  const error = record?.error ?? (problem === undefined ? undefined : { message: problem });
  return {
    path,
    state,
    cached: state === "CACHED",
    outputs: Object.fromEntries(parameters) as Readonly<Record<string, JsonValue>>,
    artifacts: record?.outputs.artifacts ?? {},
    ...(error && { error }),
    ...(record && { start: record.start, end: record.end }),
  };
}

export function outputValues({ parameters, artifacts }: RunOutputs): Readonly<Record<string, unknown>> {
  return { ...parameters, ...artifacts };
}

const LONGEST_VALUE = 200;
/** Of a loop with more iterations only what went wrong is listed. */
const MOST_ITERATIONS = 10;

/** The table of tasks, the outputs, and a line for the whole. */
export function summaryText(
  { outline, pipeline, id, start }: RunRecord,
  happened: Happened,
  { state, outputs, end }: { readonly state: RunState; readonly outputs: RunOutputs; readonly end: number },
  paint: Paint,
): string {
  const all = endedInOrder(outline, happened);
  const leaves = all.filter(({ isDag }) => !isDag);
  const large = [...happened.counts].filter(([, count]) => count > MOST_ITERATIONS).map(([path]) => path);
  const isHidden = ({ path, state: one }: Ended): boolean =>
    one !== "FAILED" && one !== "CANCELLED" && large.some((loop) => path.startsWith(`${loop}/`));
  const rows = all
    .filter((one) => (!one.isDag || large.includes(one.path)) && !isHidden(one))
    .map((one) => ({ ...one, note: large.includes(one.path) ? noteOf(one.path, happened) : timeOf(one) }));
  const width = Math.max(...rows.map(({ path }) => path.length), 4);
  const table = rows.map(({ path, state: one, note }) =>
    `${path.padEnd(width)}  ${paint(one, wordOf(one).padEnd(9))}  ${note}`.trimEnd(),
  );
  const values = Object.entries(outputs.parameters).map(
    ([name, value]) => `${name} = ${shortened(JSON.stringify(value))}`,
  );
  const places = Object.entries(outputs.artifacts).map(
    ([name, list]) => `${name}: ${shortened(list.map(({ uri }) => uri).join(", "))}`,
  );
  const cached = leaves.filter((one) => one.state === "CACHED").length;
  const word = state === "RUNNING" ? state : paint(state, wordOf(state));
  const whole = `"${pipeline}" ${word} in ${inWords(end - Date.parse(start))}, ${cached} of ${leaves.length} tasks cached; run ${id}`;
  const outputLines = [...values, ...places].map((line) => `  ${line}`);
  return [...table, ...(outputLines.length > 0 ? ["", "outputs:", ...outputLines] : []), "", whole, ""].join("\n");
}

function timeOf({ record, state }: Ended): string {
  if (!record || state === "CACHED" || state === "SKIPPED") return "";
  return inWords(Date.parse(record.end) - Date.parse(record.start));
}

function noteOf(loop: string, { counts, ended }: Happened): string {
  const leaves = [...ended.values()].filter(({ path, isDag }) => !isDag && path.startsWith(`${loop}/`));
  const states = [...new Set(leaves.map(({ state }) => state))].map(
    (state) => `${leaves.filter((one) => one.state === state).length} ${wordOf(state)}`,
  );
  return `${counts.get(loop) ?? 0} iterations: ${states.join(", ")}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
