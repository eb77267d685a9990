// What the scheduler asks of the runtime: the functions of @slipway/runtime, with the run already in their hands. It
// looks into no assignment: what carries one out does.
import type { Guard, Invocation, Iterations } from "@slipway/pod";
import type { DecisionRecord, TaskRecord } from "@slipway/runtime";

export type Runtime<Assignment> = {
  /** Whether the condition of a DAG holds. */
  readonly decideGuard: (guard: Guard, scope: Scope) => Promise<Found<boolean>>;
  /** How many iterations a loop has; its id is one of those in the scope. */
  readonly countItems: (loop: string, scope: Scope) => Promise<Found<number>>;
  readonly driveTask: (invocation: Invocation, iterations: Iterations, attempt: Attempt) => Promise<Driven<Assignment>>;
  readonly publishTask: (assignment: Assignment, exit: Exit) => Promise<Published>;
  readonly writeDecision: (record: DecisionRecord) => Promise<void>;
  /** What to say of an error that is no bug, such as a store that does not answer. */
  readonly problemOf: (error: unknown) => string | undefined;
};

/** What a source is read in. */
export type Scope = Pick<Invocation, "loops" | "importers"> & { readonly iterations: Iterations };

/** A value, or why there is none, in the user's own names. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** One try of a task. */
export type Attempt = {
  /** From 0. */
  readonly retry: number;
  /** Conditions that are known to hold, by the ids of their tasks. */
  readonly decided: ReadonlySet<string>;
};

export type Driven<Assignment> =
  | { readonly kind: "done"; readonly record: TaskRecord }
  | { readonly kind: "work"; readonly assignment: Assignment };

/** How a command ended. */
export type Exit = {
  readonly exitCode: number;
  /** Such as SIGKILL, when one ended it. */
  readonly signal?: string;
  /** The last lines that it wrote to standard error. */
  readonly stderr: readonly string[];
  /** RFC 3339. */
  readonly start: string;
  /** The user wanted the run to end. */
  readonly cancelled?: boolean;
  /** It took longer than it may, in seconds. */
  readonly timedOutAfter?: number;
  /** It did not start: the reason, in a sentence. */
  readonly notStarted?: string;
};

export type Published = { readonly record: TaskRecord; readonly warnings: readonly string[] };
