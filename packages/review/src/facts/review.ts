// The facts of a review: what `slipway review --json` prints, what reports show, and what policies judge.
// schemas/review.schema.json says the same to machines. Tasks, images and pods have files of their own beside this one.
import type { Need, PodCount } from "@slipway/compiler";
import type { JsonValue, ParameterType, Severity, SourceRange } from "@slipway/ir";
import type { Answers } from "./answers.js";
import type { PodFacts } from "./pod.js";
import type { TaskFacts } from "./task.js";

/** Everything that is known of a run before it starts. Lists are in the plan's order, else by name. */
export type Review = {
  readonly version: 1;
  readonly pipeline: PipelineFacts;
  readonly engine: EngineFacts;
  /** The ten questions of who has to say yes or no. */
  readonly answers: Answers;
  /** Each DAG task before the tasks in it, each task after those that it waits for. */
  readonly tasks: readonly TaskFacts[];
  /** Absent where only the engine knows its pods. */
  readonly pods?: readonly PodFacts[];
  /** How many pods a run takes. Absent where only the engine knows. */
  readonly podCount?: PodCount;
  readonly manifests: readonly ManifestFacts[];
  /** What is made of the pipeline in a way that is not quite what it says, and other warnings. */
  readonly warnings: readonly WarningFacts[];
};

export type PipelineFacts = {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  /** As the command was given it. */
  readonly file?: string;
  readonly parameters: readonly ParameterFacts[];
};

export type ParameterFacts = {
  readonly name: string;
  readonly type: ParameterType;
  readonly isOptional: boolean;
  readonly description?: string;
  /** The values it may have; absent means any. */
  readonly allowed?: readonly JsonValue[];
  readonly default?: JsonValue;
  /** What was given with `-p`, `--params` or in the file. */
  readonly given?: JsonValue;
};

export type EngineFacts = {
  /** Name of the backend: `argo`. */
  readonly backend: string;
  /** Name of the target of slipway.yaml that was used. */
  readonly target?: string;
  readonly namespaces: readonly string[];
  /** Versions and switches that the cluster must have before the manifests work. */
  readonly needs: readonly Need[];
};

export type ManifestFacts = {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its name, or the beginning of the name that the cluster gives it. */
  readonly name: string;
  readonly namespace?: string;
  /** As JSON. */
  readonly bytes: number;
  /** What the engine takes at most of such an object; absent where there is no limit of its own. */
  readonly limitBytes?: number;
};

export type WarningFacts = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly range?: SourceRange;
};
