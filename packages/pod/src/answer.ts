// What an engine asks of a pod besides its task: what it must know to go on, and only the records say.
import type { Invocation } from "./invocation.js";
import type { Guard, Source } from "./source.js";

/**
 * A question, and the file with whose text it is answered. What lies in something that was skipped is not asked: it is
 * what {@link OTHERWISE} says.
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
    /** `3`: how many iterations a loop has. Its id is one of those in `loops`. More than `most` are refused. */
    | { readonly kind: "count"; readonly loop: string; readonly most?: number }
    /**
     * `["0","1"]`: where its iterations are, for an engine that starts each for itself; of a loop in others that are not yet
     * in iterations `["0.0","0.1","2.0"]`. Two more files say `true` or `false`: NAME-any whether there are any, NAME-more
     * whether there are more than `size`.
     */
    | {
        readonly kind: "keys";
        readonly loop: string;
        /**
         * Loops around it whose iterations are told as well, the outermost first, and itself the last. Of all iterations that
         * there are of each, so many are taken from a number on, since others tell of the rest.
         */
        readonly chain: readonly { readonly loop: string; readonly from: number; readonly size: number }[];
        /** Conditions between the first of these loops and this one, and its own; the outermost first. */
        readonly guards: readonly Guard[];
        /** More iterations than these are refused. */
        readonly most: number;
      }
    /** `ok`: the task went well. */
    | { readonly kind: "state" }
    /**
     * Two files, NAME-ARTIFACT_URI and NAME-ARTIFACT_DIGEST, about what a task has made. They are empty where its digest is not
     * known, or where it is a folder: no standard says what the digest of one is.
     */
    | { readonly kind: "artifact"; readonly task: string; readonly output: string }
    /** A value: a text as it is, anything else as JSON, nothing where it is null. */
    | { readonly kind: "parameter"; readonly from: Source }
  );

/** What stands for an answer of a pod that was left out, or whose task did not go well: nothing runs. */
export const OTHERWISE: Readonly<Record<Answer["kind"], string>> = {
  guard: "false",
  count: "0",
  keys: "[]",
  parameter: "",
  state: "no",
  artifact: "",
};

/** Endings of names by which Tekton Chains knows an artifact. Source: https://tekton.dev/docs/chains/slsa-provenance/ */
export const ARTIFACT = { uri: "-ARTIFACT_URI", digest: "-ARTIFACT_DIGEST" } as const;

/**
 * The files of an answer where nothing runs, by their names.
 *
 * @example
 * filesOtherwise({ kind: "count", name: "count", loop: "for-loop-1", loops, importers }); // { count: "0" }
 */
export function filesOtherwise(answer: Answer): Readonly<Record<string, string>> {
  const { name, kind } = answer;
  if (name === undefined) return {};
  if (kind === "artifact") return { [`${name}${ARTIFACT.uri}`]: "", [`${name}${ARTIFACT.digest}`]: "" };
  const more = kind === "keys" ? { [`${name}-any`]: "false", [`${name}-more`]: "false" } : {};
  return { [name]: OTHERWISE[kind], ...more };
}
