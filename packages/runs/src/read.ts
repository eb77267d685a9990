// Runs, read from a store.
import { pathSegment } from "@slipway/pod";
import { type RunRecord, type RunState, type RunView, runKey, type TaskView } from "@slipway/runtime";
import { forEachParallel, type Store } from "@slipway/store";
import { readContents, readRunRecord } from "./contents.js";
import { inOrder, type Problem, RUNS_AT_ONCE } from "./document.js";
import { listPlaces } from "./find.js";
import { type Ended, type EndOf, viewRun, viewUntilEnd } from "./view.js";

export type ReadRun = { readonly view: RunView; readonly problems: readonly Problem[] };

/**
 * A run, with its tasks. Records that cannot be read are told as problems, and their tasks seen as without.
 *
 * @param ended of an engine that knows that the run is over
 * @returns undefined where the store has no such run, or when its run.json is damaged
 * @example
 * const { view } = (await readRun(store, { pipeline: "churn", id: "7f3a91c2" })) ?? {};
 */
export async function readRun(
  store: Store,
  { pipeline, id }: Pick<RunRecord, "pipeline" | "id">,
  ended?: Ended,
): Promise<ReadRun | undefined> {
  const read = await readRunRecord(store, runKey({ pipeline, id }));
  return read?.ok ? readTasks(store, read.value, ended) : undefined;
}

/** As `readRun`, of a run whose record is known. */
export async function readTasks(store: Store, run: RunRecord, ended?: Ended): Promise<ReadRun> {
  const { records, decisions, problems } = await readContents(store, runKey(run), run);
  return { view: viewRun(run, records, decisions, ended), problems };
}

/** As `readTasks`; where the records tell of no end, `endOf` may. */
export async function readUntilEnd(store: Store, run: RunRecord, endOf?: EndOf): Promise<ReadRun> {
  const { records, decisions, problems } = await readContents(store, runKey(run), run);
  return { view: viewUntilEnd(run, records, decisions, endOf), problems };
}

export type RunSummary = Omit<RunRecord, "version" | "outline" | "parameters"> & {
  readonly state: RunState;
  readonly end?: string;
  /** How many of its tasks are in each state; DAGs do not count. */
  readonly tasks: Readonly<Partial<Record<TaskView["state"], number>>>;
};

export type RunQuery = {
  readonly experiment?: string;
  readonly pipeline?: string;
  /** At most so many, the newest. */
  readonly limit?: number;
  readonly endOf?: EndOf;
};

export type RunList = {
  readonly runs: readonly RunSummary[];
  /** How many there are in all. */
  readonly total: number;
  /** Of all runs that were looked at, by their names. */
  readonly experiments: readonly string[];
  readonly problems: readonly Problem[];
};

/**
 * The runs of a store, the newest first. Only the records of those that are asked for are read.
 *
 * @example
 * const { runs, total } = await listRuns(store, { experiment: "tuning", limit: 20 });
 */
export async function listRuns(store: Store, { experiment, pipeline, limit, endOf }: RunQuery = {}): Promise<RunList> {
  const experiments = new Set<string>();
  const want = (run: RunRecord) => {
    if (run.experiment !== undefined) experiments.add(run.experiment);
    return experiment === undefined || run.experiment === experiment;
  };
  const { kept, problems } = await listPlaces(store, want, pipeline);
  const runs = new Map<string, RunSummary>();
  const further: Problem[] = [];
  async function* folders() {
    for (const { place } of kept.slice(0, limit)) yield place.folder;
  }
  await forEachParallel(folders(), RUNS_AT_ONCE, async (folder) => {
    const run = await readRunRecord(store, folder);
    // It was removed in the meantime.
    if (!run?.ok) return;
    const read = await readUntilEnd(store, run.value, endOf);
    further.push(...read.problems);
    runs.set(folder, summaryOf(read.view));
  });
  const newestFirst = kept.flatMap(({ place }) => runs.get(place.folder) ?? []);
  return {
    runs: newestFirst,
    total: kept.length,
    experiments: [...experiments].sort(),
    problems: inOrder([...problems, ...further]),
  };
}

export function summaryOf({ run, state, end, tasks }: RunView): RunSummary {
  const { version: _version, outline: _outline, parameters: _parameters, ...facts } = run;
  const counts: Partial<Record<TaskView["state"], number>> = {};
  for (const leaf of leavesOf(tasks)) counts[leaf.state] = (counts[leaf.state] ?? 0) + 1;
  return { ...facts, state, ...(end !== undefined && { end }), tasks: counts };
}

/** Tasks that have records of their own, iterations one after the other: neither DAGs nor loops. */
export function* leavesOf(tasks: readonly TaskView[]): Generator<TaskView> {
  for (const view of tasks) {
    if (view.task.kind !== "dag" && (view.task.iterates !== true || view.iteration !== undefined)) yield view;
    yield* leavesOf(view.tasks ?? []);
  }
}

/** Task of a run by its path, or by the end of its path if no other ends so. */
export function findTask({ tasks }: RunView, text: string): TaskView | undefined {
  const leaves = [...leavesOf(tasks)];
  const segments = text.split("/").map(pathSegment).join("/");
  const exact = leaves.find(({ path }) => path === text || path === segments);
  const ending = leaves.filter(({ path }) => path.endsWith(`/${text}`));
  return exact ?? (ending.length === 1 ? ending[0] : undefined);
}
