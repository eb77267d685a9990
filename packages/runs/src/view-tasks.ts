// The tasks of a run: what its outline promises, and what its records say of it.
import { type Iterations, type Loop, type OutlineTask, pathSegment } from "@slipway/pod";
import { type DecisionRecord, knownVerdict, type RunRecord, type TaskRecord, type TaskView } from "@slipway/runtime";
import { type Ground, groundOf, type Outcome, outcomeOf, stateOf } from "./outcome.js";

/** What is known of a run, by the paths of its tasks. */
export type Facts = {
  readonly run: RunRecord;
  readonly records: ReadonlyMap<string, TaskRecord>;
  readonly decisions: ReadonlyMap<string, DecisionRecord>;
  /** Paths of all that has begun, DAGs around it included. */
  readonly begun: ReadonlySet<string>;
  /** By path of a loop, one more than the largest iteration with a record. */
  readonly iterations: ReadonlyMap<string, number>;
  /** Nothing begins any more. */
  readonly isOver: boolean;
};

export type Seen = { readonly view: TaskView; readonly outcome: Outcome };

/** Where tasks are: the path of their DAG with a slash at its end, and what holds for it. */
type Place = { readonly before: string; readonly ground: Ground };

const ROOT: Place = { before: "", ground: "open" };

/** All tasks of the run. */
export function seeTasks({ outline }: RunRecord, facts: Facts): readonly Seen[] {
  return seeAll(outline.tasks, ROOT, facts);
}

function seeAll(tasks: readonly OutlineTask[], { before, ground }: Place, facts: Facts): readonly Seen[] {
  const outcomes = new Map<string, Outcome>();
  return tasks.map((task) => {
    const path = `${before}${pathSegment(task.name)}`;
    const own = isKnownSkip(task, ground, outcomes, facts) ? "SKIPPED" : groundOf(task, ground, outcomes, facts.isOver);
    const seen = isLeaf(task) ? seeLeaf({ path, task }, own, facts) : seeGroup({ path, task }, own, facts);
    outcomes.set(task.name, seen.outcome);
    return seen;
  });
}

/** Its turn has come, and its condition was false from the beginning: an engine need not note that. */
function isKnownSkip(
  task: OutlineTask,
  ground: Ground,
  outcomes: ReadonlyMap<string, Outcome>,
  { run }: Pick<Facts, "run">,
): boolean {
  return groundOf(task, ground, outcomes, false) === "open" && knownVerdict(task, run) === false;
}

type Named = Pick<TaskView, "path" | "task" | "iteration">;

function isLeaf({ kind, iterates }: OutlineTask): boolean {
  return kind !== "dag" && iterates !== true;
}

function seeLeaf(named: Named, ground: Ground, { records }: Facts): Seen {
  const record = records.get(named.path);
  if (record) {
    const { state, start, end } = record;
    return { view: { ...named, state, record, start, end }, outcome: state === "CACHED" ? "SUCCEEDED" : state };
  }
  // Whoever reads an importer's artifact first writes its record, so one that nobody reads has none.
  if (ground === "open" && named.task.kind === "importer")
    return { view: { ...named, state: "NOT_RUN" }, outcome: "SUCCEEDED" };
  return { view: { ...named, state: idleState(ground) }, outcome: idleOutcome(ground) };
}

/** A task that waits has not run; the next one in line is taken to be running. */
function idleState(ground: Ground): TaskView["state"] {
  if (ground === "open") return "RUNNING";
  return ground === "waiting" ? "NOT_RUN" : ground;
}

function idleOutcome(ground: Ground): Outcome {
  return ground === "open" || ground === "waiting" ? "PENDING" : ground;
}

function seeGroup(named: Named, promised: Ground, facts: Facts): Seen {
  const { path, task } = named;
  const { skipped, error } = facts.decisions.get(path) ?? {};
  if (skipped) return idleGroup(named, "SKIPPED", facts);
  if (error) {
    const { view } = idleGroup(named, "NOT_RUN", facts);
    return { view: { ...view, state: "FAILED", error }, outcome: "FAILED" };
  }
  // What has records was begun, whatever our rules say of it.
  const ground = facts.begun.has(path) ? "open" : promised;
  if (ground !== "open") return idleGroup(named, ground, facts);
  if (task.iterates !== true || named.iteration !== undefined) return gather(named, inside(named, ground, facts));
  const count = countOf(named, facts);
  const seen = Array.from({ length: count ?? facts.iterations.get(path) ?? 0 }, (_, iteration) => {
    const one = { path: `${path}/${iteration}`, task, iteration };
    return task.kind === "dag" ? gather(one, inside(one, ground, facts)) : seeLeaf(one, leafGround(facts), facts);
  });
  if (count !== undefined) return gather(named, seen);
  return gather(named, seen, facts.isOver ? "NOT_RUN" : "PENDING");
}

function leafGround({ isOver }: Facts): Ground {
  return isOver ? "NOT_RUN" : "open";
}

function inside({ path, task }: Named, ground: Ground, facts: Facts): readonly Seen[] {
  return seeAll(task.tasks ?? [], { before: `${path}/`, ground }, facts);
}

/** A DAG that was not begun, with its tasks; of a loop nobody knows the iterations. */
function idleGroup(named: Named, ground: Exclude<Ground, "open">, facts: Facts): Seen {
  const tasks = named.task.iterates === true ? [] : inside(named, ground, facts).map(({ view }) => view);
  return { view: { ...named, state: idleState(ground), tasks }, outcome: idleOutcome(ground) };
}

/** @param further of what is not among the tasks seen */
function gather(named: Named, seen: readonly Seen[], ...further: readonly Outcome[]): Seen {
  const outcome = outcomeOf([...seen.map((one) => one.outcome), ...further]);
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
export function iterationsSeen(records: Iterable<TaskRecord>): ReadonlyMap<string, number> {
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
