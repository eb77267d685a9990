// The record of a task that driver or publisher could not bring to an end, because a store or this machine failed them.
import type { Invocation, Iterations } from "@slipway/pod";
import { baseRecord } from "./base-record.js";
import { commitRecord } from "./commit-record.js";
import { type RunContext, timestamp } from "./context.js";
import type { TaskRecord } from "./record.js";

export type TaskFailure = Partial<Pick<TaskRecord, "inputs" | "image">> & {
  readonly attempt: string;
  readonly retry: number;
  /** A sentence. */
  readonly reason: string;
  /** RFC 3339: when the try began, if it did. */
  readonly start?: string;
};

/**
 * Writes a FAILED record, unless there is one that says that the task went well; gives back the one that counts.
 *
 * Throws a `StoreError` where the store takes no record either.
 *
 * @example
 * await failTask(invocation, {}, context, { attempt: "a1", retry: 0, reason: "s3://runs: the server does not answer" });
 */
export function failTask(
  invocation: Invocation,
  iterations: Iterations,
  context: RunContext,
  { reason, image = "", start, inputs, ...tried }: TaskFailure,
): Promise<TaskRecord> {
  const none = { parameters: {}, artifacts: {} };
  const end = timestamp(context.now());
  return commitRecord(context, {
    ...baseRecord(invocation, iterations, context),
    ...tried,
    ...(image !== "" && { image }),
    state: "FAILED",
    inputs: inputs ?? none,
    outputs: none,
    start: start ?? end,
    end,
    error: { message: reason },
  });
}
