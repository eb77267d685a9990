// Runs that were never run: outlines and records with as much in them as a test is about.
import type { JsonValue } from "@slipway/ir";
import { type Outline, type OutlineTask, type Source, taskPath } from "@slipway/pod";
import type { ArtifactRecord, CacheEntry, DecisionRecord, RunRecord, TaskRecord } from "@slipway/runtime";

type Shape = Partial<Pick<OutlineTask, "dependencies" | "trigger" | "condition" | "reads" | "iterates" | "kind">>;

/** A task by its id in the plan. */
export function leaf(id: string, shape: Shape = {}): OutlineTask {
  const name = id.split("/").at(-1) ?? id;
  return {
    id,
    name,
    displayName: name,
    component: `comp-${name}`,
    kind: "container",
    dependencies: [],
    trigger: "all-succeeded",
    ...shape,
  };
}

export function dag(id: string, tasks: readonly OutlineTask[], shape: Shape = {}): OutlineTask {
  return { ...leaf(id, shape), kind: "dag", tasks };
}

export function loop(id: string, tasks: readonly OutlineTask[], shape: Shape = {}): OutlineTask {
  return dag(id, tasks, { ...shape, iterates: true });
}

type Outputs = { readonly parameters?: Record<string, Source>; readonly artifacts?: Record<string, Source> };

export function outline(tasks: readonly OutlineTask[], outputs: Outputs = {}, loops: Outline["loops"] = {}): Outline {
  const bind = (sources: Record<string, Source> = {}) => Object.entries(sources);
  return {
    tasks,
    outputs: {
      parameters: Object.fromEntries(
        bind(outputs.parameters).map(([name, from]) => [name, { from, isOptional: true }]),
      ),
      artifacts: Object.fromEntries(
        bind(outputs.artifacts).map(([name, from]) => [name, { from, type: {}, isList: false, isOptional: true }]),
      ),
    },
    loops,
    importers: {},
  };
}

export function run(tasks: readonly OutlineTask[] | Outline, more: Partial<RunRecord> = {}): RunRecord {
  return {
    version: 1,
    id: "run-1",
    displayName: "run one",
    resourceName: "run-1",
    pipeline: "churn",
    parameters: {},
    outline: "tasks" in tasks ? tasks : outline(tasks),
    engine: "local",
    start: "2025-11-21T06:00:00.000Z",
    ...more,
  };
}

export type More = Partial<Omit<TaskRecord, "outputs" | "inputs">> & {
  readonly in?: Readonly<Record<string, number>>;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  readonly artifacts?: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly uses?: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly reads?: Readonly<Record<string, JsonValue>>;
};

/** @param id of the task in the plan; `in` says in which iterations of its loops */
export function record(
  id: string,
  { in: iterations = {}, parameters = {}, artifacts = {}, uses = {}, reads = {}, ...more }: More = {},
): TaskRecord {
  const name = id.split("/").at(-1) ?? id;
  const typed = Object.entries(parameters).map(([key, value]) => [key, { type: "STRING" as const, value }]);
  return {
    version: 1,
    run: "run-1",
    pipeline: "churn",
    path: taskPath(id, iterations),
    task: id,
    iterations,
    name,
    displayName: name,
    component: `comp-${name}`,
    kind: "container",
    state: "SUCCEEDED",
    attempt: "a0",
    retry: 0,
    inputs: { parameters: reads, artifacts: uses },
    outputs: { parameters: Object.fromEntries(typed), artifacts },
    start: "2025-11-21T06:00:01.000Z",
    end: "2025-11-21T06:00:02.000Z",
    ...more,
  };
}

export function decision(
  id: string,
  found: Partial<DecisionRecord>,
  iterations: Readonly<Record<string, number>> = {},
): DecisionRecord {
  return { version: 1, path: taskPath(id, iterations), task: id, iterations, ...found };
}

export function artifact(uri: string, more: Partial<ArtifactRecord> = {}): ArtifactRecord {
  const name = uri.split("/").at(-1) ?? uri;
  return { name, type: { schemaTitle: "system.Model" }, uri, metadata: {}, size: 4, digest: `sha256:${name}`, ...more };
}

export function entryOf(record: TaskRecord, more: Partial<CacheEntry> = {}): CacheEntry {
  const { run: id, path, pipeline, task, component, outputs, end, cache } = record;
  const { key = "0".repeat(64), parts = {} } = cache ?? {};
  return {
    version: 1,
    key,
    parts,
    scope: "",
    created: end,
    run: id,
    path,
    pipeline,
    task,
    component,
    outputs,
    tags: {},
    ...more,
  };
}
