// The plan: what a pipeline means. Linked (a task holds its component, a value its source), total, immutable, and free
// of any engine's words. This is the vocabulary of the whole project.
import type {
  ArtifactTypeSchema,
  ComponentSpec,
  ImporterSpec,
  IrPath,
  JsonObject,
  JsonValue,
  KubernetesExecutorConfig,
  ParameterType,
  PipelineConfig,
  PipelineContainerSpec,
  PipelineTaskSpec,
  SinglePlatformSpec,
} from "@slipway/ir";
import type { Expression } from "./expression.js";

/** A whole pipeline, ready for a backend. */
export type Plan = {
  /** `pipelineInfo.name`. */
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  /** Display name of the run, when the file was a PipelineJob. */
  readonly runDisplayName?: string;
  /** Where artifacts go: the run's, else the pipeline's `defaultPipelineRoot`. */
  readonly pipelineRoot?: PipelineRoot;
  /** The pipeline's own parameters, in order of name. */
  readonly parameters: ReadonlyMap<string, PipelineParameter>;
  /** Every component that a task uses, each after those that it uses itself; last the pipeline itself. */
  readonly components: readonly Component[];
  /** The tasks as they will run: a component that two tasks use stands here twice. Laid out when first asked for. */
  readonly root: Dag;
  readonly settings: PlatformSettings;
};

export type PipelineRoot = { readonly uri: string; readonly from: "run" | "pipeline" };

export type PipelineParameter = {
  readonly name: string;
  readonly type: ParameterType;
  readonly isOptional: boolean;
  readonly defaultValue?: JsonValue;
  readonly description?: string;
  /** The values it may have; empty means any. */
  readonly literals: readonly JsonValue[];
  /** What the caller or the PipelineJob gave. */
  readonly given?: JsonValue;
  readonly path: IrPath;
};

/** Settings of the pipeline as a whole. */
export type PlatformSettings = {
  readonly pipelineConfig?: PipelineConfig;
  /** The platform spec for Kubernetes as read, for what no other field holds. */
  readonly kubernetes?: SinglePlatformSpec;
};

// ---- Components: what is declared once -----------------------------------------------------------------------------

export type Component = ContainerComponent | VolumeComponent | ImporterComponent | DagComponent | OtherComponent;

type ComponentBase = {
  /** Key in `components`; `root` for the pipeline itself, which any component may be called as well. */
  readonly name: string;
  readonly path: IrPath;
  readonly spec: ComponentSpec;
  readonly inputs: {
    readonly parameters: ReadonlyMap<string, ParameterInput>;
    readonly artifacts: ReadonlyMap<string, ArtifactInput>;
  };
  readonly outputs: {
    readonly parameters: ReadonlyMap<string, ParameterType>;
    readonly artifacts: ReadonlyMap<string, ArtifactOutput>;
  };
};

export type ParameterInput = {
  readonly type: ParameterType;
  readonly isOptional: boolean;
  readonly defaultValue?: JsonValue;
  readonly literals: readonly JsonValue[];
};

export type ArtifactInput = {
  readonly type: ArtifactTypeSchema;
  readonly isList: boolean;
  readonly isOptional: boolean;
};
export type ArtifactOutput = {
  readonly type: ArtifactTypeSchema;
  readonly isList: boolean;
  readonly metadata?: JsonObject;
};

type ExecutorBase = ComponentBase & {
  readonly executorLabel: string;
  /** Settings for Kubernetes, in canonical form. */
  readonly kubernetes?: KubernetesExecutorConfig;
  /** The same settings as the file has them. */
  readonly kubernetesSource?: JsonObject;
};

export type ContainerComponent = ExecutorBase & {
  readonly kind: "container";
  readonly container: PipelineContainerSpec;
};
/** CreatePVC and DeletePVC: a container to the IR, whose image stands for what the engine does without a pod. */
export type VolumeComponent = ExecutorBase & {
  readonly kind: "create-pvc" | "delete-pvc";
  readonly container: PipelineContainerSpec;
};
export type ImporterComponent = ExecutorBase & { readonly kind: "importer"; readonly importer: ImporterSpec };
/** Executors that only Google's Vertex AI runs. */
export type OtherComponent = ExecutorBase & ({ readonly kind: "resolver" } | { readonly kind: "custom-job" });

export type DagComponent = ComponentBase & {
  readonly kind: "dag";
  /** In order of name. */
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  /** Names of the tasks, each after those it depends on; among free ones by name. */
  readonly order: readonly string[];
};

export type TaskDefinition = {
  /** Key in the DAG's tasks. */
  readonly name: string;
  readonly displayName: string;
  readonly path: IrPath;
  readonly spec: PipelineTaskSpec;
  readonly component: Component;
  /**
   * Tasks of the same DAG that end first: those named in `dependentTasks` and those whose outputs it reads; by name.
   * One that `dependentTasks` names twice stands here twice.
   */
  readonly dependencies: readonly string[];
  /** Tasks of the same DAG whose outputs its settings for Kubernetes read. Kubeflow does not wait for them. */
  readonly settingsFrom: readonly string[];
  readonly condition?: Condition;
  /** Start when all dependencies succeeded, or as soon as all have ended somehow. */
  readonly trigger: "all-succeeded" | "all-completed";
  readonly iterator?: Iterator;
  readonly retry?: Retry;
  readonly cache: { readonly enabled: boolean; readonly key?: string };
};

export type Condition = { readonly text: string; readonly expression: Expression; readonly path: IrPath };

export type Iterator = {
  readonly kind: "parameter" | "artifact";
  /** The input that is one item in each iteration. */
  readonly item: string;
  /** A list that is known now, or the task's input that holds it. */
  readonly items:
    | { readonly kind: "list"; readonly values: readonly JsonValue[] }
    | { readonly kind: "input"; readonly name: string };
  /** Iterations at once; absent means no limit. */
  readonly parallelism?: number;
};

/** Seconds. Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/structures.py (RetryPolicy) */
export type Retry = {
  readonly limit: number;
  readonly backoffSeconds: number;
  readonly backoffFactor: number;
  readonly maxBackoffSeconds?: number;
};

// ---- Tasks: what runs ----------------------------------------------------------------------------------------------

/** The tasks of one DAG as they run in one place. */
export type Dag = {
  readonly component: DagComponent;
  /** In an order in which each comes after those it depends on. */
  readonly tasks: ReadonlyMap<string, Task>;
  readonly outputs: Bindings;
};

export type Task = LeafTask | DagTask;

type TaskBase = {
  /** Names from the root down: `train`, `for-loop-1/train`. Unique in the plan. */
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly inputs: Bindings;
  /** Its own, else that of the nearest DAG task around it. */
  readonly retry?: Retry;
};

export type LeafTask = TaskBase & {
  readonly kind: "leaf";
  readonly component: Exclude<Component, DagComponent>;
  /** What stands as an input in the settings for Kubernetes, by its JSON pointer there: `/pvcMount/0/pvcNameParameter`. */
  readonly kubernetesInputs: ReadonlyMap<string, Value>;
};
export type DagTask = TaskBase & { readonly kind: "dag"; readonly component: DagComponent; readonly dag: Dag };

export type Bindings = {
  readonly parameters: ReadonlyMap<string, Value>;
  readonly artifacts: ReadonlyMap<string, Value>;
};

/** Where a value comes from, followed through every DAG boundary to its source. */
export type Value =
  | { readonly kind: "constant"; readonly value: JsonValue }
  /** A constant of a DAG task that speaks of that task's other inputs: they stand here by name. `task` is its id. */
  | {
      readonly kind: "filled";
      readonly value: JsonValue;
      readonly task: string;
      readonly inputs: ReadonlyMap<string, Value>;
    }
  /** The input was not given: its default, `None` without one. */
  | { readonly kind: "default"; readonly value?: JsonValue }
  | { readonly kind: "pipeline-parameter"; readonly name: string }
  | { readonly kind: "pipeline-artifact"; readonly name: string }
  | { readonly kind: "task-output"; readonly task: LeafTask; readonly output: string }
  /** `loop` is the id of the task that iterates. */
  | { readonly kind: "loop-item"; readonly loop: string }
  /** One value an iteration, in order. */
  | { readonly kind: "collected"; readonly loop: string; readonly value: Value }
  /** The first whose branch ran. */
  | { readonly kind: "first-of"; readonly choices: readonly Value[] }
  /** How a task ended; `task` is its id. */
  | { readonly kind: "final-status"; readonly task: string }
  /** `value` where the other is null: the default of a DAG on the way. */
  | { readonly kind: "defaulted"; readonly from: Value; readonly value: JsonValue }
  /** A part of another value, picked by a CEL expression. */
  | { readonly kind: "selected"; readonly from: Value; readonly selector: Expression; readonly text: string };
