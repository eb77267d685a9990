// What is told of a run that has ended, in whatever form: from its records, and from what its engine says of pods that
// left none. How the forms look is in render-notification.ts.
import type { OutlineTask } from "@slipway/pod";
import type { Left } from "./left.js";
import type { ErrorRecord, RunRecord } from "./record.js";

export type Notification = {
  readonly version: 1;
  readonly state: "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly pipeline: string;
  readonly pipelineDisplayName: string;
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly engine: string;
    readonly namespace?: string;
    readonly experiment?: string;
  };
  /** RFC 3339, UTC. */
  readonly end: string;
  /** Neither is known where the engine does not tell, and the store is away. */
  readonly start?: string;
  readonly durationSeconds?: number;
  /** The first {@link MOST_FAILURES}, in the order in which they happened as far as that is known. */
  readonly failures: readonly Failure[];
  /** How many there are besides. */
  readonly furtherFailures: number;
  readonly link?: string;
};

export type Failure = { readonly task: string; readonly message: string; readonly hint?: string };

/** What an engine says of something of its own that failed, by the name under which it shows it. */
export type EngineFailure = { readonly name: string; readonly message: string };

export type Ending = {
  readonly run: RunRecord;
  readonly state: Notification["state"];
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly left: Left;
  readonly engineFailures: readonly EngineFailure[];
  /** With `{run}`, `{name}`, `{namespace}` and `{pipeline}` for what is filled in. */
  readonly link?: string;
};

const MOST_FAILURES = 10;
const LONGEST_MESSAGE = 1000;

export function notificationOf({ run, state, end, left, engineFailures, link }: Ending): Notification {
  const known = knownFailures(left);
  const failures = state === "SUCCEEDED" ? [] : [...known, ...unknownFailures(engineFailures, known, run)];
  const { id, resourceName: name, engine, namespace, experiment } = run;
  return {
    version: 1,
    state,
    pipeline: run.pipeline,
    pipelineDisplayName: run.pipelineDisplayName ?? run.pipeline,
    run: {
      id,
      name,
      engine,
      ...(namespace !== undefined && { namespace }),
      ...(experiment !== undefined && { experiment }),
    },
    ...(run.start !== "" && { start: run.start }),
    end: new Date(end).toISOString(),
    ...(run.start !== "" && { durationSeconds: Math.max(0, Math.round((end - Date.parse(run.start)) / 1000)) }),
    failures: failures.slice(0, MOST_FAILURES),
    furtherFailures: Math.max(0, failures.length - MOST_FAILURES),
    ...(link !== undefined && { link: linkOf(link, run) }),
  };
}

function knownFailures({ records, decisions }: Left): readonly Failure[] {
  const failed = records
    .filter(({ state }) => state === "FAILED" || state === "CANCELLED")
    .toSorted((a, b) => (a.end < b.end ? -1 : 1));
  const undecided = decisions.filter(({ error }) => error).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [...failed, ...undecided].map(({ path, error }) => failure(path, error));
}

function failure(task: string, { message, hint }: ErrorRecord = { message: "no reason is known" }): Failure {
  return {
    task,
    message: shortened(message, LONGEST_MESSAGE),
    ...(hint !== undefined && { hint: shortened(hint, LONGEST_MESSAGE) }),
  };
}

/** Those of an engine that no record speaks of. Containers of a pod are not told beside their pod. */
function unknownFailures(
  said: readonly EngineFailure[],
  known: readonly Failure[],
  { outline }: RunRecord,
): readonly Failure[] {
  const names = namesIn(outline.tasks);
  const told = new Set(known.flatMap(({ task }) => task.split("/")));
  const displayed = new Map([...names].filter(([name]) => told.has(name)).map(([name, shown]) => [shown, name]));
  return said
    .filter(({ name }) => {
      const task = name.replace(/\(.*\)$/s, "");
      const isKnown = known.some((one) => isAt(task, one.task));
      return !isKnown && !told.has(task) && !displayed.has(task) && (!CONTAINERS.has(task) || names.has(task));
    })
    .map(({ name, message }) => failure(name, { message }));
}

/** Some engines name a path in the run, with a star for a number that they do not know. */
function isAt(name: string, path: string): boolean {
  const [wanted, there] = [name.split("/"), path.split("/")];
  const isSame = (part: string, own = "") => part === own || (part === "*" && /^\d+$/.test(own));
  return wanted.length === there.length && wanted.every((part, index) => isSame(part, there[index]));
}

const CONTAINERS: ReadonlySet<string> = new Set(["driver", "main", "publisher", "init", "wait"]);

/** Names of tasks, each with the name it is shown under. */
function namesIn(tasks: readonly OutlineTask[]): ReadonlyMap<string, string> {
  return new Map(
    tasks.flatMap(({ name, displayName, tasks: inside = [] }) => [[name, displayName] as const, ...namesIn(inside)]),
  );
}

function linkOf(link: string, { id, resourceName, namespace = "", pipeline }: RunRecord): string {
  const parts = new Map(Object.entries({ run: id, name: resourceName, namespace, pipeline }));
  return link.replace(/\{([a-z]+)\}/g, (text, part) => encodeURIComponent(parts.get(part) ?? text));
}

/** At most so many characters, the last of them an ellipsis when there were more; no character is cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
