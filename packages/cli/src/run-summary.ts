// What a run came to, for the table at its end and for --json.
import type { RunView, TaskView } from "@slipway/runtime";
import { inWords } from "./duration.js";
import { warningLine } from "./event-line.js";
import { briefFailures, fullFailures } from "./failures.js";
import { type Paint, wordOf } from "./style.js";
import { visible } from "./table.js";

const LONGEST_VALUE = 200;
/** Of a loop with more iterations only what went wrong is listed. */
const MOST_ITERATIONS = 10;

export type SummarySettings = {
  readonly paint: Paint;
  /** Of the moment, in milliseconds since 1970, for a run that has not ended. */
  readonly now: number;
  /** With the last lines that failed tasks wrote, and what tasks warned of, which is told while they run. */
  readonly isFull: boolean;
};

/** The table of tasks, the outputs, why tasks failed, and a line for the whole. */
export function summaryText(view: RunView, { paint, now, isFull }: SummarySettings): string {
  const { run, state, outputs, tasks } = view;
  const rows = tasks.flatMap((task) => rowsOf(task, false));
  const width = Math.max(...rows.map(({ path }) => path.length), 4);
  const table = rows.map(({ path, state: one, note }) =>
    `${path.padEnd(width)}  ${paint(one, wordOf(one).padEnd(9))}  ${note}`.trimEnd(),
  );
  const values = Object.entries(outputs.parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const places = Object.entries(outputs.artifacts).map(
    ([name, list]) => `${name}: ${list.map(({ uri }) => uri).join(", ")}`,
  );
  const made = [...values, ...places].map((line) => `  ${shortened(line)}`);
  const leaves = tasks.flatMap(leavesOf);
  const cached = leaves.filter((one) => one.state === "CACHED").length;
  const failures = isFull ? fullFailures(tasks, paint) : briefFailures(tasks, paint);
  const warnings = isFull ? leaves.flatMap((task) => warningsOf(task, paint)) : [];
  const end = view.end === undefined ? now : Date.parse(view.end);
  const time = inWords(Math.max(0, end - Date.parse(run.start)));
  const word = paint(state, wordOf(state));
  const whole = `"${run.pipeline}" ${word} in ${time}, ${cached} of ${leaves.length} tasks cached; run ${run.id}`;
  const parts = [table, made.length > 0 ? ["outputs:", ...made] : [], warnings, failures, [whole]];
  const shown = parts.filter((part) => part.length > 0).map((part) => part.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

type Row = { readonly path: string; readonly state: TaskView["state"]; readonly note: string };

function rowsOf(task: TaskView, isLarge: boolean): readonly Row[] {
  const { path, state, tasks } = task;
  if (!tasks) {
    const isShown = !isLarge || state === "FAILED" || state === "CANCELLED";
    return isShown ? [{ path, state, note: timeOf(task) }] : [];
  }
  const isLoop = task.task.iterates === true && task.iteration === undefined;
  const hasMany = isLoop && tasks.length > MOST_ITERATIONS;
  const inside = tasks.flatMap((one) => rowsOf(one, isLarge || hasMany));
  const own = { path, state, note: hasMany ? countsOf(task) : "" };
  // A group of which no task has a row is a row itself, so that nothing is passed over.
  return hasMany || (inside.length === 0 && !isLarge) ? [own, ...inside] : inside;
}

function leavesOf(task: TaskView): readonly TaskView[] {
  return task.tasks ? task.tasks.flatMap(leavesOf) : [task];
}

function warningsOf({ path, record }: TaskView, paint: Paint): readonly string[] {
  return (record?.warnings ?? []).map((text) => warningLine({ path, text: visible(text) }, paint));
}

function timeOf({ state, start, end }: TaskView): string {
  const hasRun = state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
  return hasRun && start !== undefined && end !== undefined ? inWords(Date.parse(end) - Date.parse(start)) : "";
}

function countsOf(loop: TaskView): string {
  const states = leavesOf(loop).map(({ state }) => state);
  const counts = [...new Set(states)].map((state) => {
    return `${states.filter((one) => one === state).length} ${wordOf(state)}`;
  });
  return `${loop.tasks?.length ?? 0} iterations: ${counts.join(", ")}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
