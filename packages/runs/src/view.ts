// A run as people look at it, from its outline and the records that there are. What is computed is pure: readRun reads.
import {
  type DecisionRecord,
  factsOf,
  latest,
  progressOf,
  type RunRecord,
  type RunState,
  type RunView,
  seeTasks,
  type TaskRecord,
} from "@slipway/runtime";
import { seeOutputs } from "./view-outputs.js";

/** What an engine says of a run that has ended. */
export type Ended = {
  readonly state: Exclude<RunState, "RUNNING">;
  /** RFC 3339, UTC. */
  readonly end: string;
};

/** What is known of the end of a run besides its records, such as that its process is gone. */
export type EndOf = (run: Pick<RunRecord, "pipeline" | "id" | "start">) => Ended | undefined;

/**
 * The state of a run. A run failed when any task did, was cancelled when any task was, and succeeded when all that can
 * run has. A task without a record is RUNNING when nothing keeps it from that; NOT_RUN while it waits, behind a task
 * that failed, and when the run is over; SKIPPED behind a skipped one.
 *
 * @param ended of an engine that knows that nothing begins any more, which records alone cannot tell
 * @example
 * viewRun(run, records, decisions).tasks.map(({ path, state }) => `${path} ${state}`); // ["prepare SUCCEEDED", "train RUNNING"]
 */
export function viewRun(
  run: RunRecord,
  records: readonly TaskRecord[],
  decisions: readonly DecisionRecord[],
  ended?: Ended,
): RunView {
  const isOver = ended !== undefined || records.some(({ state }) => state === "CANCELLED");
  const seen = seeTasks(run.outline.tasks, "", factsOf(run, records, decisions, isOver));
  const tasks = seen.map(({ view }) => view);
  const outcome = progressOf(seen.map((one) => one.outcome));
  const state = ended?.state ?? stateOfRun(outcome === "PENDING", records, decisions);
  const end = outcome === "PENDING" ? undefined : (latest(tasks) ?? ended?.end ?? run.start);
  return { run, state, ...(end !== undefined && { end }), outputs: seeOutputs(run, tasks), tasks };
}

/** As `viewRun`; where the records tell of no end, `endOf` may. */
export function viewUntilEnd(
  run: RunRecord,
  records: readonly TaskRecord[],
  decisions: readonly DecisionRecord[],
  endOf?: EndOf,
): RunView {
  const view = viewRun(run, records, decisions);
  const ended = view.end === undefined ? endOf?.(run) : undefined;
  return ended ? viewRun(run, records, decisions, ended) : view;
}

function stateOfRun(
  isPending: boolean,
  records: readonly TaskRecord[],
  decisions: readonly DecisionRecord[],
): RunState {
  if (decisions.some(({ error }) => error) || records.some(({ state }) => state === "FAILED")) return "FAILED";
  if (records.some(({ state }) => state === "CANCELLED")) return "CANCELLED";
  return isPending ? "RUNNING" : "SUCCEEDED";
}
