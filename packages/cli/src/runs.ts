// slipway runs ls, show and rm.
import { listRuns, type Removal, type RunSummary, removeRuns, runJson } from "@slipway/runs";
import { type RunView, TASK_STATES } from "@slipway/runtime";
import { inWords } from "./duration.js";
import { placeOf, viewOf } from "./find-run.js";
import { diagnose } from "./messages.js";
import { reportDiagnostics } from "./report.js";
import { summaryText } from "./run-summary.js";
import { nameOf, orNoFolder, type Session, tellProblems } from "./store.js";
import type { StoreCommand } from "./store-command.js";
import { painter, wordOf } from "./style.js";
import { count, localTime, sizeInWords, table, visible } from "./table.js";

type CommandOf<Kind extends StoreCommand["kind"]> = Extract<StoreCommand, { readonly kind: Kind }>;

export async function showRuns(command: CommandOf<"runs ls">, { store, streams, endOf }: Session): Promise<number> {
  const { experiment, pipeline, limit, json, quiet } = command;
  const { runs, total, experiments, problems } = await listRuns(store, {
    limit,
    endOf,
    ...(experiment !== undefined && { experiment }),
    ...(pipeline !== undefined && { pipeline }),
  });
  tellProblems(problems, streams);
  if (json) {
    streams.out(`${JSON.stringify(runs, null, 2)}\n`);
    return 0;
  }
  const paint = painter(streams.outColour ?? false);
  const heads = ["RUN", "PIPELINE", "EXPERIMENT", "STATE", "BEGAN", "TOOK", "TASKS"];
  const rows = runs.map((run) => [
    run.id,
    run.pipeline,
    run.experiment ?? "",
    { text: wordOf(run.state), style: run.state },
    localTime(run.start),
    timeOf(run),
    tallyOf(run),
  ]);
  streams.out(table(heads, rows, paint));
  if (quiet) return 0;
  if (total === 0) streams.err(`${noRuns(command, experiments)} in ${nameOf(store)}${orNoFolder(store)}\n`);
  else if (total > runs.length)
    streams.err(`${total - runs.length} older ones are not shown; --limit ${total} shows all\n`);
  return 0;
}

/** With what there is, for who asked for something else. */
function noRuns({ experiment, pipeline }: CommandOf<"runs ls">, experiments: readonly string[]): string {
  const ofPipeline = pipeline === undefined ? "no runs" : `no runs of the pipeline "${pipeline}"`;
  if (experiment === undefined) return ofPipeline;
  const known = experiments.length > 0 ? `there is: ${experiments.join(", ")}` : "none has an experiment";
  return `${ofPipeline} with the experiment "${experiment}" (${known})`;
}

function timeOf({ start, end }: Pick<RunSummary, "start" | "end">): string {
  return end === undefined ? "" : inWords(Math.max(0, Date.parse(end) - Date.parse(start)));
}

function tallyOf({ tasks }: RunSummary): string {
  return TASK_STATES.flatMap((state) => (tasks[state] ? [`${tasks[state]} ${wordOf(state)}`] : [])).join(", ");
}

export async function showRun({ run, json }: CommandOf<"runs show">, session: Session): Promise<number> {
  const view = await viewOf(run, session);
  if (!view) return 1;
  const { streams } = session;
  // What the records tell of an end counts, also where its process did not live to see it.
  const abandoned = view.state === "FAILED" ? session.whyAbandoned(view.run) : undefined;
  if (json) streams.out(`${JSON.stringify(jsonOf(view, abandoned), null, 2)}\n`);
  else streams.out(textOf(view, abandoned, streams.outColour ?? false));
  return 0;
}

/** What `slipway run --json` prints, and before it what was known when the run began. */
function jsonOf(view: RunView, abandoned: string | undefined) {
  const { run, end } = view;
  const { outline: _outline, version: _version, id: _id, ...facts } = run;
  const { run: id, ...summary } = runJson(view);
  return { run: id, ...facts, ...(end !== undefined && { end }), ...(abandoned && { abandoned }), ...summary };
}

function textOf(view: RunView, abandoned: string | undefined, colour: boolean): string {
  const { run, end } = view;
  const paint = painter(colour);
  const facts = [
    ["run", run.id],
    ["pipeline", run.pipelineDisplayName ?? run.pipeline],
    ["experiment", run.experiment],
    ["engine", run.namespace === undefined ? run.engine : `${run.engine}, namespace ${run.namespace}`],
    ["began", localTime(run.start)],
    ["ended", end === undefined ? undefined : localTime(end)],
    ["abandoned", abandoned],
    ...Object.entries(run.parameters).map(([name, value]) => [`-p ${name}`, JSON.stringify(value)]),
  ];
  const lines = facts.flatMap(([name = "", value]) => (value === undefined ? [] : [[name, clipped(visible(value))]]));
  const width = Math.max(...lines.map(([name = ""]) => name.length));
  const head = lines.map(([name = "", value]) => `${paint("note", name.padEnd(width))}  ${value}\n`).join("");
  return `${head}\n${summaryText(view, { paint, now: Date.now(), isFull: true })}`;
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

export async function removeRunsNamed(command: CommandOf<"runs rm">, session: Session): Promise<number> {
  const { runs, olderThanSeconds, keep, dryRun, force, json, quiet } = command;
  const { store, streams, endOf } = session;
  const places = await Promise.all(runs.map((run) => placeOf(run, session)));
  const missing = places.flatMap((place) => ("code" in place ? [place] : []));
  reportDiagnostics(missing, streams);
  if (missing.length > 0) return 1;
  const named = places.flatMap((place) => ("code" in place ? [] : [place]));
  const before = new Date(Date.now() - (olderThanSeconds ?? 0) * 1000).toISOString();
  const selection =
    olderThanSeconds === undefined ? { runs: named } : { endedBefore: before, ...(keep !== undefined && { keep }) };
  const removal = await removeRuns(store, selection, { now: Date.now, dryRun, force, endOf });
  tellProblems(removal.problems, streams);
  reportDiagnostics(
    removal.refused.map(({ id }) => diagnose("unfinished-run", [], { run: id })),
    streams,
  );
  if (json) streams.out(`${JSON.stringify(removal, null, 2)}\n`);
  else if (!quiet && (removal.runs.length > 0 || removal.refused.length === 0))
    streams.out(removalText(removal, dryRun));
  return removal.refused.length > 0 ? 1 : 0;
}

function removalText({ runs, objects, bytes, cacheEntries, used }: Removal, dryRun: boolean): string {
  const rows = runs.map((run) => [
    run.id,
    run.pipeline,
    localTime(run.start),
    count(run.objects, "object"),
    sizeInWords(run.bytes),
  ]);
  const what = `${count(runs.length, "run")} with ${count(objects, "object")} (${sizeInWords(bytes)}) and ${count(cacheEntries, "cache entry", "cache entries")}`;
  const rest =
    used.objects > 0
      ? `; ${count(used.objects, "object")} (${sizeInWords(used.bytes)}) stay, since other runs use them`
      : "";
  const listed = table(["RUN", "PIPELINE", "BEGAN", "OBJECTS", "SIZE"], rows, painter(false));
  return `${listed}${dryRun ? "would remove" : "removed"} ${what}${rest}\n`;
}
