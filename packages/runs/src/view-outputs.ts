// The outputs of a pipeline, from what is seen of its tasks. What is read of parameters and artifacts differs only at
// the ends: `Reading` says how.
import type { JsonValue } from "@slipway/ir";
import { type Iterations, type Source, taskPath } from "@slipway/pod";
import {
  type ArtifactRecord,
  isGood,
  type RunRecord,
  type RunView,
  select,
  type TaskRecord,
  type TaskView,
} from "@slipway/runtime";

/** A value; or there is none, because what makes it was skipped, or has not come to a good end. */
type Read<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "skipped" }
  | { readonly kind: "unfinished" };

type Reading<T> = {
  readonly absent: T;
  readonly constant: (value: JsonValue) => Read<T>;
  readonly output: (record: TaskRecord, name: string) => T | undefined;
  /** Of all iterations, in order; `flat` when each is a collection itself. */
  readonly collect: (values: readonly T[], flat: boolean) => T;
};

type Context<T> = {
  readonly run: RunRecord;
  readonly seen: ReadonlyMap<string, TaskView>;
  readonly reading: Reading<T>;
};

const SKIPPED = { kind: "skipped" } as const;
const UNFINISHED = { kind: "unfinished" } as const;

const PARAMETERS: Reading<JsonValue> = {
  absent: null,
  constant: found,
  output: ({ outputs }, name) => outputs.parameters[name]?.value,
  collect: (values, flat) => (flat ? values.flatMap((value) => (Array.isArray(value) ? value : [value])) : [...values]),
};

const ARTIFACTS: Reading<readonly ArtifactRecord[]> = {
  absent: [],
  constant: () => UNFINISHED,
  output: ({ outputs }, name) => outputs.artifacts[name],
  collect: (values) => values.flat(),
};

/** Those that are there: an output of a task that was skipped, failed or has not run yet is left out. */
export function seeOutputs(run: RunRecord, tasks: readonly TaskView[]): RunView["outputs"] {
  const { parameters, artifacts } = run.outline.outputs;
  const seen = new Map<string, TaskView>();
  note(tasks, seen);
  return {
    parameters: readAll(parameters, { run, seen, reading: PARAMETERS }),
    artifacts: readAll(artifacts, { run, seen, reading: ARTIFACTS }),
  };
}

function note(tasks: readonly TaskView[], seen: Map<string, TaskView>): void {
  for (const task of tasks) {
    seen.set(task.path, task);
    note(task.tasks ?? [], seen);
  }
}

function readAll<T>(
  bindings: Readonly<Record<string, { readonly from: Source }>>,
  context: Context<T>,
): Readonly<Record<string, T>> {
  const entries = Object.entries(bindings).flatMap(([name, { from }]) => {
    const value = read(from, {}, context);
    return value.kind === "value" ? [[name, value.value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function read<T>(source: Source, iterations: Iterations, context: Context<T>): Read<T> {
  const { run, reading } = context;
  const readJson = (inner: Source) => read(inner, iterations, { ...context, reading: PARAMETERS });
  const orAbsent = (value: JsonValue) => (value === null ? found(reading.absent) : reading.constant(value));
  switch (source.kind) {
    case "constant":
      return orAbsent(source.value);
    case "absent":
      return found(reading.absent);
    case "pipeline-parameter":
      return orAbsent(run.parameters[source.name] ?? null);
    case "task-output": {
      const view = nearest(taskPath(source.task, iterations), context);
      const value = view?.record && isGood(view.record.state) ? reading.output(view.record, source.output) : undefined;
      return value === undefined ? whyNone(view) : found(value);
    }
    case "collected":
      return collect(source, iterations, context);
    case "first-of": {
      const values = source.choices.map(({ from }) => read(from, iterations, context));
      const isSkipped = values.every(({ kind }) => kind === "skipped");
      return values.find(({ kind }) => kind === "value") ?? (isSkipped ? SKIPPED : UNFINISHED);
    }
    case "selected": {
      const from = readJson(source.from);
      if (from.kind !== "value") return from;
      if (from.value === null) return found(reading.absent);
      const selected = select(source.selector, from.value);
      return selected.ok ? orAbsent(selected.value) : UNFINISHED;
    }
    case "defaulted": {
      const from = readJson(source.from);
      return from.kind === "value" ? orAbsent(from.value ?? source.value) : from;
    }
    // These are inputs of tasks only: no output of a pipeline is made of them.
    case "filled":
    case "loop-item":
    case "final-status":
      return UNFINISHED;
  }
}

function found<T>(value: T): Read<T> {
  return { kind: "value", value };
}

/** Iterations that were skipped are left out; while one may still come, or failed, there is no list. */
function collect<T>(
  { loop, from }: Extract<Source, { readonly kind: "collected" }>,
  iterations: Iterations,
  context: Context<T>,
): Read<T> {
  const path = taskPath(loop, iterations);
  const view = context.seen.get(path);
  if (view?.state !== "SUCCEEDED") return whyNone(view ?? nearest(path, context));
  const all = (view.tasks ?? []).map((_, index) => read(from, { ...iterations, [loop]: index }, context));
  if (all.some(({ kind }) => kind === "unfinished")) return UNFINISHED;
  const values = all.flatMap((one) => (one.kind === "value" ? [one.value] : []));
  return found(context.reading.collect(values, isCollected(from)));
}

function isCollected(source: Source): boolean {
  if (source.kind === "first-of") return source.choices.some(({ from }) => isCollected(from));
  return source.kind === "collected";
}

/** The task at a path, or the nearest around it: a loop that was skipped shows no iterations. */
function nearest(path: string, { seen }: Pick<Context<unknown>, "seen">): TaskView | undefined {
  const around = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  return seen.get(path) ?? (around === "" ? undefined : nearest(around, { seen }));
}

function whyNone(view: TaskView | undefined): Read<never> {
  return view?.state === "SKIPPED" ? SKIPPED : UNFINISHED;
}
