// What processes and containers have in common: variables, the time limit, and how an end is told.
import { hostname } from "node:os";
import { isJsonObject } from "@slipway/ir";
import { type Assignment, type Exit, type Found, timestamp } from "@slipway/runtime";
import { type ClusterObjects, variablesOf } from "./cluster-objects.js";
import type { Report } from "./event.js";
import { fieldValue } from "./field-path.js";
import { type PodSettings, readPodSettings } from "./pod-settings.js";
import type { ProcessEnd } from "./process.js";
import { createStop, LONGEST, type Stop } from "./stop.js";

/** Carries out an assignment, until it ends or is stopped. */
export type Execute = (assignment: Assignment, stop: Stop) => Promise<TryEnd>;

/** How a try ended. */
export type TryEnd = Exit & {
  /** It did not start for a reason that may pass, such as an index of packages that does not answer. */
  readonly mayPass?: true;
};

/** What holds for all tasks of a run. */
export type Workplace = {
  /** Id of the run. */
  readonly run: string;
  /** The variables that a task finds besides its own. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the user is. */
  readonly workingFolder: string;
  readonly objects: ClusterObjects;
  /** Of volume claims. */
  readonly volumesFolder: string;
  /** Between asking a task to end and ending it. */
  readonly graceMilliseconds: number;
  readonly report: Report;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** The user's wish to end the run. */
  readonly cancel: Stop;
};

export function settingsOf({ invocation, settings = {} }: Assignment): PodSettings {
  return readPodSettings(invocation.kubernetes ?? {}, settings);
}

/** The task's own variables: those of its container, then those of its settings, as Kubernetes lines them up. */
export function taskVariables(
  assignment: Assignment,
  objects: ClusterObjects,
): Found<Readonly<Record<string, string>>> {
  const settings = settingsOf(assignment);
  const given = variablesOf(settings, objects);
  if (!given.ok) return given;
  const { podMetadata } = assignment.invocation.kubernetes ?? {};
  const metadata = isJsonObject(podMetadata) ? podMetadata : {};
  const { attempt } = assignment;
  const fields = settings.fields.map(({ name, field }) => [
    name,
    fieldValue(field, { attempt, host: hostname(), metadata }),
  ]);
  return { ok: true, value: { ...assignment.env, ...given.value, ...Object.fromEntries(fields) } };
}

/** The end of a task that did not start. */
export function notStarted(reason: string, start: string): Exit {
  return { exitCode: 1, stderr: [], start, notStarted: reason };
}

/**
 * Does something that ends when the task's time is over, or when the run is stopped.
 *
 * @param begin what to do; it ends when the stop that it is given is pulled
 */
export async function withinTime(
  assignment: Assignment,
  stop: Stop,
  now: () => number,
  begin: (stop: Stop) => Promise<ProcessEnd>,
): Promise<Exit> {
  const start = timestamp(now());
  const { timeoutSeconds: seconds } = settingsOf(assignment);
  const own = createStop(stop);
  const timer =
    seconds === undefined
      ? undefined
      : setTimeout(() => own.pull({ kind: "timeout", seconds }), Math.min(seconds * 1000, LONGEST));
  try {
    return exitOf(await begin(own), start);
  } finally {
    clearTimeout(timer);
    own.release();
  }
}

function exitOf({ stopped, signal, exitCode, stderr, notStarted: reason }: ProcessEnd, start: string): Exit {
  const base = { exitCode, stderr, start, ...(signal && { signal }) };
  if (reason !== undefined) return { ...base, notStarted: reason };
  switch (stopped?.kind) {
    case undefined:
      return base;
    case "cancelled":
      return { ...base, cancelled: true };
    case "timeout":
      return { ...base, timedOutAfter: stopped.seconds };
    case "deadline":
      return { ...base, notStarted: `the run took longer than its time limit, ${stopped.seconds} s` };
  }
}
