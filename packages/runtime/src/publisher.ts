// The publisher: after the command has ended, its outputs go into the store, then the record, then the cache entry. The
// record is the moment that counts: before it nothing has happened, after it everything has.
import { readFile, stat } from "node:fs/promises";
import { isStoreError, measure, splitUri, upload } from "@slipway/store";
import type { Assignment } from "./assignment.js";
import { baseRecord } from "./base-record.js";
import { offer } from "./cache.js";
import { commitRecord } from "./commit-record.js";
import { storable } from "./content.js";
import { type RunContext, timestamp } from "./context.js";
import { hintFor } from "./error-hint.js";
import { type OutputArtifact, readOutputs } from "./executor-output.js";
import type { ArtifactRecord, CacheRecord, ErrorRecord, Outputs, TaskRecord } from "./record.js";

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
  const fail = async (error: ErrorRecord, warnings: readonly string[] = []): Promise<Published> => {
    const state = exit.cancelled ? "CANCELLED" : "FAILED";
    const record: TaskRecord = { ...base, state, outputs: none, end: timestamp(context.now()), error };
    return { record: await commitRecord(context, record), warnings: [...assignment.warnings, ...warnings] };
  };
  const reason = whyFailed(exit);
  if (reason !== undefined) return fail(errorOf(reason, exit, assignment));

  const read = await readWhatWasWritten(assignment);
  if (!read.ok) return fail(errorOf(read.reasons.join("; "), exit, assignment), read.warnings);
  const stored = await storeArtifacts(assignment, read.artifacts, context);
  if (stored.problems.length > 0) return fail(errorOf(stored.problems.join("; "), exit, assignment), stored.warnings);
  const { cache } = assignment;
  const record: TaskRecord = {
    ...base,
    state: "SUCCEEDED",
    outputs: { parameters: withLastingUris(read.parameters, assignment), artifacts: stored.artifacts },
    ...(cache && { cache: cacheRecordOf(cache) }),
    end: timestamp(context.now()),
  };
  const committed = await commitRecord(context, record);
  const warnings = [...assignment.warnings, ...read.warnings, ...stored.warnings];
  if (cache && committed === record) warnings.push(...(await offerOrWarn(record, assignment, context)));
  return { record: committed, warnings };
}

function cacheRecordOf({ key, parts, renews }: NonNullable<Assignment["cache"]>): CacheRecord {
  return { key, parts, ...(renews !== undefined && { renews }) };
}

function whyFailed({ exitCode, signal, cancelled, timedOutAfter, notStarted }: Exit): string | undefined {
  if (notStarted !== undefined) return notStarted;
  if (cancelled) return "it was cancelled";
  if (timedOutAfter !== undefined) return `it took longer than the ${timedOutAfter} seconds that it may`;
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

async function readWhatWasWritten({ invocation, parameters, outputFile, artifacts }: Assignment) {
  const texts: [name: string, text: string | undefined][] = [];
  for (const [name, { file }] of Object.entries(parameters)) texts.push([name, await readIfThere(file)]);
  return readOutputs(invocation.outputs, {
    outputFile: await readIfThere(outputFile.file),
    files: Object.fromEntries(texts),
    artifacts,
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR"))
      return undefined;
    throw error;
  }
}

type Stored = {
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
};

async function storeArtifacts(
  { invocation, artifacts: spots }: Assignment,
  artifacts: Readonly<Record<string, readonly OutputArtifact[]>>,
  context: RunContext,
): Promise<Stored> {
  const stored: [name: string, list: readonly ArtifactRecord[]][] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [name, list] of Object.entries(artifacts)) {
    const kept: ArtifactRecord[] = [];
    for (const artifact of list) {
      const type = invocation.outputs.artifacts[name]?.type ?? {};
      const { metadata, customPath } = artifact;
      const record = { name, type, metadata, ...(customPath !== undefined && { customPath }) };
      const place = placeOf(artifact, spots[name]);
      try {
        const content = place.file === undefined ? undefined : await keep(place.file, place.uri, context);
        kept.push({ ...record, uri: place.uri, ...content });
        if (place.file !== undefined && !content && !isAllMetadata(record.type))
          warnings.push(`output "${name}": nothing was written to ${place.file}`);
      } catch (error) {
        if (!isStoreError(error) || !TOLD.includes(error.code)) throw error;
        problems.push(`output "${name}": ${error.message}`);
      }
    }
    stored.push([name, kept]);
  }
  return { artifacts: Object.fromEntries(stored), problems, warnings };
}

/** Kinds of artifacts whose content is their metadata: the SDK writes no file for them. */
function isAllMetadata({ schemaTitle = "" }: ArtifactRecord["type"]): boolean {
  return /^system\.(?:\w*Metrics)$/.test(schemaTitle);
}

/** Faults of what the user's code left or asked for; a store that does not answer is another matter. */
const TOLD: readonly string[] = [
  "store/not-a-file",
  "store/bad-uri",
  "store/bad-key",
  "store/forbidden",
  "store/corrupt",
];

/**
 * Where an artifact is and where it goes. Code that left the uri alone, or set another path on this machine, has its
 * artifact in the usual place; code that set the uri of a store has said where it is to go; any other uri is only noted.
 */
function placeOf(
  { uri, customPath }: OutputArtifact,
  spot: Assignment["artifacts"][string] | undefined,
): { readonly file?: string; readonly uri: string } {
  if (!spot) return { uri };
  const file = customPath ?? spot.file;
  if (uri === spot.uri || uri === spot.target) return { file, uri: spot.target };
  if (uri.startsWith("/")) return { file: customPath ?? uri, uri: spot.target };
  return storable(uri) ? { file, uri } : { uri };
}

/** Writes a file or folder to its uri, unless it lies there already. Undefined when there is nothing. */
async function keep(file: string, uri: string, { open }: RunContext) {
  if (!(await stat(file).then(Boolean, () => false))) return undefined;
  const { key } = splitUri(uri);
  const store = await open(uri);
  const { size, digest, kind } = store.path?.(key) === file ? await measure(file) : await upload(file, { store, key });
  return { size, digest, ...(kind === "folder" && { isFolder: true as const }) };
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
