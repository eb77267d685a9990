// What is kept of a run and its tasks. schemas/task-record.json and schemas/run-record.json describe the same for others.
import type { ArtifactTypeSchema, JsonObject, JsonValue, ParameterType } from "@slipway/ir";
import type { Iterations, Outline } from "@slipway/pod";

/** How a task ended. */
export type TaskState = "SUCCEEDED" | "CACHED" | "SKIPPED" | "FAILED" | "CANCELLED";

/** An artifact as records, cache entries and consumers know it. */
export type ArtifactRecord = {
  /** Name of the output. */
  readonly name: string;
  readonly type: ArtifactTypeSchema;
  /** `s3://…`, `gs://…`, `file:///…`, or whatever the user's code set. */
  readonly uri: string;
  readonly metadata: JsonObject;
  /** Bytes of all its files. Absent when nothing was stored: the uri is one that we do not write to, or has nothing there. */
  readonly size?: number;
  /** `sha256:…` over its content; of a folder over the names and contents of its files. */
  readonly digest?: string;
  /** It is a folder. */
  readonly isFolder?: true;
  /** What tells its content apart where no digest is known: of an importer's artifact what its store says of it. */
  readonly identity?: string;
  /** Where the user's code found or put it instead of the usual place. */
  readonly customPath?: string;
  /** Where it lies below the run's workspace, of what an importer downloaded there. */
  readonly workspacePath?: string;
};

export type ParameterRecord = { readonly type: ParameterType; readonly value: JsonValue };

export type Outputs = {
  readonly parameters: Readonly<Record<string, ParameterRecord>>;
  /** A list for each output; one element unless the output is a list. */
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
};

/** `task.json`: the one statement of what a task did. */
export type TaskRecord = {
  readonly version: 1;
  readonly run: string;
  readonly pipeline: string;
  /** Place in the run: `for-loop-1/3/train`, segments as pathSegment writes them. */
  readonly path: string;
  /** Id in the plan: `for-loop-1/train`. */
  readonly task: string;
  readonly iterations: Iterations;
  readonly name: string;
  readonly displayName: string;
  readonly component: string;
  readonly kind: "container" | "importer" | "create-pvc" | "delete-pvc";
  readonly state: TaskState;
  /** Id of the try that this is about, and its number from 0. */
  readonly attempt: string;
  readonly retry: number;
  readonly inputs: {
    readonly parameters: Readonly<Record<string, JsonValue>>;
    readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  };
  readonly outputs: Outputs;
  readonly cache?: CacheRecord;
  readonly image?: string;
  /** RFC 3339, UTC, with milliseconds. */
  readonly start: string;
  readonly end: string;
  readonly error?: ErrorRecord;
  /** What its user should know though it is no failure: sentences. */
  readonly warnings?: readonly string[];
};

export type CacheRecord = {
  /** SHA-256 of what determines the outputs, in hex. */
  readonly key: string;
  /** What the key was made of: by part, its digest, so that two keys can be compared without the values. */
  readonly parts: Readonly<Record<string, string>>;
  /** Why an earlier result of the same key was not taken. */
  readonly renews?: string;
  /** Whose outputs these are, when the task was not run. */
  readonly from?: { readonly run: string; readonly path: string; readonly pipeline: string };
};

export type ErrorRecord = {
  /** One sentence in the user's own names. */
  readonly message: string;
  readonly exitCode?: number;
  readonly signal?: string;
  /** The usual cause, and what to do, where it can be told. */
  readonly hint?: string;
  /** The last lines that the command wrote to standard error. */
  readonly stderr?: readonly string[];
};

/** `.slipway/cache/<first two letters>/<key>.json`: whose outputs are to be used for work of this key. */
export type CacheEntry = {
  readonly version: 1;
  readonly key: string;
  readonly parts: CacheRecord["parts"];
  readonly scope: string;
  /** RFC 3339, UTC: when the task that made the outputs ended. */
  readonly created: string;
  readonly run: string;
  readonly path: string;
  readonly pipeline: string;
  readonly task: string;
  readonly component: string;
  readonly outputs: Outputs;
  /** By uri, what the store said of each artifact then: it changes when somebody writes there. */
  readonly tags: Readonly<Record<string, string>>;
};

/** `decision.json` beside where a DAG's tasks lie: what was found out at run time. */
export type DecisionRecord = {
  readonly version: 1;
  readonly path: string;
  readonly task: string;
  readonly iterations: Iterations;
  /** Its condition was false. */
  readonly skipped?: true;
  /** How many iterations its loop has. */
  readonly count?: number;
  /** Its condition or its list cannot be told, and so it failed. */
  readonly error?: ErrorRecord;
};

/** `run.json`: what is known when a run starts. */
export type RunRecord = {
  readonly version: 1;
  /** The engine's own unique id. */
  readonly id: string;
  /** `{{$.pipeline_job_name}}` and `{{$.pipeline_job_resource_name}}` */
  readonly displayName: string;
  readonly resourceName: string;
  readonly pipeline: string;
  readonly pipelineDisplayName?: string;
  /** Every parameter, defaults filled in; null where an optional one has no value. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly outline: Outline;
  readonly engine: string;
  readonly namespace?: string;
  readonly experiment?: string;
  /** RFC 3339, UTC. */
  readonly start: string;
  readonly schedule?: string;
};
