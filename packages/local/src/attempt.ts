// One task: its tries, each with a place of its own, until one succeeds or there are no more.
import type { LeafTask } from "@slipway/compiler";
import { backoffSeconds, type Invocation, taskPath } from "@slipway/pod";
import type { TaskRecord } from "@slipway/runtime";
import type { TryEnd } from "./execute.js";
import type { Course, Place } from "./schedule.js";
import { pause } from "./stop.js";

/** The last record of a task; none when it was stopped before it began. */
export async function runLeaf<A>(task: LeafTask, place: Place, course: Course<A>): Promise<TaskRecord | undefined> {
  const invocation = course.invocationOf(task);
  const path = taskPath(task.id, place.iterations);
  let last: TaskRecord | undefined;
  for (let retry = 0; ; retry += 1) {
    const tried = await course.limit(() => attempt(invocation, retry, place, course));
    last = tried?.record ?? last;
    if (!tried || !mayRetry(tried, retry, invocation)) return last;
    const seconds = invocation.retry ? backoffSeconds(invocation.retry, retry + 1) : 0;
    course.report({ kind: "retried", path, seconds, record: tried.record });
    await pause(seconds * 1000, place.stop);
  }
}

type Tried = {
  readonly record: TaskRecord;
  /** Its command was run, or another try may run it. */
  readonly isWorthMore: boolean;
};

/** What fails before the command runs, such as a Secret that is missing, fails again. */
function mayRetry({ record, isWorthMore }: Tried, retry: number, invocation: Invocation): boolean {
  return isWorthMore && record.state === "FAILED" && retry < (invocation.retry?.limit ?? 0);
}

async function attempt<A>(
  invocation: Invocation,
  retry: number,
  { iterations, stop }: Place,
  { runtime, execute, report }: Course<A>,
): Promise<Tried | undefined> {
  if (stop.reason()) return undefined;
  const path = taskPath(invocation.task, iterations);
  report({ kind: "started", path, retry });
  const { task, guards } = invocation;
  // The scheduler has asked them all, but for that of the task itself; if the task is a loop, that one too.
  const isLoop = Object.hasOwn(iterations, task);
  const decided = new Set(guards.map((guard) => guard.task).filter((id) => id !== task || isLoop));
  const tried: { assignment?: A; exit?: TryEnd } = {};
  try {
    const driven = await runtime.driveTask(invocation, iterations, { retry, decided });
    if (driven.kind === "done") return { record: driven.record, isWorthMore: false };
    report({ kind: "executing", path, retry });
    tried.assignment = driven.assignment;
    tried.exit = await execute(driven.assignment, stop);
    const { record, warnings } = await runtime.publishTask(driven.assignment, tried.exit);
    for (const text of warnings) report({ kind: "warning", path, text });
    return { record, isWorthMore: tried.exit.notStarted === undefined || tried.exit.mayPass === true };
  } catch (error) {
    const reason = runtime.problemOf(error);
    if (reason === undefined) throw error;
    const failure = { ...tried, retry, reason };
    const record = await runtime.failTask(invocation, iterations, failure).catch(() => Promise.reject(error));
    return { record, isWorthMore: false };
  }
}
