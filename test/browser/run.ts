// Runs to make pages of, put together by hand so that every state stands in them.
import type { JsonObject, JsonValue } from "@slipway/ir";
import { type OutlineTask, pathSegment } from "@slipway/pod";
import type { ArtifactRecord, RunView, TaskRecord, TaskView } from "@slipway/runtime";

const START = Date.parse("2025-11-21T06:20:33.120Z");

/** Seconds after the start of the run. */
export function at(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString();
}

export type Leaf = {
  readonly state?: TaskView["state"];
  readonly kind?: OutlineTask["kind"];
  readonly from?: number;
  readonly to?: number;
  readonly after?: readonly string[];
  readonly trigger?: OutlineTask["trigger"];
  readonly displayName?: string;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  readonly inputs?: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly outputs?: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly results?: Readonly<Record<string, JsonValue>>;
  readonly error?: TaskRecord["error"];
  readonly warnings?: readonly string[];
  readonly cacheFrom?: string;
  readonly retry?: number;
  readonly condition?: string;
};

export type Place = {
  readonly id: string;
  readonly path: string;
  readonly iterations: Readonly<Record<string, number>>;
};

const ROOT: Place = { id: "", path: "", iterations: {} };

export function leaf(name: string, given: Leaf = {}, place: Place = ROOT): TaskView {
  const { state = "SUCCEEDED", from, to, after = [], kind = "container", condition } = given;
  const [id, path] = [`${place.id}${name}`, `${place.path}${pathSegment(name)}`];
  const task: OutlineTask = {
    id,
    name,
    displayName: given.displayName ?? name,
    component: `comp-${name}`,
    kind,
    dependencies: after,
    trigger: given.trigger ?? "all-succeeded",
    ...(condition !== undefined && { condition }),
  };
  const times = { ...(from !== undefined && { start: at(from) }), ...(to !== undefined && { end: at(to) }) };
  if (state === "NOT_RUN" || state === "RUNNING") return { path, task, state, ...times };
  const { error, cacheFrom } = given;
  const record: TaskRecord = {
    version: 1,
    run: "run-7f3a",
    pipeline: "churn",
    path,
    task: id,
    iterations: place.iterations,
    name,
    displayName: task.displayName,
    component: task.component,
    kind: kind === "importer" ? "importer" : "container",
    state,
    attempt: "a1",
    retry: given.retry ?? 0,
    inputs: { parameters: given.parameters ?? {}, artifacts: given.inputs ?? {} },
    outputs: {
      parameters: Object.fromEntries(
        Object.entries(given.results ?? {}).map(([key, value]) => [key, { type: "STRING" as const, value }]),
      ),
      artifacts: given.outputs ?? {},
    },
    cache: {
      key: "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
      parts: { command: "sha256:11", image: "sha256:22" },
      ...(cacheFrom && { from: { run: cacheFrom, path, pipeline: "churn" } }),
    },
    image: "python:3.11-slim",
    start: at(from ?? 0),
    end: at(to ?? from ?? 0),
    ...(error && { error }),
    ...(given.warnings && { warnings: given.warnings }),
  };
  return { path, task, state, record, start: record.start, end: record.end };
}

type Group = { readonly state?: TaskView["state"]; readonly after?: readonly string[]; readonly condition?: string };

export function group(
  name: string,
  { state = "SUCCEEDED", after = [], condition }: Group,
  inside: (place: Place) => readonly TaskView[],
  place: Place = ROOT,
): TaskView {
  const [id, path] = [`${place.id}${name}`, `${place.path}${pathSegment(name)}`];
  const tasks = inside({ ...place, id: `${id}/`, path: `${path}/` });
  return { path, task: dag(id, name, after, tasks, condition), state, ...timesOf(tasks), tasks };
}

/** One view for all iterations, and in it one for each. */
export function loop(
  name: string,
  states: readonly TaskView["state"][],
  inside: (place: Place, iteration: number) => readonly TaskView[],
  { after = [], state = "SUCCEEDED" }: Group = {},
  place: Place = ROOT,
): TaskView {
  const [id, path] = [`${place.id}${name}`, `${place.path}${pathSegment(name)}`];
  const iterations = states.map((one, iteration): TaskView => {
    const here = { id: `${id}/`, path: `${path}/${iteration}/`, iterations: { ...place.iterations, [id]: iteration } };
    const tasks = inside(here, iteration);
    const task = { ...dag(id, name, after, tasks), iterates: true as const };
    return { path: `${path}/${iteration}`, task, iteration, state: one, ...timesOf(tasks), tasks };
  });
  const task = { ...dag(id, name, after, iterations[0]?.tasks ?? []), iterates: true as const };
  return { path, task, state, ...timesOf(iterations), tasks: iterations };
}

function dag(
  id: string,
  name: string,
  after: readonly string[],
  tasks: readonly TaskView[],
  condition?: string,
): OutlineTask {
  return {
    id,
    name,
    displayName: name,
    component: `comp-${name}`,
    kind: "dag",
    dependencies: after,
    trigger: "all-succeeded",
    ...(condition !== undefined && { condition }),
    tasks: tasks.map(({ task }) => task),
  };
}

function timesOf(tasks: readonly TaskView[]): { readonly start?: string; readonly end?: string } {
  const starts = tasks.flatMap(({ start }) => start ?? []).sort();
  const ends = tasks.flatMap(({ end }) => end ?? []).sort();
  const [start, end] = [starts[0], ends.at(-1)];
  return { ...(start && { start }), ...(end && { end }) };
}

export function artifact(name: string, title: string, uri: string, metadata: JsonObject = {}): ArtifactRecord {
  return {
    name,
    type: { schemaTitle: title, schemaVersion: "0.0.1" },
    uri,
    metadata,
    size: 18_432,
    digest: "sha256:77c0",
  };
}

type Run = Partial<Pick<RunView, "state" | "outputs">> & {
  readonly id?: string;
  readonly to?: number;
  readonly pipeline?: string;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
};

export function runOf(tasks: readonly TaskView[], given: Run = {}): RunView {
  const { id = "run-7f3a", state = "SUCCEEDED", to, pipeline = "churn", parameters = {} } = given;
  return {
    run: {
      version: 1,
      id,
      displayName: id,
      resourceName: id,
      pipeline,
      parameters,
      outline: {
        tasks: tasks.map(({ task }) => task),
        outputs: { parameters: {}, artifacts: {} },
        loops: {},
        importers: {},
      },
      engine: "local",
      experiment: "spring",
      start: at(0),
    },
    state,
    ...(to !== undefined && { end: at(to) }),
    outputs: given.outputs ?? { parameters: {}, artifacts: {} },
    tasks,
  };
}
