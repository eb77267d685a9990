// What the scheduler asks of the runtime: the functions of @slipway/runtime, with the run already in their hands. It
// looks into no assignment: what carries one out does.
import type { Guard, Invocation, Iterations } from "@slipway/pod";
import type { DecisionRecord, Exit, Found, Published, Scope, TaskRecord } from "@slipway/runtime";

export type Runtime<Assignment> = {
  /** Whether the condition of a DAG holds. */
  readonly decideGuard: (guard: Guard, scope: Scope) => Promise<Found<boolean>>;
  /** How many iterations a loop has; its id is one of those in the scope. */
  readonly countItems: (loop: string, scope: Scope) => Promise<Found<number>>;
  readonly driveTask: (invocation: Invocation, iterations: Iterations, attempt: Attempt) => Promise<Driven<Assignment>>;
  readonly publishTask: (assignment: Assignment, exit: Exit) => Promise<Published>;
  /** Says in a record that a try failed where the two above could not. */
  readonly failTask: (
    invocation: Invocation,
    iterations: Iterations,
    failure: Failure<Assignment>,
  ) => Promise<TaskRecord>;
  readonly writeDecision: (task: string, iterations: Iterations, decision: Decision) => Promise<void>;
  /** What to say of an error that is no bug, such as a store that does not answer, or a disk that is full. */
  readonly problemOf: (error: unknown) => string | undefined;
};

export type Decision = Pick<DecisionRecord, "skipped" | "count" | "error">;

/** One try of a task. */
export type Attempt = {
  /** From 0. */
  readonly retry: number;
  /** Conditions that are known to hold, by the ids of their tasks. */
  readonly decided: ReadonlySet<string>;
};

/** What went wrong with a try, and how far it had come. */
export type Failure<Assignment> = {
  readonly retry: number;
  readonly reason: string;
  readonly assignment?: Assignment;
  readonly exit?: Exit;
};

export type Driven<Assignment> =
  | { readonly kind: "done"; readonly record: TaskRecord }
  | { readonly kind: "work"; readonly assignment: Assignment };
