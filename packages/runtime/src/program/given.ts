// The words that start a program in a pod → its job. What the manifest knows is JSON, of the run once and of the task once;
// what only the engine knows it fills in as options.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { JsonValue, ParameterType } from "@slipway/ir";
import {
  cacheFor,
  type Description,
  invocationIn,
  type NotifyDescription,
  type OutlineTask,
  type Placed,
  type Question,
  type RunDescription,
  readMarked,
  readPath,
  type StartDescription,
} from "@slipway/pod";
import type { StoreOptions } from "@slipway/store";
import { parseText } from "../parameter-text.js";
import type { RunRecord } from "../record.js";
import { argoFailures, wasStopped } from "./argo-failures.js";
import type { DecideJob, Job } from "./job.js";
import type { NotifyJob } from "./notify.js";
import { tektonFailures, wasCancelled } from "./tekton-reasons.js";
import type { VerdictJob } from "./verdict.js";

const OPTIONS = {
  /** The engine's id of the run, its name, its namespace, and when it began (RFC 3339). */
  run: { type: "string" },
  name: { type: "string" },
  namespace: { type: "string" },
  start: { type: "string" },
  /** Values of the pipeline's parameters: a JSON list of `{name, value}`, each value a text, in base64. */
  parameters: { type: "string" },
  /** RunDescription, as JSON. */
  plan: { type: "string" },
  /** One of the pipeline's parameters, where there is no list: its name, percent-encoded, `=`, and a text. */
  parameter: { type: "string", multiple: true },
  /** Where the task lies in the run, and the number of its try. */
  path: { type: "string" },
  retry: { type: "string" },
  /** `3.0`: the numbers of iterations, for the stars in the path. */
  iteration: { type: "string" },
  /** Id of a DAG, in which the task may begin only if what is before it there went well. */
  within: { type: "string" },
  /** `yes`: before another try the pod waits as long as the task says, since the engine does not. */
  pause: { type: "string" },
  /** Number of the try whose failure is no failure of the pod. */
  gentle: { type: "string" },
  /** How a run has ended, in Argo's word, and what Argo says of all that failed, in base64. */
  status: { type: "string" },
  failures: { type: "string" },
  /** What Tekton says of each task: `train=StepOOM fit=Succeeded`. */
  reasons: { type: "string" },
} as const;

export type Surroundings = { readonly attempt: string; readonly busybox: string };

type Given = {
  readonly values: Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, "parameter">, string>>>;
  readonly parameters: readonly string[];
  readonly text: string;
};

/** The job of a driver, whose positional words are a Description in pieces; a job that is whole is taken as it is. */
export function driveJob(words: readonly string[], { attempt, busybox }: Surroundings): Job {
  const given = read(words);
  if (given.values.plan === undefined) return JSON.parse(given.text) as Job;
  const description = JSON.parse(given.text) as Description;
  const loops = Object.values(description.tasks).map((task) => task.loops);
  const placed = readPath(pathOf(given), (id) => loops.some((known) => Object.hasOwn(known, id)));
  const invocation = invocationIn(description, placed.task);
  if (!invocation) throw new Error(`the pod is told of ${Object.keys(description.tasks)}, not of "${placed.task}"`);
  const plan = planOf(given);
  const { enabled, maxAgeSeconds } = cacheFor(placed.task, plan.cache);
  return {
    ...common(given, plan, placed, description.tasks[placed.task]?.answers ?? []),
    invocation,
    attempt,
    retry: Number(given.values.retry ?? 0),
    shared: plan.shared,
    busybox,
    ...(plan.workspace !== undefined && { workspace: plan.workspace }),
    scope: plan.cache.scope,
    useCache: enabled,
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    ...(given.values.within !== undefined && { within: given.values.within }),
    ...(given.values.pause !== undefined && { pauses: true as const }),
    ...(given.values.gentle !== undefined && { gentleAt: Number(given.values.gentle) }),
  };
}

/** The job of a pod that decides, whose positional words are a Question in pieces. */
export function decideJob(words: readonly string[]): DecideJob {
  const given = read(words);
  if (given.values.plan === undefined) return JSON.parse(given.text) as DecideJob;
  const { task, answers } = JSON.parse(given.text) as Question;
  const plan = planOf(given);
  const loops = loopsIn(plan.outline.tasks);
  const placed = readPath(
    pathOf(given),
    // The task may be a loop itself, and is asked about as a whole.
    (id) => id !== task && loops.includes(id),
  );
  const { within } = given.values;
  return { ...common(given, plan, placed, answers), ...(within !== undefined && { asked: { task, within } }) };
}

function loopsIn(tasks: readonly OutlineTask[]): readonly string[] {
  return tasks.flatMap(({ id, iterates, tasks: inner = [] }) => [...(iterates ? [id] : []), ...loopsIn(inner)]);
}

/** The job of a pod that ends as its run did. */
export function verdictJob(words: readonly string[]): VerdictJob {
  const { reasons = "" } = read(words).values;
  return { ...decideJob(words), engineFailures: tektonFailures(reasons) };
}

/** The job of a pod that tells how a run has ended, whose positional words are a NotifyDescription in pieces. */
export function notifyJob(words: readonly string[]): NotifyJob {
  const given = read(words);
  const plan = planOf(given);
  const { status, failures, reasons } = given.values;
  const engineFailures = reasons === undefined ? argoFailures(failures ?? "") : tektonFailures(reasons);
  const isStopped = reasons === undefined ? wasStopped(engineFailures) : wasCancelled(reasons);
  const hasSucceeded = reasons === undefined ? status === "Succeeded" : status !== "Failed";
  return {
    run: runOf(given, plan),
    store: storeOf(plan),
    state: hasSucceeded ? "SUCCEEDED" : isStopped ? "CANCELLED" : "FAILED",
    // Tekton takes a run that was stopped early for a good one, and does not know of failures that were to stop nothing.
    ...(reasons !== undefined && { looks: true as const }),
    engineFailures,
    notify: JSON.parse(given.text) as NotifyDescription,
  };
}

/** What a pod that starts a run is told: positional words, in pieces. */
export function startDescription(words: readonly string[]): StartDescription {
  return JSON.parse(read(words).text) as StartDescription;
}

function read(words: readonly string[]): Given {
  const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  const { parameter = [], ...others } = values;
  return { values: others, parameters: parameter, text: positionals.join("") };
}

function pathOf({ values: { path = "", iteration = "" } }: Given): string {
  const numbers = iteration.split(".");
  let next = 0;
  // A name has no star: it would stand there percent-encoded.
  return path.replace(/\*/g, () => numbers[next++] ?? "");
}

function planOf({ values }: Given): RunDescription {
  return JSON.parse(values.plan ?? "") as RunDescription;
}

function common(given: Given, plan: RunDescription, placed: Placed, answers: Question["answers"]): DecideJob {
  return {
    run: runOf(given, plan),
    iterations: placed.iterations,
    store: storeOf(plan),
    answers: { folder: resolve(plan.shared, plan.answers), list: answers },
  };
}

function storeOf({ store: { uri, options } }: RunDescription): DecideJob["store"] {
  return { uri, ...(options && { options: options as StoreOptions }) };
}

function runOf({ values, parameters }: Given, plan: RunDescription): RunRecord {
  const { engine, pipeline, pipelineDisplayName, displayName, experiment, outline } = plan;
  const name = values.name ?? "";
  return {
    version: 1,
    id: values.run ?? "",
    displayName: displayName ?? name,
    resourceName: name,
    pipeline,
    ...(pipelineDisplayName !== undefined && { pipelineDisplayName }),
    parameters: { ...plan.given, ...parametersOf([...listed(values.parameters), ...parameters.map(named)], plan) },
    outline,
    engine,
    ...(values.namespace !== undefined && { namespace: values.namespace }),
    ...(experiment !== undefined && { experiment }),
    // An engine may not tell.
    start: values.start === undefined ? "" : new Date(values.start).toISOString(),
  };
}

type NamedText = { readonly name: string; readonly value?: string };

function listed(encoded: string | undefined): readonly NamedText[] {
  const text = encoded === undefined ? "[]" : Buffer.from(encoded, "base64").toString("utf8");
  return JSON.parse(text) as readonly NamedText[];
}

function named(word: string): NamedText {
  const end = word.indexOf("=");
  return { name: decodeURIComponent(word.slice(0, end)), value: word.slice(end + 1) };
}

function parametersOf(given: readonly NamedText[], { parameters: types }: RunDescription): RunRecord["parameters"] {
  return Object.fromEntries(
    given.flatMap(({ name, value }) => {
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      return type && value !== undefined ? [[name, typedValue(value, type)]] : [];
    }),
  );
}

function typedValue(text: string, type: ParameterType): JsonValue {
  const marked = readMarked(text);
  if (marked !== undefined) return marked;
  if (type !== "STRING" && text === "null") return null;
  const parsed = parseText(type, text);
  // What is none of its type is told where it is read, in the name of whoever reads it.
  return parsed.ok ? parsed.value : text;
}
