// The key of a task's work: everything that determines its outputs, and nothing that does not, such as the pipeline's
// name, retries or where it runs. Kept by parts, so that two keys can be compared without the values.
import { createHash } from "node:crypto";
import type { JsonValue } from "@slipway/ir";
import { generalPlaceholdersIn, type Invocation } from "@slipway/pod";
import { inputsAskedFor } from "./arguments.js";
import type { ArtifactRecord, CacheRecord } from "./record.js";
import type { RunValues } from "./run-values.js";

/** Raised when the same work would get another key than before. */
const FORMAT = "2";

export type Ingredients = {
  readonly invocation: Invocation;
  readonly run: RunValues;
  readonly image: string;
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Names of the parameters whose value is not the component's own default. */
  readonly given: ReadonlySet<string>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  /** The Secrets, config maps and volume claims that the task sees, what it sees of them and where; and the workspace. */
  readonly mounts: readonly string[];
  /** Results of one scope are no hits in another. */
  readonly scope: string;
  /** What ran it where that was not the image: results count for it alone. */
  readonly runner?: string;
};

export function fingerprint(ingredients: Ingredients): Omit<CacheRecord, "from"> {
  const parts = Object.fromEntries(
    Object.entries(partsOf(ingredients)).map(([name, value]) => [name, digest(value)] as const),
  );
  return { key: digest(parts), parts };
}

function partsOf(ingredients: Ingredients): Readonly<Record<string, unknown>> {
  const { invocation, run, image, parameters, given, artifacts, mounts, scope, runner } = ingredients;
  const { work, outputs, cache, pipeline, component } = invocation;
  const always = { format: FORMAT, scope, runner: runner ?? "", image, outputs, mounts };
  if (work.kind !== "container") return always;
  const { command, args, env } = work;
  // The user's own key stands for arguments and inputs; by itself it would be one for all tasks of the store.
  if (cache.key !== undefined)
    return { ...always, command, environment: env, "cache key": [pipeline, component, cache.key] };
  const texts = [...command, ...args, ...env.map(({ value }) => value)];
  return {
    ...always,
    command,
    arguments: args,
    environment: env,
    "run and task": generalPlaceholdersIn(texts).map((name) => [name, run[name] ?? ""]),
    // What is given and equal to the default makes another command where that is asked.
    "given inputs": inputsAskedFor([...command, ...args]).filter((name) => given.has(name)),
    ...prefixed("parameter", parameters),
    ...prefixed(
      "artifact",
      Object.fromEntries(Object.entries(artifacts).map(([name, list]) => [name, list.map(content)])),
    ),
  };
}

function prefixed(kind: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${kind} "${name}"`, value]));
}

/** What the user's code can see of an artifact, but for the place where it happens to lie. */
function content({ type, metadata, digest, identity, uri }: ArtifactRecord): unknown {
  return [type.schemaTitle ?? "", metadata, digest ?? identity ?? uri];
}

/** SHA-256 of a value's JSON with keys in order, in hex. */
function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value, inOrder)).digest("hex");
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
