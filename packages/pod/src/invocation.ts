// The linked description of a task: all that its driver needs besides the run, whichever engine starts it. It is JSON.
import type { ArtifactTypeSchema, JsonObject, JsonValue, ParameterType, TaskConfigPassthrough } from "@slipway/ir";
import type { ArtifactBinding, Guard, Loop, ParameterBinding } from "./source.js";

export type Invocation = {
  /** Of this format. */
  readonly version: 1;
  /** `pipelineInfo.name`. */
  readonly pipeline: string;
  /** Id in the plan: names from the root down, `for-loop-1/train`. */
  readonly task: string;
  /** What its DAG calls it, which is `{{$.pipeline_task_name}}`. */
  readonly name: string;
  readonly displayName: string;
  /** Name of its component, which is a part of the cache's key where the user gives a key of their own. */
  readonly component: string;
  readonly work: Work;
  readonly inputs: {
    readonly parameters: Readonly<Record<string, ParameterBinding>>;
    readonly artifacts: Readonly<Record<string, ArtifactBinding>>;
  };
  readonly outputs: {
    readonly parameters: Readonly<Record<string, ParameterType>>;
    readonly artifacts: Readonly<Record<string, OutputArtifact>>;
  };
  /** Conditions, the outermost first; the task runs when all hold. */
  readonly guards: readonly Guard[];
  /** By id, every loop that a source here speaks of. */
  readonly loops: Readonly<Record<string, Loop>>;
  /** By id, the importers whose outputs are read here: whoever reads one first writes its record. */
  readonly importers: Readonly<Record<string, Invocation>>;
  readonly cache: { readonly enabled: boolean; readonly key?: string };
  readonly retry?: Retry;
  /** Settings that the task's own code is told: a parameter of the type TASK_CONFIG takes them. */
  readonly taskConfig?: readonly TaskConfigPassthrough[];
  /** Settings for Kubernetes as the file has them, and by JSON pointer the sources of what stands in them as an input. */
  readonly kubernetes?: JsonObject;
  readonly kubernetesInputs?: Readonly<Record<string, ParameterBinding>>;
};

export type OutputArtifact = {
  readonly type: ArtifactTypeSchema;
  readonly isList: boolean;
  readonly metadata?: JsonObject;
};

/** Seconds. */
export type Retry = {
  readonly limit: number;
  readonly backoffSeconds: number;
  readonly backoffFactor: number;
  readonly maxBackoffSeconds?: number;
};

/** What is to be done. Texts hold placeholders. */
export type Work =
  | {
      readonly kind: "container";
      readonly image: string;
      readonly command: readonly string[];
      readonly args: readonly string[];
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly resources?: JsonObject;
    }
  | {
      readonly kind: "importer";
      /** A text, or the name of the input parameter that holds it. */
      readonly uri: { readonly constant: string } | { readonly parameter: string };
      readonly type: ArtifactTypeSchema;
      readonly metadata: Readonly<Record<string, JsonValue>>;
      readonly reimport: boolean;
      readonly downloadToWorkspace: boolean;
    }
  | { readonly kind: "create-pvc" }
  | { readonly kind: "delete-pvc" };

/**
 * How long to wait before a retry. The longest backoff bounds each wait, as the SDK says of it (Argo takes it as the
 * time for all tries together).
 * Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/pipeline_task.py (set_retry)
 *
 * @param retry the number of the next try, from 1
 * @returns seconds
 * @example
 * backoffSeconds({ limit: 3, backoffSeconds: 10, backoffFactor: 2 }, 2); // 20
 */
export function backoffSeconds(
  { backoffSeconds: first, backoffFactor, maxBackoffSeconds = Number.POSITIVE_INFINITY }: Retry,
  retry: number,
): number {
  return Math.min(first * backoffFactor ** (retry - 1), maxBackoffSeconds);
}
