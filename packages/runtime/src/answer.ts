// What an engine asks of a run besides its tasks, answered from the records, and noted there for whoever asks later.
import {
  type Answer,
  ARTIFACT,
  type Iterations,
  iterationsAround,
  type OutlineTask,
  taskPath,
  textOf,
} from "@slipway/pod";
import { baseRecord } from "./base-record.js";
import { commitRecord, isGood, readRecord, writeDecision } from "./commit-record.js";
import { type RunContext, timestamp } from "./context.js";
import { decideGuard, noteCount } from "./decide.js";
import { type Found, found } from "./found.js";
import { keysOf } from "./keys.js";
import type { TaskRecord } from "./record.js";
import type { Scope } from "./scope.js";
import { readParameter } from "./sources.js";
import { wasSkipped } from "./was-skipped.js";

export type Answered = {
  /** By name of a file, its text. */
  readonly texts: Readonly<Record<string, string>>;
  /** Why an answer is missing, in the user's own names: a DAG of the run has failed. */
  readonly problems: readonly string[];
};

/**
 * Answers one after the other: what an earlier one skips is not asked.
 *
 * @param iterations of the loops around all that is asked about
 * @example
 * await answerAll([{ kind: "count", name: "count", loop: "for-loop-1", loops, importers }], {}, context);
 * // { texts: { count: "3" }, problems: [] }
 */
export async function answerAll(
  answers: readonly Answer[],
  iterations: Iterations,
  context: RunContext,
): Promise<Answered> {
  const texts: [name: string, text: string][] = [];
  const problems: string[] = [];
  for (const one of answers) {
    if (await isEarly(one, iterations, context)) continue;
    const { name } = one;
    const told = await tellOf(one, iterations, context);
    if (!told.ok) problems.push(told.reason);
    else if (name !== undefined) {
      const files = typeof told.value === "string" ? { "": told.value } : told.value;
      texts.push(...Object.entries(files).map(([end, text]) => [`${name}${end}`, text] as [string, string]));
    }
  }
  return { texts: Object.fromEntries(texts), problems };
}

/** Whoever is asked has a record already, so of two that end at the same time at least one sees the other's. */
async function isEarly({ after = [] }: Answer, iterations: Iterations, context: RunContext): Promise<boolean> {
  for (const task of after) {
    const record = await readRecord(context, taskPath(task, iterations));
    if (!record || !isGood(record.state)) return true;
  }
  return false;
}

/** A text, or several by the ends of their names. */
async function tellOf(
  asked: Answer,
  iterations: Iterations,
  context: RunContext,
): Promise<Found<string | Readonly<Record<string, string>>>> {
  switch (asked.kind) {
    case "keys":
      return keysOf(asked, iterations, context);
    case "artifact":
      return found(await artifactTexts(asked, iterations, context));
    default:
      return answer(asked, iterations, context);
  }
}

async function artifactTexts(
  { task, output }: Extract<Answer, { readonly kind: "artifact" }>,
  iterations: Iterations,
  context: RunContext,
): Promise<Readonly<Record<string, string>>> {
  const record = await readRecord(context, taskPath(task, iterations));
  const [artifact] = record?.outputs.artifacts[output] ?? [];
  const isTold = artifact?.digest !== undefined && !artifact.isFolder;
  return { [ARTIFACT.uri]: isTold ? artifact.uri : "", [ARTIFACT.digest]: isTold ? artifact.digest : "" };
}

type Single = Exclude<Answer, { readonly kind: "keys" | "artifact" }>;

async function answer(asked: Single, iterations: Iterations, context: RunContext): Promise<Found<string>> {
  const { loops, importers } = asked;
  const scope = { loops, importers, iterations };
  switch (asked.kind) {
    case "guard":
      return answerGuard(asked, scope, context);
    case "count":
      return count(asked, scope, context);
    case "state":
      // It is asked of a task that went well.
      return found("ok");
    case "parameter": {
      const value = await readParameter(asked.from, scope, context);
      return value.ok ? found(textOf(value.value)) : value;
    }
  }
}

async function answerGuard(
  { guard, leaf }: Extract<Answer, { readonly kind: "guard" }>,
  scope: Scope,
  context: RunContext,
): Promise<Found<string>> {
  const { task } = guard;
  const iterations = placeOf(task, scope, context);
  if (await wasSkipped(task, iterations, context)) return found("false");
  const verdict = await decideGuard(guard, scope, context);
  if (verdict.ok && verdict.value) return found("true");
  const error = verdict.ok ? {} : { error: { message: verdict.reason } };
  if (leaf) {
    const now = timestamp(context.now());
    const none = { parameters: {}, artifacts: {} };
    const state: TaskRecord["state"] = verdict.ok ? "SKIPPED" : "FAILED";
    const fixed = { attempt: "decide", retry: 0, inputs: none, outputs: none, start: now, end: now };
    await commitRecord(context, { ...baseRecord(leaf, iterations, context), state, ...fixed, ...error });
  } else await writeDecision(context, task, iterations, verdict.ok ? { skipped: true } : error);
  return verdict.ok ? found("false") : verdict;
}

async function count(
  { loop, most }: Extract<Answer, { readonly kind: "count" }>,
  scope: Scope,
  context: RunContext,
): Promise<Found<string>> {
  const iterations = placeOf(loop, scope, context);
  if (await wasSkipped(loop, iterations, context)) return found("0");
  const length = await noteCount(loop, { ...scope, iterations }, context, most);
  return length.ok ? found(String(length.value)) : length;
}

/** In which iterations a task is decided on. That one of a loop is missing is a mistake of the backend. */
function placeOf(task: string, { iterations }: Scope, { run }: RunContext): Iterations {
  const around = iterationsAround(task, iterations);
  const loop = loopsAround(task, run.outline.tasks).find((id) => !Object.hasOwn(around, id));
  if (loop !== undefined) throw new Error(`"${task}" is asked about outside of its loop "${loop}"`);
  return around;
}

function loopsAround(task: string, tasks: readonly OutlineTask[]): readonly string[] {
  const dag = tasks.find(({ id }) => task.startsWith(`${id}/`));
  if (!dag) return [];
  return [...(dag.iterates ? [dag.id] : []), ...loopsAround(task, dag.tasks ?? [])];
}
