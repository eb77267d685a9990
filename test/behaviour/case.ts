// A behaviour: a pipeline, what it is given, and what must come of it, on every engine that runs pipelines.
import type { PodCount } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";

/** One run, or several in the same store, one after the other. */
export type Case = Run & {
  /** A sentence. */
  readonly name: string;
  readonly later?: readonly Run[];
  /** Of driver-launcher.md 11.3: faults of Kubeflow that would show here. */
  readonly bugs?: readonly string[];
  readonly needs?: readonly Need[];
};

/**
 * `scratch`: a folder that tests and tasks share. `pip`: a package index. `one-machine`: tasks run where the test does, so
 * that what is said of pods and their images means nothing.
 */
export type Need = "scratch" | "pip" | "notebook" | "one-machine";

export type Run = {
  /** Its IR: a path in test/behaviour/pipelines, or an absolute one. */
  readonly pipeline: string;
  /** `{scratch}` in a text stands for a folder of the case. */
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** Text by name, put into the scratch folder before. */
  readonly files?: Readonly<Record<string, string>>;
  /** What happens to an artifact of the run before, between the two. */
  readonly damage?: { readonly task: string; readonly output: string; readonly how: "delete" | "alter" };
  readonly noCache?: true | readonly string[];
  /** A pod waits for what is never there: for ever on some engines, unless it has a limit. */
  readonly waitsForEver?: true;
  /** Contents of secrets and config maps, by name and key. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly configMaps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly expect: Expectation;
};

/** A value, a pattern for a text, or a question about a value. */
export type Expected = JsonValue | RegExp | ((value: JsonValue, outcome: Outcome) => boolean);

export type Expectation = {
  /** `REFUSED`: nothing was started. */
  readonly state: "SUCCEEDED" | "FAILED" | "REFUSED";
  /** Every output parameter of the pipeline. Its artifacts are asked for below. */
  readonly outputs?: Readonly<Record<string, Expected>>;
  /** How every task ended, by path. A DAG may be left out; one that is SKIPPED or NOT_RUN stands for all that is in it. */
  readonly tasks?: Readonly<Record<string, TaskState>>;
  /** By path of a task, some of its output parameters. */
  readonly taskOutputs?: Readonly<Record<string, Readonly<Record<string, Expected>>>>;
  /** `train:model`, an artifact of a task, or `:model`, of the pipeline; a list where the output is one. */
  readonly artifacts?: Readonly<Record<string, ExpectedArtifact | readonly ExpectedArtifact[]>>;
  /** How often a command of the user's was started, every attempt counted. */
  readonly executions?: number;
  /** Tries of a task, by path. */
  readonly attempts?: Readonly<Record<string, number>>;
  /** What the error of a task must say, by path. */
  readonly errors?: Readonly<Record<string, string | RegExp>>;
  /** What the command must say to the user. */
  readonly says?: string | RegExp;
  /** Lines that tasks wrote to `notes` in the scratch folder, in any order. */
  readonly notes?: readonly string[];
  /** The image that a task's record names, by path. */
  readonly images?: Readonly<Record<string, string>>;
};

export type ExpectedArtifact = {
  /** Its text, or the texts of the files in a folder. */
  readonly content?: string | Readonly<Record<string, string>>;
  /** Some of its metadata. */
  readonly metadata?: Readonly<Record<string, Expected>>;
  /** `system.Dataset` */
  readonly type?: string;
  readonly uri?: string | RegExp;
};

export type TaskState = "SUCCEEDED" | "CACHED" | "SKIPPED" | "FAILED" | "CANCELLED" | "NOT_RUN";

/** What a run came to: what `slipway run --json` prints, how it ended, and the records that it left. */
export type Outcome = {
  readonly exitCode: number;
  readonly run: string;
  readonly state: "SUCCEEDED" | "FAILED" | "CANCELLED" | "REFUSED";
  readonly outputs: Readonly<Record<string, JsonValue>>;
  readonly tasks: readonly TaskOutcome[];
  /** What was said to the user. */
  readonly said: string;
  /** The `task.json` of each task that has one, by path. */
  readonly records: Readonly<Record<string, RecordedTask>>;
  /** Lines of the scratch folder's `notes`. */
  readonly notes: readonly string[];
  /** Where pods are made. */
  readonly pods?: PodsOfRun;
};

/** What was foreseen; how many there were of tasks with a command, and of all else; and in what they were not as foreseen. */
export type PodsOfRun = {
  readonly foreseen: PodCount;
  readonly tasks: number;
  readonly others: number;
  readonly differences: readonly string[];
};

export type TaskOutcome = {
  readonly path: string;
  readonly state: TaskState;
  readonly cached: boolean;
  readonly outputs: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, JsonValue>>;
  readonly error?: JsonValue;
};

export type Artifact = {
  readonly name: string;
  readonly uri: string;
  readonly type: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, JsonValue>>;
};

/** The part of a record that is asked about here. */
export type RecordedTask = {
  readonly path: string;
  readonly kind: string;
  readonly state: TaskState;
  readonly retry: number;
  readonly image?: string;
  readonly warnings?: readonly string[];
  readonly error?: { readonly message: string; readonly exitCode?: number; readonly signal?: string };
  readonly outputs: { readonly artifacts: Readonly<Record<string, readonly Artifact[]>> };
};
