// The order of a run: each task when those before it have ended, loops with some iterations at once, DAGs without a
// process of their own. What a single try of a task is, attempt.ts says.
import type { Dag, LeafTask, Task } from "@slipway/compiler";
import { type Invocation, type Iterations, type LinkedPlan, type Loop, taskPath } from "@slipway/pod";
import { type Found, type Outcome, outcomeOf, type Scope } from "@slipway/runtime";
import { runLeaf } from "./attempt.js";
import type { Ended, Report } from "./event.js";
import type { TryEnd } from "./execute.js";
import { createLimit, forEachNumber, type Limit } from "./limit.js";
import { verdictOf } from "./outcome.js";
import type { Decision, Runtime } from "./runtime.js";
import type { Stop } from "./stop.js";

/** Who does what. */
export type Crew<Assignment> = {
  readonly runtime: Runtime<Assignment>;
  /** Carries out an assignment, until it ends or is stopped. */
  readonly execute: (assignment: Assignment, stop: Stop) => Promise<TryEnd>;
  readonly report: Report;
  /** Is told of a bug. The run is to be stopped then; it ends when all that was running has. */
  readonly onBug: (error: unknown) => void;
};

export type ScheduleSettings = {
  /** Tasks at once, at least 1. */
  readonly parallelism: number;
  /** The user's wish to end the run. */
  readonly cancel: Stop;
  /** That wish, or the end of the run's time. */
  readonly stop: Stop;
};

/** What holds for the whole run. */
export type Course<Assignment> = Crew<Assignment> &
  ScheduleSettings & {
    readonly linked: LinkedPlan;
    readonly invocationOf: (task: LeafTask) => Invocation;
    readonly limit: Limit;
  };

/** Where a DAG runs: in which iterations, and what stops it. */
export type Place = { readonly iterations: Iterations; readonly stop: Stop };

/**
 * Runs a plan to its end: failed tasks do not stop what does not need them. Throws nothing but what `report` does.
 *
 * @example
 * const outcome = await schedule(linkPlan(plan), { runtime, execute, report, onBug }, { parallelism: 4, cancel, stop });
 */
export function schedule<Assignment>(
  linked: LinkedPlan,
  crew: Crew<Assignment>,
  settings: ScheduleSettings,
): Promise<Outcome> {
  // Linked once, however many iterations a task is in.
  const invocations = new Map<LeafTask, Invocation>();
  const invocationOf = (task: LeafTask): Invocation => {
    const invocation = invocations.get(task) ?? linked.invocationOf(task);
    invocations.set(task, invocation);
    return invocation;
  };
  const course = { ...crew, ...settings, linked, invocationOf, limit: createLimit(settings.parallelism) };
  return runDag(linked.plan.root, { iterations: {}, stop: settings.stop }, course);
}

async function runDag<A>(dag: Dag, place: Place, course: Course<A>): Promise<Outcome> {
  const outcomes = new Map<string, Promise<Outcome>>();
  for (const [name, task] of dag.tasks) {
    const { dependencies, settingsFrom } = task.definition;
    const before = [...dependencies, ...settingsFrom].flatMap((one) => outcomes.get(one) ?? []);
    outcomes.set(
      name,
      Promise.all(before).then((ended) => runTask(task, ended, place, course)),
    );
  }
  return outcomeOf(await Promise.all(outcomes.values()));
}

async function runTask<A>(task: Task, before: readonly Outcome[], place: Place, course: Course<A>): Promise<Outcome> {
  const { trigger } = task.definition;
  const verdict = verdictOf(trigger, before, place.stop.reason());
  if (verdict !== "run") return end(task, place, course, { state: verdict });
  // What cleans up after a run that is out of time must not be out of time itself.
  const isLate = trigger === "all-completed" && place.stop.reason() !== undefined;
  const here = isLate ? { ...place, stop: course.cancel } : place;
  try {
    return await runGroup(task, here, course);
  } catch (error) {
    const problem = course.runtime.problemOf(error);
    if (problem === undefined) course.onBug(error);
    return end(task, place, course, { state: "FAILED", problem: problem ?? `Slipway itself failed: ${textOf(error)}` });
  }
}

/** Whatever holds for a task as a whole: its condition, and its loop. A task of neither kind is its own driver's affair. */
async function runGroup<A>(task: Task, place: Place, course: Course<A>): Promise<Outcome> {
  const { linked, runtime } = course;
  const loop = linked.loopOf(task);
  if (task.kind === "leaf" && !loop) return runOnce(task, place, course);
  const fail = async (message: string): Promise<Outcome> => {
    await decide(task, place, course, { error: { message } });
    return end(task, place, course, { state: "FAILED", problem: message });
  };
  const guard = linked.guardOf(task);
  if (guard) {
    const bindings = [...Object.values(guard.parameters), ...Object.values(guard.artifacts)];
    const verdict = await runtime.decideGuard(guard, scopeOf(bindings, place, course));
    if (!verdict.ok) return fail(verdict.reason);
    if (!verdict.value) {
      await decide(task, place, course, { skipped: true });
      return end(task, place, course, { state: "SKIPPED" });
    }
  }
  if (!loop) return end(task, place, course, { state: await runOnce(task, place, course) });
  const count = await countIterations(task, loop, place, course);
  if (!count.ok) return fail(count.reason);
  await decide(task, place, course, { count: count.value });
  return end(task, place, course, { state: await runIterations(task, count.value, place, course) });
}

async function decide<A>(task: Task, { iterations }: Place, course: Course<A>, decision: Decision): Promise<void> {
  await course.runtime.writeDecision(task.id, iterations, decision);
  const path = taskPath(task.id, iterations);
  course.report({ kind: "decided", path, record: { version: 1, path, task: task.id, iterations, ...decision } });
}

/** A DAG, or one iteration of a loop; a leaf reports its end itself. */
async function runOnce<A>(task: Task, place: Place, course: Course<A>): Promise<Outcome> {
  if (task.kind === "dag") return runDag(task.dag, place, course);
  const record = await runLeaf(task, place, course);
  return end(task, place, course, record ? { state: record.state, record } : { state: "NOT_RUN" });
}

/** Tasks in a waiting iteration hold no place, so more iterations are under way than tasks can run. */
const ITERATIONS_AT_ONCE = 64;

async function runIterations<A>(task: Task, count: number, place: Place, course: Course<A>): Promise<Outcome> {
  const most = task.definition.iterator?.parallelism ?? Math.max(ITERATIONS_AT_ONCE, course.parallelism);
  const seen = new Set<Outcome>();
  const runOne = async (index: number): Promise<Outcome> => {
    if (place.stop.reason()) return "NOT_RUN";
    return runOnce(task, { ...place, iterations: { ...place.iterations, [task.id]: index } }, course);
  };
  await forEachNumber(count, most, runOne, (outcome) => seen.add(outcome));
  return outcomeOf(seen);
}

function countIterations<A>(task: Task, loop: Loop, place: Place, course: Course<A>): Promise<Found<number>> {
  const scope = scopeOf([{ from: { kind: "loop-item", loop: task.id } }, { from: loop.items }], place, course);
  return course.runtime.countItems(task.id, scope);
}

type Bound = { readonly from: Parameters<LinkedPlan["contextOf"]>[0][number] };

function scopeOf<A>(bindings: readonly Bound[], { iterations }: Place, { linked }: Course<A>): Scope {
  return { ...linked.contextOf(bindings.map(({ from }) => from)), iterations };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type End = Pick<Ended, "record" | "problem"> & { readonly state: Ended["state"] | Outcome };

function end<A>(task: Task, place: Place, course: Course<A>, { state, ...more }: End): Outcome {
  const path = taskPath(task.id, place.iterations);
  // What is in a DAG that did not run did not run either, for the same reason.
  if (task.kind === "dag" && !task.definition.iterator && (state === "SKIPPED" || state === "NOT_RUN")) {
    for (const inner of task.dag.tasks.values()) end(inner, place, course, { state });
  }
  const isGroup =
    task.kind === "dag" || (task.definition.iterator !== undefined && !Object.hasOwn(place.iterations, task.id));
  course.report({ kind: "ended", path, isGroup, state, ...more });
  return state === "CACHED" ? "SUCCEEDED" : state;
}
