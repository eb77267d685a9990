// What is known of one task: what the pipeline determines, whatever the engine.
import type { JsonValue } from "@slipway/ir";
import type { ImageFacts } from "./image.js";
import type { Reference, SecurityLevel, VolumeFacts } from "./pod.js";

export type TaskKind = "container" | "importer" | "create-pvc" | "delete-pvc" | "dag" | "resolver" | "custom-job";

export type TaskFacts = {
  /** Names from the root down: `for-loop-1/train`. */
  readonly id: string;
  readonly kind: TaskKind;
  readonly name: string;
  readonly displayName: string;
  readonly component: string;
  /** Of the task in the IR. */
  readonly path: readonly (string | number)[];
  /** Id of the DAG task around it; absent at the top. */
  readonly parent?: string;
  /** Ids of the tasks that end before it starts. */
  readonly dependencies: readonly string[];
  /** `all-completed`: it runs however those before it ended. */
  readonly trigger: "all-succeeded" | "all-completed";
  /** It runs after a group of tasks however they ended, as the exit task of the SDK's ExitHandler does. */
  readonly isExitTask: boolean;
  readonly condition?: ConditionFacts;
  readonly loop?: LoopFacts;
  readonly inputs: readonly InputFacts[];
  readonly outputs: readonly OutputFacts[];
  /** Its own, else that of the nearest DAG task around it. */
  readonly retry?: RetryFacts;
  readonly cache: CacheFacts;
  /** What runs. Absent for a task without a container of the user's. */
  readonly container?: ContainerFacts;
  /** What an importer names. */
  readonly imports?: { readonly uri?: string; readonly source: SourceFacts; readonly intoWorkspace: boolean };
};

export type ConditionFacts = {
  /** CEL, as in the IR. */
  readonly text: string;
  /** The same with what its inputs come from in their place. */
  readonly words: string;
};

export type LoopFacts = {
  readonly over: "parameter" | "artifact";
  readonly item: string;
  /** Absent where the items are known only in a run. */
  readonly iterations?: number;
  readonly items?: readonly JsonValue[];
  /** With the list that the pipeline is given, or its default; a run may be given another. */
  readonly usualIterations?: number;
  /** Where a list that is not known comes from. */
  readonly source?: SourceFacts;
  /** At one time at most; absent means no limit. */
  readonly parallelism?: number;
};

export type InputFacts = {
  readonly name: string;
  readonly kind: "parameter" | "artifact";
  /** `STRING`, or the title of the artifact's schema: `system.Dataset`. */
  readonly type: string;
  readonly source: SourceFacts;
};

/** Where a value comes from. */
export type SourceFacts = {
  readonly kind:
    | "constant"
    | "default"
    | "pipeline-parameter"
    | "pipeline-artifact"
    | "task-output"
    | "loop-item"
    | "collected"
    | "first-of"
    | "final-status"
    | "text";
  /** `output "model" of task "train"`. */
  readonly words: string;
  /** Known now. */
  readonly value?: JsonValue;
  /** Ids of the tasks that it comes from. */
  readonly tasks: readonly string[];
  /** Names of the pipeline's parameters that it comes from. */
  readonly parameters: readonly string[];
};

export type OutputFacts = {
  readonly name: string;
  readonly kind: "parameter" | "artifact";
  readonly type: string;
  /** Ids of the tasks that read it. */
  readonly readBy: readonly string[];
  /** Names of the pipeline's outputs that it becomes. */
  readonly pipelineOutputs: readonly string[];
};

/** Seconds. */
export type RetryFacts = {
  readonly limit: number;
  readonly backoffSeconds: number;
  readonly backoffFactor: number;
  readonly maxBackoffSeconds?: number;
};

export type CacheFacts = {
  readonly enabled: boolean;
  /** The user's own key, in place of the arguments and inputs. */
  readonly key?: string;
};

/** The user's container of a task. An amount or a name that is known only in a run stands as words, see {@link Setting}. */
export type ContainerFacts = {
  readonly image: ImageFacts;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Source that the command holds: that of the SDK's lightweight components. */
  readonly code?: CodeFacts;
  readonly installs: readonly InstallFacts[];
  readonly env: readonly EnvFacts[];
  readonly requests: readonly AmountFacts[];
  readonly limits: readonly AmountFacts[];
  readonly accelerators: readonly AcceleratorFacts[];
  readonly secrets: readonly Reference[];
  readonly configMaps: readonly Reference[];
  readonly volumes: readonly VolumeFacts[];
  /** Seconds; absent: nothing ends it. */
  readonly timeoutSeconds?: number;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Readonly<Record<string, string | number>>[];
  readonly hasNodeAffinity: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Name of the account that its pod has; absent: the namespace's default, or not known. */
  readonly serviceAccount?: string;
  /** Neither the task nor the engine keeps it from that: what its image says is not known. */
  readonly mayRunAsRoot: boolean;
  /** The strictest of the Pod Security levels that its pod meets. Absent where only the engine knows its pods. */
  readonly securityLevel?: SecurityLevel;
};

export type CodeFacts = {
  readonly language: "python";
  /** With what the SDK writes before the user's function. */
  readonly text: string;
  /** Name of the function that is run. */
  readonly function?: string;
};

/** What is installed when the container starts. */
export type InstallFacts = {
  readonly installer: "pip" | "apt" | "conda" | "npm" | "other";
  /** As the installer reads them: `pandas==2.2.0`, `-r requirements.txt`, an address without its password. */
  readonly requirements: readonly string[];
  /** Addresses that it asks; empty: the index of pip's own settings, else pypi.org. */
  readonly indexes: readonly string[];
  /** Exact versions of everything, by `==` or a digest. Nothing is said of what these in turn need. */
  readonly isPinned: boolean;
};

export type EnvFacts = {
  readonly name: string;
  /** Absent where it comes from elsewhere, and where its name says that it is a secret. */
  readonly value?: Setting;
  /** The pipeline itself holds a value that should not stand there: its name says so. */
  readonly looksSecret: boolean;
  readonly from?: "secret" | "config-map" | "field";
};

/** `text` as Kubernetes gets it; where that is known only in a run, words that say where it comes from. */
export type Setting = { readonly text: string; readonly isKnown: boolean };

/** @example { resource: "memory", amount: { text: "4Gi", isKnown: true }, value: 4294967296 } */
export type AmountFacts = {
  readonly resource: string;
  readonly amount: Setting;
  /** In bytes, cores or pieces. Absent where it is known only in a run. */
  readonly value?: number;
};

export type AcceleratorFacts = {
  /** `nvidia.com/gpu`. */
  readonly resource: string;
  /** Absent where it is known only in a run. */
  readonly count?: number;
};
