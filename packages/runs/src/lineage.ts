// Where an artifact comes from and what was made of it, over all runs of a store.
import type { ArtifactRecord, TaskRecord } from "@slipway/runtime";
import { forEachParallel, type Store } from "@slipway/store";
import { readContents, readRunRecord } from "./contents.js";
import { inOrder, type Problem, RUNS_AT_ONCE } from "./document.js";
import { placesIn } from "./find.js";
import { plainUri } from "./uri.js";

/** A task of any run, with the uris of the artifacts that it read and wrote. */
export type LineageTask = Pick<
  TaskRecord,
  "run" | "pipeline" | "path" | "component" | "state" | "start" | "end" | "cache"
> & {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
};

export type LineageStep = {
  /** 1 is next to the artifact. */
  readonly distance: number;
  readonly task: LineageTask;
};

export type Lineage = {
  /** Of the artifact, which may be a folder around what was asked for. */
  readonly uri: string;
  readonly artifact: ArtifactRecord;
  /** Who made it, and what that was made from, the nearest first. */
  readonly before: readonly LineageStep[];
  /** Who used it, and what was made of that. */
  readonly after: readonly LineageStep[];
  /** Tasks that took it from the cache instead of making it. */
  readonly taken: readonly LineageTask[];
};

/** What is known of all artifacts. */
type Index = {
  readonly artifacts: Map<string, ArtifactRecord>;
  readonly makers: Map<string, LineageTask[]>;
  readonly users: Map<string, LineageTask[]>;
};

/**
 * The lineage of an artifact, or of a file in one that is a folder. Tasks are connected by artifacts alone: parameters
 * do not say where they come from.
 *
 * @returns no lineage when no record of the store speaks of the uri
 * @example
 * const { lineage } = await lineageOf(store, "s3://bucket/churn/7f3a91c2/train/a0/model");
 * lineage?.before[0]; // { distance: 1, task: { run: "7f3a91c2", path: "train", … } }
 */
export async function lineageOf(
  store: Store,
  uri: string,
): Promise<{ readonly lineage?: Lineage; readonly problems: readonly Problem[] }> {
  const { index, problems } = await readIndex(store);
  const known = knownAs(plainUri(uri), index.artifacts);
  const artifact = known === undefined ? undefined : index.artifacts.get(known);
  if (known === undefined || !artifact) return { problems };
  const makers = (one: string) => makersOf(one, index);
  const users = (one: string) => index.users.get(one) ?? [];
  const lineage = {
    uri: known,
    artifact,
    before: walk(known, makers, ({ inputs }) => inputs),
    after: walk(known, users, ({ outputs }) => outputs),
    taken: (index.makers.get(known) ?? []).filter(({ state }) => state === "CACHED").sort(byStart),
  };
  return { lineage, problems };
}

async function readIndex(store: Store): Promise<{ readonly index: Index; readonly problems: readonly Problem[] }> {
  const index: Index = { artifacts: new Map(), makers: new Map(), users: new Map() };
  const problems: Problem[] = [];
  await forEachParallel(placesIn(store), RUNS_AT_ONCE, async ({ folder }) => {
    const run = await readRunRecord(store, folder);
    if (!run) return;
    if (!run.ok) {
      problems.push(run.problem);
      return;
    }
    const contents = await readContents(store, folder, run.value);
    problems.push(...contents.problems);
    for (const record of contents.records) note(record, index);
  });
  return { index, problems: inOrder(problems) };
}

function byStart(a: LineageTask, b: LineageTask): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  return `${a.run}/${a.path}` < `${b.run}/${b.path}` ? -1 : 1;
}

function note(record: TaskRecord, { artifacts, makers, users }: Index): void {
  const { run, pipeline, path, component, state, start, end, cache, inputs, outputs } = record;
  const read = Object.values(inputs.artifacts).flat();
  const written = Object.values(outputs.artifacts).flat();
  const urisOf = (list: readonly ArtifactRecord[]) => [...new Set(list.map(({ uri }) => plainUri(uri)))];
  const task: LineageTask = {
    ...{ run, pipeline, path, component, state, start, end },
    ...(cache && { cache }),
    inputs: urisOf(read),
    outputs: urisOf(written),
  };
  // Whoever wrote it knows it best.
  for (const artifact of read)
    if (!artifacts.has(plainUri(artifact.uri))) artifacts.set(plainUri(artifact.uri), artifact);
  for (const artifact of written) artifacts.set(plainUri(artifact.uri), artifact);
  for (const uri of task.inputs) add(users, uri, task);
  for (const uri of task.outputs) add(makers, uri, task);
}

function add(map: Map<string, LineageTask[]>, uri: string, task: LineageTask): void {
  const tasks = map.get(uri);
  if (tasks) tasks.push(task);
  else map.set(uri, [task]);
}

/** The uri itself, or of the folders around it the nearest that is an artifact. */
function knownAs(uri: string, artifacts: Index["artifacts"]): string | undefined {
  for (let at = uri; at.includes("://"); at = at.slice(0, at.lastIndexOf("/"))) {
    if (artifacts.has(at)) return at;
  }
  return undefined;
}

/** Who took it from the cache tells as much, when the records of who made it were removed. */
function makersOf(uri: string, { makers }: Index): readonly LineageTask[] {
  const all = makers.get(uri) ?? [];
  const made = all.filter(({ state }) => state !== "CACHED");
  return made.length > 0 ? made : all;
}

function walk(
  start: string,
  tasksOf: (uri: string) => readonly LineageTask[],
  urisOf: (task: LineageTask) => readonly string[],
): readonly LineageStep[] {
  const steps: LineageStep[] = [];
  const seen = new Set<LineageTask>();
  const visited = new Set([start]);
  let next: readonly string[] = [start];
  for (let distance = 1; next.length > 0; distance += 1) {
    const tasks = new Set(next.flatMap(tasksOf).filter((task) => !seen.has(task)));
    for (const task of [...tasks].sort(byStart)) {
      seen.add(task);
      steps.push({ distance, task });
    }
    next = [...new Set([...tasks].flatMap(urisOf))].filter((uri) => !visited.has(uri));
    for (const uri of next) visited.add(uri);
  }
  return steps;
}
