// Where a value comes from, as JSON: what the plan's `Value` says, without references between objects, so that it can
// travel into a pod.
import type { ArtifactTypeSchema, JsonValue, ParameterType } from "@slipway/ir";

/** Tasks and loops are called by their ids in the plan: `train`, `for-loop-1/train`. */
export type Source =
  | { readonly kind: "constant"; readonly value: JsonValue }
  /** A constant with placeholders for other inputs of the DAG task that it was written for. */
  | {
      readonly kind: "filled";
      readonly value: JsonValue;
      readonly task: string;
      readonly inputs: Readonly<Record<string, Source>>;
    }
  | { readonly kind: "absent" }
  /** A parameter of the pipeline. */
  | { readonly kind: "pipeline-parameter"; readonly name: string }
  /** An output of another task, a parameter or an artifact. */
  | { readonly kind: "task-output"; readonly task: string; readonly output: string }
  | { readonly kind: "loop-item"; readonly loop: string }
  /** One value an iteration, in order. */
  | { readonly kind: "collected"; readonly loop: string; readonly from: Source }
  /** The first of which the guards hold and the task succeeded. */
  | { readonly kind: "first-of"; readonly choices: readonly Choice[] }
  /** How a task ended; `name` is what its DAG calls it. */
  | { readonly kind: "final-status"; readonly task: string; readonly name: string }
  /** A part of another value, picked by a CEL expression. */
  | { readonly kind: "selected"; readonly from: Source; readonly selector: string }
  /** `value` where the other is null or absent: a DAG on the way declares it as its default. */
  | { readonly kind: "defaulted"; readonly from: Source; readonly value: JsonValue };

export type Choice = { readonly guards: readonly Guard[]; readonly from: Source };

/** An input parameter: what its component declares, and its source. Inputs that no component declares have no type. */
export type ParameterBinding = {
  readonly type?: ParameterType;
  readonly isOptional?: boolean;
  /** Of the component, for when the source gives nothing. */
  readonly defaultValue?: JsonValue;
  readonly literals?: readonly JsonValue[];
  readonly from: Source;
};

export type ArtifactBinding = {
  readonly type: ArtifactTypeSchema;
  readonly isList: boolean;
  readonly isOptional: boolean;
  readonly from: Source;
};

/** A condition on a task or on a DAG around it, with what the condition reads. */
export type Guard = {
  /** Id of the task that has the condition. */
  readonly task: string;
  /** CEL, https://github.com/google/cel-spec */
  readonly condition: string;
  readonly parameters: Readonly<Record<string, ParameterBinding>>;
  readonly artifacts: Readonly<Record<string, ArtifactBinding>>;
};

/** A loop that a task is in, or whose outputs it reads. */
export type Loop = { readonly kind: "parameter" | "artifact"; readonly items: Source };
