// A pod of a schedule: it starts a run, for an engine that has no schedules of its own, and sees to what the schedule says of
// the runs before.
import type { JsonObject, JsonValue } from "@slipway/ir";
import { SCHEDULE, type StartDescription } from "@slipway/pod";

/** Of the API of a cluster; the path has its query. */
export type ClusterCall = { readonly method: string; readonly path: string; readonly body?: JsonObject };
export type ClusterAnswer = { readonly status: number; readonly body: JsonValue };

export type Starting = {
  readonly description: StartDescription;
  /** Name of the job that the pod is of, which is the same when the job tries again. */
  readonly job: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly call: (call: ClusterCall) => Promise<ClusterAnswer>;
};

/** Gives what was done, and the reasons why something could not be. */
export type Started = { readonly said: readonly string[]; readonly problems: readonly string[] };

/**
 * @example
 * await startRun({ description, job: "nightly-29480", now: Date.now(), call }); // { said: ["started nightly-29480"], problems: [] }
 */
export async function startRun(starting: Starting): Promise<Started> {
  const { description, job, now } = starting;
  const { start: first, end, concurrency } = description;
  if (first !== undefined && now < Date.parse(first)) return said(`nothing starts before ${first}`);
  if (end !== undefined && now >= Date.parse(end)) return said(`nothing starts from ${end} on`);
  if (concurrency !== "allow") {
    const going = await othersThatGoOn(starting);
    if ("problem" in going) return failed(going.problem);
    if (concurrency === "forbid" && going.runs.length > 0)
      return said(`nothing starts while ${going.runs.map(nameOf).join(", ")} goes on`);
    for (const run of going.runs) {
      const problem = await endRun(run, starting);
      if (problem !== undefined) return failed(problem);
    }
  }
  const made = await starting.call({ method: "POST", path: description.path, body: manifest(starting) });
  // A try before may have made it, and not have been told.
  if (made.status >= 300 && made.status !== 409) return failed(`"${job}" could not be started: ${messageOf(made)}`);
  return { said: [`started ${job}`], problems: await removeOld(starting) };
}

function said(text: string): Started {
  return { said: [text], problems: [] };
}

function failed(problem: string): Started {
  return { said: [], problems: [problem] };
}

function manifest({ description: { run, schedule }, job }: Starting): JsonObject {
  const { generateName: _, labels, ...metadata } = objectIn(run["metadata"]);
  return { ...run, metadata: { name: job, ...metadata, labels: { ...objectIn(labels), [SCHEDULE]: schedule } } };
}

type Found = { readonly runs: readonly JsonObject[] } | { readonly problem: string };

async function runsOf({ description: { path, schedule }, call }: Starting): Promise<Found> {
  const selector = encodeURIComponent(`${SCHEDULE}=${schedule}`);
  const listed = await call({ method: "GET", path: `${path}?labelSelector=${selector}` });
  if (listed.status >= 300) return { problem: `runs of "${schedule}" could not be listed: ${messageOf(listed)}` };
  const { items } = objectIn(listed.body);
  return { runs: Array.isArray(items) ? items.map(objectIn) : [] };
}

async function othersThatGoOn(starting: Starting): Promise<Found> {
  const found = await runsOf(starting);
  if ("problem" in found) return found;
  return { runs: found.runs.filter((run) => endOf(run) === undefined && nameOf(run) !== starting.job) };
}

async function endRun(run: JsonObject, { description, call }: Starting): Promise<string | undefined> {
  const name = nameOf(run);
  const path = `${description.path}/${encodeURIComponent(name)}`;
  const ended = await call({ method: "PATCH", path, body: description.ending });
  return ended.status < 300 || ended.status === 404 ? undefined : `"${name}" could not be ended: ${messageOf(ended)}`;
}

async function removeOld(starting: Starting): Promise<readonly string[]> {
  const { keepSucceeded, keepFailed, path } = starting.description;
  if (keepSucceeded === undefined && keepFailed === undefined) return [];
  const found = await runsOf(starting);
  if ("problem" in found) return [found.problem];
  const ended = found.runs
    .filter((run) => endOf(run) !== undefined)
    .toSorted((a, b) => (endOf(a) ?? "").localeCompare(endOf(b) ?? ""));
  const surplus = [
    ...beyond(ended.filter(hasSucceeded), keepSucceeded),
    ...beyond(
      ended.filter((run) => !hasSucceeded(run)),
      keepFailed,
    ),
  ];
  const gone = await Promise.all(
    surplus.map(async (run) => {
      const name = nameOf(run);
      const answered = await starting.call({ method: "DELETE", path: `${path}/${encodeURIComponent(name)}` });
      const isGone = answered.status < 300 || answered.status === 404;
      return isGone ? [] : [`"${name}" could not be deleted: ${messageOf(answered)}`];
    }),
  );
  return gone.flat();
}

/** @param ended the oldest first */
function beyond(ended: readonly JsonObject[], most: number | undefined): readonly JsonObject[] {
  return most === undefined ? [] : ended.slice(0, Math.max(0, ended.length - most));
}

/** RFC 3339, in UTC: texts are in the order of times. */
function endOf(run: JsonObject): string | undefined {
  const { completionTime } = objectIn(run["status"]);
  return typeof completionTime === "string" ? completionTime : undefined;
}

function hasSucceeded(run: JsonObject): boolean {
  const { conditions } = objectIn(run["status"]);
  if (!Array.isArray(conditions)) return false;
  return conditions.map(objectIn).some(({ type, status }) => type === "Succeeded" && status === "True");
}

function nameOf(run: JsonObject): string {
  return String(objectIn(run["metadata"])["name"] ?? "");
}

function objectIn(value: JsonValue | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** What the cluster says of a call that it did not do. */
export function messageOf({ status, body }: ClusterAnswer): string {
  const { message } = (body ?? {}) as JsonObject;
  return typeof message === "string" && message !== "" ? message : `the cluster answers ${status}`;
}
