// Runs side by side, as rows of texts: the page and the text show the same.
import type { RunState, RunView, TaskView } from "@slipway/runtime";
import { durationBetween, moment } from "./format.js";
import { tallyOf } from "./group.js";
import { cellText } from "./measured.js";
import { scalarsOf } from "./metrics.js";
import { wordOf } from "./state.js";
import { plainValue } from "./value.js";
import { artifactsOf, leavesOf } from "./walk.js";

export type Comparison = {
  readonly runs: readonly { readonly id: string; readonly pipeline: string; readonly state: RunState }[];
  readonly sections: readonly ComparisonSection[];
};

export type ComparisonSection = {
  readonly title: "Runs" | "Parameters" | "Metrics" | "Outputs" | "Tasks";
  readonly rows: readonly ComparisonRow[];
};

export type ComparisonRow = {
  readonly name: string;
  /** One for each run, in their order; undefined where a run has no such thing. */
  readonly values: readonly (string | undefined)[];
  /** Of tasks only their states count, since times always differ. */
  readonly differs: boolean;
};

/**
 * @example
 * compareRuns(views).sections.find(({ title }) => title === "Metrics")?.rows
 * // [{ name: "train metrics.accuracy", values: ["0.91", "0.93"], differs: true }]
 */
export function compareRuns(views: readonly RunView[]): Comparison {
  return {
    runs: views.map(({ run, state }) => ({ id: run.id, pipeline: run.pipeline, state })),
    sections: [
      { title: "Runs", rows: rowsOf(views.map(factsOf)) },
      { title: "Parameters", rows: rowsOf(views.map(({ run }) => textsOf(run.parameters))) },
      { title: "Metrics", rows: rowsOf(views.map(metricsOf)) },
      { title: "Outputs", rows: rowsOf(views.map(outputsOf)) },
      { title: "Tasks", rows: tasksOf(views) },
    ],
  };
}

type Texts = ReadonlyMap<string, string>;

function rowsOf(columns: readonly Texts[]): readonly ComparisonRow[] {
  const names = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...names].map((name) => {
    const values = columns.map((column) => column.get(name));
    return { name, values, differs: new Set(values).size > 1 };
  });
}

function factsOf({ run, state, end, tasks }: RunView): Texts {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Pipeline", run.pipeline],
    ["State", wordOf(state)],
    ["Began", moment(run.start)],
    ["Took", durationBetween(run.start, end)],
    ["Tasks", tallyOf(tasks)],
    ["Experiment", run.experiment],
    ["Engine", run.engine],
  ];
  return new Map(facts.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
}

function textsOf(values: RunView["run"]["parameters"]): Texts {
  return new Map(Object.entries(values).map(([name, value]) => [name, plainValue(value)]));
}

function metricsOf(view: RunView): Texts {
  return new Map(
    artifactsOf(view).flatMap(({ task, output, artifact }) =>
      [...scalarsOf(artifact)].map(([name, value]): [string, string] => [
        `${task.path} ${output}.${name}`,
        cellText(value),
      ]),
    ),
  );
}

/** An artifact is compared by what it holds, where that is known. */
function outputsOf({ outputs }: RunView): Texts {
  const artifacts = Object.entries(outputs.artifacts).map(([name, list]): [string, string] => [
    name,
    list.map(({ digest, uri }) => digest ?? uri).join(", "),
  ]);
  return new Map([...textsOf(outputs.parameters), ...artifacts]);
}

function tasksOf(views: readonly RunView[]): readonly ComparisonRow[] {
  const columns = views.map((view) => new Map(leavesOf(view.tasks).map((task) => [task.path, task])));
  const paths = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...paths].map((name) => {
    const tasks = columns.map((column) => column.get(name));
    return { name, values: tasks.map(taskText), differs: new Set(tasks.map((task) => task?.state)).size > 1 };
  });
}

function taskText(task: TaskView | undefined): string | undefined {
  if (!task) return undefined;
  const took = task.state === "SKIPPED" ? undefined : durationBetween(task.start, task.end);
  return took === undefined ? wordOf(task.state) : `${wordOf(task.state)}, ${took}`;
}
