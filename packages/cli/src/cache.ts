// slipway cache: what may be taken from earlier runs, and why something was not.
import type { JsonValue } from "@slipway/ir";
import {
  type CacheExplanation,
  type Difference,
  explainCache,
  findTask,
  leavesOf,
  listCache,
  removeCache,
} from "@slipway/runs";
import type { CacheEntry, RunView, TaskRecord } from "@slipway/runtime";
import { cacheSettingsOf } from "./cache-settings.js";
import { viewOf } from "./find-run.js";
import { diagnose } from "./messages.js";
import { reportDiagnostics } from "./report.js";
import { nameOf, orNoFolder, type Session, tellProblems } from "./store.js";
import type { StoreCommand } from "./store-command.js";
import { painter, wordOf } from "./style.js";
import { count, localTime, sizeInWords, table, visible } from "./table.js";

type CommandOf<Kind extends StoreCommand["kind"]> = Extract<StoreCommand, { readonly kind: Kind }>;

/** Enough of a key to tell it from others. */
const KEY_LENGTH = 12;

export async function showCache(command: CommandOf<"cache ls">, { store, streams }: Session): Promise<number> {
  const { task, pipeline, json, quiet } = command;
  const { entries, problems } = await listCache(store, {
    ...(task !== undefined && { task }),
    ...(pipeline !== undefined && { pipeline }),
  });
  tellProblems(problems, streams);
  if (json) streams.out(`${JSON.stringify(entries, null, 2)}\n`);
  else streams.out(entriesText(entries, streams.outColour ?? false));
  if (entries.length === 0 && !json && !quiet)
    streams.err(`${noEntries(command)} in the cache of ${nameOf(store)}${orNoFolder(store)}\n`);
  return 0;
}

function noEntries({ task, pipeline }: CommandOf<"cache ls">): string {
  const ofTask = task === undefined ? "" : ` of the task "${task}"`;
  return `nothing${ofTask}${pipeline === undefined ? "" : ` of the pipeline "${pipeline}"`}`;
}

function entriesText(entries: readonly CacheEntry[], colour: boolean): string {
  const heads = ["KEY", "TASK", "PIPELINE", "RUN", "MADE", "SIZE", "SCOPE"];
  const rows = entries.map(({ key, path, pipeline, run, created, outputs, scope }) => {
    const sizes = Object.values(outputs.artifacts).flatMap((list) => list.map(({ size = 0 }) => size));
    const size = sizes.length === 0 ? "" : sizeInWords(sizes.reduce((sum, one) => sum + one, 0));
    return [key.slice(0, KEY_LENGTH), path, pipeline, run, localTime(created), size, scope];
  });
  return table(heads, rows, painter(colour));
}

export async function removeEntries(command: CommandOf<"cache rm">, { store, streams }: Session): Promise<number> {
  const { keys, task, pipeline, olderThanSeconds, all, dryRun, json, quiet } = command;
  const query = {
    ...(task !== undefined && { task }),
    ...(pipeline !== undefined && { pipeline }),
    ...(olderThanSeconds !== undefined && { before: new Date(Date.now() - olderThanSeconds * 1000).toISOString() }),
  };
  const selection = all ? ({ all: true } as const) : keys.length > 0 ? { keys } : query;
  const { removed, damaged, missing, problems } = await removeCache(store, selection, dryRun);
  tellProblems(problems, streams);
  reportDiagnostics(
    missing.map((key) => diagnose("unknown-key", [], { key })),
    streams,
  );
  if (json) streams.out(`${JSON.stringify({ removed, damaged }, null, 2)}\n`);
  else if (!quiet && (missing.length === 0 || removed.length > 0)) {
    const what = count(removed.length + damaged.length, "cache entry", "cache entries");
    streams.out(`${entriesText(removed, streams.outColour ?? false)}${dryRun ? "would remove" : "removed"} ${what}\n`);
  }
  return missing.length > 0 ? 1 : 0;
}

export async function explainTask(command: CommandOf<"cache explain">, session: Session): Promise<number> {
  const { run, task, json } = command;
  const { store, open, settings, streams } = session;
  const view = await viewOf(run, session);
  if (!view) return 1;
  const record = findTask(view, task)?.record;
  if (!record) {
    reportDiagnostics([diagnose("no-record", [], { task, run: view.run.id, known: endedIn(view) })], streams);
    return 1;
  }
  const maxAgeSeconds = cacheSettingsOf(settings).maxAgeSecondsOf(record.task);
  const explanation = await explainCache(store, record, {
    open,
    now: Date.now,
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
  });
  if (json) streams.out(`${JSON.stringify({ run: record.run, path: record.path, ...explanation }, null, 2)}\n`);
  else streams.out(explanationText(record, explanation));
  return 0;
}

function endedIn({ tasks }: RunView): string {
  const paths = [...leavesOf(tasks)].flatMap(({ path, record }) => (record ? [path] : []));
  if (paths.length === 0) return " None has ended yet";
  return ` There is: ${paths.slice(0, 20).join(", ")}${paths.length > 20 ? ` and ${paths.length - 20} more` : ""}`;
}

function explanationText(record: TaskRecord, { verdict, next }: CacheExplanation): string {
  return `${verdictText(record, verdict)}\n${next ? `\n${nextText(next)}\n` : ""}`;
}

function verdictText(record: TaskRecord, verdict: CacheExplanation["verdict"]): string {
  const task = `"${record.path}" of run ${record.run}`;
  switch (verdict.kind) {
    case "taken":
      return `${task} was not run: the result is that of ${originOf(verdict.from)}`;
    case "not-asked":
      return `${task} was not looked for in the cache: ${whyNotAsked(record)}`;
    case "renewed":
      return `${task} was run: the same was done before, but ${verdict.reason}`;
    case "first":
      return `${task} was run: the cache had nothing like it`;
    case "different": {
      const { nearest, differences } = verdict;
      const rows = differences.map((one) => [one.part, WORDS[one.kind], valueText(one.before), valueText(one.after)]);
      const like = `the nearest that the cache had is ${originOf(nearest)}, of ${localTime(nearest.created)}`;
      const listed = table(["DIFFERS", "", "THEN", "NOW"], rows, painter(false)).trimEnd();
      return `${task} was run: ${like}\n\n${listed}`;
    }
  }
}

const WORDS = { changed: "", added: "is new", removed: "is gone" } as const satisfies Record<
  Difference["kind"],
  string
>;

function whyNotAsked({ kind, state }: TaskRecord): string {
  if (kind !== "container") return "only containers are cached";
  return state === "SUCCEEDED" ? "the pipeline says that it is not to be cached" : `it ${IN_WORDS[state]}`;
}

const IN_WORDS = {
  FAILED: "failed, and only what succeeded is kept",
  CANCELLED: "was cancelled",
  SKIPPED: "was skipped",
  CACHED: wordOf("CACHED"),
} as const;

function originOf({
  run,
  path,
  pipeline,
}: {
  readonly run: string;
  readonly path: string;
  readonly pipeline: string;
}): string {
  return `"${path}" of run ${run} (pipeline ${pipeline})`;
}

function nextText(next: NonNullable<CacheExplanation["next"]>): string {
  switch (next.kind) {
    case "hit":
      return `the next one with the same key takes the result of ${originOf(next.entry)}`;
    case "none":
      return "the next one with the same key runs: the cache has no entry for it";
    case "stale":
      return `the next one with the same key runs: ${next.reason}`;
  }
}

function valueText(value: JsonValue | undefined): string {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${visible(text).slice(0, 60)}…` : visible(text);
}
