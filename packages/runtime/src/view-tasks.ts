// The tasks of a run: what its outline promises, and what its records say of it.
import { type Iterations, type Loop, type OutlineTask, pathSegment } from "@slipway/pod";
import { knownVerdict } from "./known-verdict.js";
import { type Ground, groundOf, type Progress, progressOf, stateOf } from "./outcome.js";
import type { DecisionRecord, RunRecord, TaskRecord } from "./record.js";
import type { TaskView } from "./view.js";

/** What is known of a run, by the paths of its tasks. */
export type Facts = {
  readonly run: RunRecord;
  readonly records: ReadonlyMap<string, TaskRecord>;
  readonly decisions: ReadonlyMap<string, DecisionRecord>;
  /** Paths of all of which something is noted, DAGs around it included. */
  readonly begun: ReadonlySet<string>;
  /** The same of what ran: that something is to be skipped, or how often it runs, may be noted before its turn comes. */
  readonly ran: ReadonlySet<string>;
  /** By path of a loop, one more than the largest iteration with a record. */
  readonly iterations: ReadonlyMap<string, number>;
  /** Nothing begins any more. */
  readonly isOver: boolean;
};

export type SeenTask = { readonly view: TaskView; readonly outcome: Progress };

/** Where tasks are: the path of their DAG with a slash at its end, and what holds for it. */
type Place = { readonly before: string; readonly ground: Ground };

/** @param isOver nothing begins any more, of what the records can speak of */
export function factsOf(
  run: RunRecord,
  records: readonly TaskRecord[],
  decisions: readonly DecisionRecord[],
  isOver: boolean,
): Facts {
  return {
    run,
    records: new Map(records.map((record) => [record.path, record])),
    decisions: new Map(decisions.map((decision) => [decision.path, decision])),
    begun: withAllAround([...records, ...decisions]),
    ran: withAllAround(records.filter(({ state }) => state !== "SKIPPED")),
    iterations: iterationsSeen(records),
    isOver,
  };
}

function withAllAround(facts: readonly { readonly path: string }[]): ReadonlySet<string> {
  const begun = new Set<string>();
  for (const { path } of facts) {
    for (let at = path.length; at > 0 && !begun.has(path.slice(0, at)); at = path.lastIndexOf("/", at - 1)) {
      begun.add(path.slice(0, at));
    }
  }
  return begun;
}

/**
 * Tasks of one DAG that has begun, with all that is in them.
 *
 * @param tasks in an order in which each comes after its dependencies
 * @param before the path of the DAG with a slash at its end; "" for the pipeline itself
 */
export function seeTasks(tasks: readonly OutlineTask[], before: string, facts: Facts): readonly SeenTask[] {
  return seeAll(tasks, { before, ground: "open" }, facts);
}

function seeAll(tasks: readonly OutlineTask[], { before, ground }: Place, facts: Facts): readonly SeenTask[] {
  const outcomes = new Map<string, Progress>();
  return tasks.map((task) => {
    const path = `${before}${pathSegment(task.name)}`;
    const ended = task.dependencies.flatMap((name) => outcomes.get(name) ?? []);
    const promised = ground === "open" ? groundOf(task.trigger, ended) : ground;
    // Its turn has come, and its condition was false from the beginning: an engine need not note that.
    const own = promised === "open" && knownVerdict(task, facts.run) === false ? "SKIPPED" : promised;
    const seen = isLeaf(task) ? seeLeaf({ path, task }, own, facts) : seeGroup({ path, task }, own, facts);
    outcomes.set(task.name, seen.outcome);
    return seen;
  });
}

type Named = Pick<TaskView, "path" | "task" | "iteration">;

function isLeaf({ kind, iterates }: OutlineTask): boolean {
  return kind !== "dag" && iterates !== true;
}

function seeLeaf(named: Named, promised: Ground, { records, isOver }: Facts): SeenTask {
  const record = records.get(named.path);
  if (record) {
    const { start, end } = record;
    const state = idleAfterAll(record.state, promised);
    return { view: { ...named, state, record, start, end }, outcome: state === "CACHED" ? "SUCCEEDED" : state };
  }
  // Whoever reads an importer's artifact first writes its record, so one that nobody reads has none.
  if (promised === "open" && named.task.kind === "importer")
    return { view: { ...named, state: "NOT_RUN" }, outcome: "SUCCEEDED" };
  const ground = promised === "open" && isOver ? "NOT_RUN" : promised;
  return { view: { ...named, state: idleState(ground) }, outcome: idleOutcome(ground) };
}

/** That it is to be skipped may be noted before something fails that it depends on. Then it would not have run in any case. */
function idleAfterAll<State>(noted: State, promised: Ground): State | "NOT_RUN" {
  return noted === "SKIPPED" && promised === "NOT_RUN" ? promised : noted;
}

/** A task that waits has not run; the next one in line is taken to be running. */
function idleState(ground: Ground): TaskView["state"] {
  if (ground === "open") return "RUNNING";
  return ground === "waiting" ? "NOT_RUN" : ground;
}

function idleOutcome(ground: Ground): Progress {
  return ground === "open" || ground === "waiting" ? "PENDING" : ground;
}

function seeGroup(named: Named, promised: Ground, facts: Facts): SeenTask {
  const { path, task } = named;
  const { skipped, error } = facts.decisions.get(path) ?? {};
  if (skipped) return idleGroup(named, idleAfterAll("SKIPPED", promised), facts);
  if (error) {
    const { view } = idleGroup(named, "NOT_RUN", facts);
    return { view: { ...view, state: "FAILED", error }, outcome: "FAILED" };
  }
  // What ran was begun, whatever our rules say of it.
  const isBegun = (promised === "open" ? facts.begun : facts.ran).has(path);
  const ground = isBegun ? "open" : promised;
  if (ground !== "open") return idleGroup(named, ground, facts);
  const hasStopped = facts.isOver && !isBegun;
  if (task.iterates !== true) {
    const seen = gather(named, inside(named, ground, facts));
    // Nothing but its tasks can say whether a DAG ran, and it may have none that had to.
    if (!hasStopped || seen.outcome === "SUCCEEDED") return seen;
    return { view: { ...seen.view, state: "NOT_RUN" }, outcome: "NOT_RUN" };
  }
  const count = countOf(named, facts);
  const seen = Array.from({ length: count ?? facts.iterations.get(path) ?? 0 }, (_, iteration) => {
    const one = { path: `${path}/${iteration}`, task, iteration };
    return task.kind === "dag" ? gather(one, inside(one, ground, facts)) : seeLeaf(one, ground, facts);
  });
  const further = facts.isOver ? "NOT_RUN" : "PENDING";
  const all = gather(named, seen, ...(count === undefined ? ([further] as const) : []));
  // Of a loop over nothing, or of one with nothing that has to run, nothing is left.
  return hasStopped && all.outcome !== "SUCCEEDED" ? idleGroup(named, "NOT_RUN", facts) : all;
}

function inside({ path, task }: Named, ground: Ground, facts: Facts): readonly SeenTask[] {
  return seeAll(task.tasks ?? [], { before: `${path}/`, ground }, facts);
}

/** A DAG that was not begun, with its tasks; of a loop nobody knows the iterations. */
function idleGroup(named: Named, ground: Exclude<Ground, "open">, facts: Facts): SeenTask {
  const tasks = named.task.iterates === true ? [] : inside(named, ground, facts).map(({ view }) => view);
  return { view: { ...named, state: idleState(ground), tasks }, outcome: idleOutcome(ground) };
}

/** @param further of what is not among the tasks seen */
function gather(named: Named, seen: readonly SeenTask[], ...further: readonly Progress[]): SeenTask {
  const outcome = progressOf([...seen.map((one) => one.outcome), ...further]);
  const tasks = seen.map(({ view }) => view);
  const state = stateOf(
    outcome,
    tasks.map((view) => view.state),
  );
  const start = earliest(tasks);
  const end = outcome === "PENDING" ? undefined : latest(tasks);
  const times = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
  return { view: { ...named, state, ...times, tasks }, outcome };
}

export function latest(tasks: readonly TaskView[]): string | undefined {
  return tasks.reduce<string | undefined>(
    (last, { end }) => (end !== undefined && !(last && last > end) ? end : last),
    undefined,
  );
}

function earliest(tasks: readonly TaskView[]): string | undefined {
  return tasks.reduce<string | undefined>(
    (first, { start }) => (start !== undefined && !(first && first < start) ? start : first),
    undefined,
  );
}

/** How many iterations a loop has, or undefined when only the engine knows. */
function countOf({ path, task }: Named, { run, decisions }: Facts): number | undefined {
  return decisions.get(path)?.count ?? knownLength(run.outline.loops[task.id], run);
}

function knownLength(loop: Loop | undefined, { parameters }: RunRecord): number | undefined {
  if (loop?.items.kind === "constant") return Array.isArray(loop.items.value) ? loop.items.value.length : undefined;
  if (loop?.items.kind !== "pipeline-parameter") return undefined;
  const value = parameters[loop.items.name];
  return Array.isArray(value) ? value.length : undefined;
}

/** Iterations are told by the loops that a record names, and loops by where they are. */
function iterationsSeen(records: Iterable<TaskRecord>): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { task, iterations, path } of records) {
    for (const [loop, at] of loopsAround(task, iterations, path)) {
      most.set(loop, Math.max(most.get(loop) ?? 0, at + 1));
    }
  }
  return most;
}

function loopsAround(task: string, iterations: Iterations, path: string): readonly (readonly [string, number])[] {
  const names = task.split("/");
  const parts = path.split("/");
  let length = 0;
  return names.flatMap((_, index) => {
    length += 1;
    const loop = parts.slice(0, length).join("/");
    const at = iterations[names.slice(0, index + 1).join("/")];
    if (at === undefined) return [];
    length += 1;
    return [[loop, at] as const];
  });
}
