// What an engine asks of a pod besides its task: what it must know to go on, and only the records say.
import type { Invocation } from "./invocation.js";
import type { Guard, Source } from "./source.js";

/**
 * A question, and the file with whose text it is answered. What lies in something that was skipped is not asked: it is
 * `false`, `0` or `[]`.
 *
 * @example
 * const guard = linked.guardOf(task);
 * const answer: Answer = { kind: "guard", name: "runs-3", guard, ...linked.contextOf(sourcesOf(guard)) };
 */
export type Answer = Pick<Invocation, "loops" | "importers"> & {
  /** Of the file. Without one the answer only goes into the records of the run, for whoever looks at it later. */
  readonly name?: string;
  /**
   * Ids of other tasks, which are asked the same. While one of them has not gone well there is no answer, and no file: of
   * tasks that end in any order the last one answers.
   */
  readonly after?: readonly string[];
} & (
    | {
        /** `true` or `false`: whether the condition of a task or a DAG holds. */
        readonly kind: "guard";
        readonly guard: Guard;
        /** The task, where it is neither a DAG nor a loop: skipped, it has a record of its own. */
        readonly leaf?: Invocation;
      }
    /** `3`: how many iterations a loop has. Its id is one of those in `loops`. */
    | { readonly kind: "count"; readonly loop: string }
    /** `[0,1,2]`: their numbers, as JSON. */
    | { readonly kind: "indices"; readonly loop: string }
    /** A value: a text as it is, anything else as JSON, nothing where it is null. */
    | { readonly kind: "parameter"; readonly from: Source }
  );
