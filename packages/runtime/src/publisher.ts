// The publisher: after the command has ended, its outputs go into the store, then the record, then the cache entry. The
// record is the moment that counts: before it nothing has happened, after it everything has.
import { isStoreError } from "@slipway/store";
import type { Assignment } from "./assignment.js";
import { baseRecord } from "./base-record.js";
import { offer } from "./cache.js";
import { readText } from "./command-files.js";
import { commitRecord } from "./commit-record.js";
import { type RunContext, timestamp } from "./context.js";
import { hintFor } from "./error-hint.js";
import { readOutputs } from "./executor-output.js";
import type { CacheRecord, ErrorRecord, Outputs, TaskRecord } from "./record.js";
import { storeArtifacts } from "./store-artifacts.js";

/** How a command ended. */
export type Exit = {
  readonly exitCode: number;
  /** Such as SIGKILL, when one ended it. */
  readonly signal?: string;
  /** The last lines that it wrote to standard error. */
  readonly stderr: readonly string[];
  /** RFC 3339: when the try began. */
  readonly start: string;
  /** Somebody wanted it to end. */
  readonly cancelled?: boolean;
  /** It ran out of its time, in seconds. */
  readonly timedOutAfter?: number;
  /** It did not start: the reason, in a sentence. */
  readonly notStarted?: string;
  /** It was a process of a machine, and not in its image. */
  readonly isProcess?: true;
};

export type Published = { readonly record: TaskRecord; readonly warnings: readonly string[] };

/** Throws only what goes wrong with a store (`StoreError`): then nothing was published, and it may be tried again. */
export async function publishTask(assignment: Assignment, exit: Exit, context: RunContext): Promise<Published> {
  const { invocation, iterations, attempt, retry, image, inputs } = assignment;
  const base = {
    ...baseRecord(invocation, iterations, context),
    attempt,
    retry,
    inputs,
    ...(image !== "" && { image }),
    start: exit.start,
  };
  const none = { parameters: {}, artifacts: {} };
  const fail = async (error: ErrorRecord, more: readonly string[] = []): Promise<Published> => {
    const state = exit.cancelled ? "CANCELLED" : "FAILED";
    const warnings = [...assignment.warnings, ...more];
    const record: TaskRecord = {
      ...base,
      state,
      outputs: none,
      end: timestamp(context.now()),
      error,
      ...told(warnings),
    };
    return { record: await commitRecord(context, record), warnings };
  };
  const reason = whyFailed(exit);
  if (reason !== undefined) return fail(errorOf(reason, exit, assignment));

  const read = await readWhatWasWritten(assignment);
  if (!read.ok) return fail(errorOf(read.reasons.join("; "), exit, assignment), read.warnings);
  const stored = await storeArtifacts(assignment, read.artifacts, context);
  const noticed = [...read.warnings, ...read.unwritten.map(unwritten), ...stored.warnings];
  if (stored.problems.length > 0) return fail(errorOf(stored.problems.join("; "), exit, assignment), noticed);
  const { cache } = assignment;
  const warnings = [...assignment.warnings, ...noticed];
  const record: TaskRecord = {
    ...base,
    state: "SUCCEEDED",
    outputs: { parameters: withLastingUris(read.parameters, assignment), artifacts: stored.artifacts },
    ...(cache && { cache: cacheRecordOf(cache) }),
    end: timestamp(context.now()),
    ...told(warnings),
  };
  const committed = await commitRecord(context, record);
  if (committed !== record || !cache || read.unwritten.length > 0) return { record: committed, warnings };
  return { record, warnings: [...warnings, ...(await offerOrWarn(record, assignment, context))] };
}

function told(warnings: readonly string[]): Pick<TaskRecord, "warnings"> {
  return warnings.length > 0 ? { warnings } : {};
}

/** Kubeflow fails such a task, also where Python returned None for an output that may be None. */
function unwritten(output: string): string {
  return `output parameter "${output}" was not written: others read it as null, and the result is not cached`;
}

function cacheRecordOf({ key, parts, renews }: NonNullable<Assignment["cache"]>): CacheRecord {
  return { key, parts, ...(renews !== undefined && { renews }) };
}

function whyFailed({ exitCode, signal, cancelled, timedOutAfter, notStarted }: Exit): string | undefined {
  if (notStarted !== undefined) return notStarted;
  if (cancelled) return "it was cancelled";
  if (timedOutAfter !== undefined) return `it took longer than its time limit, ${timedOutAfter} s`;
  if (signal !== undefined) return `it was ended by ${signal}`;
  return exitCode === 0 ? undefined : `it ended with exit code ${exitCode}`;
}

function errorOf(message: string, exit: Exit, { invocation }: Assignment): ErrorRecord {
  const hint = hintFor({ ...exit, work: invocation.work });
  return {
    message,
    ...(exit.exitCode !== 0 && { exitCode: exit.exitCode }),
    ...(exit.signal !== undefined && { signal: exit.signal }),
    ...(hint !== undefined && { hint }),
    ...(exit.stderr.length > 0 && { stderr: exit.stderr }),
  };
}

async function readWhatWasWritten({ invocation, parameters, outputFile, artifacts, ...shared }: Assignment) {
  const output = await readText(outputFile.file, shared);
  if (!output.ok) return { ok: false as const, reasons: [`the executor output: ${output.reason}`], warnings: [] };
  const texts: [name: string, text: string | undefined][] = [];
  const unreadable: [name: string, reason: string][] = [];
  for (const [name, { file }] of Object.entries(parameters)) {
    const text = await readText(file, shared);
    if (text.ok) texts.push([name, text.value]);
    else unreadable.push([name, text.reason]);
  }
  return readOutputs(invocation.outputs, {
    outputFile: output.value,
    files: Object.fromEntries(texts),
    unreadable: Object.fromEntries(unreadable),
    artifacts,
  });
}

/** A task that passes on where an artifact is means the artifact, not the place where it saw it. */
function withLastingUris(parameters: Outputs["parameters"], { lasting }: Assignment): Outputs["parameters"] {
  const entries = Object.entries(parameters).map(([name, { type, value }]) => {
    const uri = typeof value === "string" && Object.hasOwn(lasting, value) ? lasting[value] : undefined;
    return [name, { type, value: uri ?? value }] as const;
  });
  return Object.fromEntries(entries);
}

/** The task is done, whatever happens to the cache. */
async function offerOrWarn(record: TaskRecord, { cache }: Assignment, context: RunContext): Promise<readonly string[]> {
  try {
    await offer(record, cache?.scope ?? "", context, cache?.stale);
    return [];
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return [`the result could not be put into the cache: ${error.message}`];
  }
}
