// What is at hand where a task is written: the words of the files beside this one.
import type {
  ArtifactTypeSchema,
  ComponentSpec,
  ExecutorSpec,
  KubernetesExecutorConfig,
  ParameterType,
  PipelineTaskSpec,
} from "@slipway/ir";
import type { InputRecipe } from "../recipe/input.js";

/** An output as other tasks of the DAG see it: after a loop, a list. */
export type Output =
  | { readonly kind: "parameter"; readonly name: string; readonly type: ParameterType }
  | {
      readonly kind: "artifact";
      readonly name: string;
      readonly schema: ArtifactTypeSchema;
      readonly isList: boolean;
    };

export type WrittenTask = {
  readonly name: string;
  readonly spec: PipelineTaskSpec;
  readonly outputs: readonly Output[];
  readonly isExit: boolean;
};

/** A component that is done and can be used. */
export type Made = {
  readonly name: string;
  readonly spec: ComponentSpec;
  readonly inputs: readonly InputRecipe[];
  readonly outputs: readonly Output[];
  readonly executor?: {
    readonly label: string;
    readonly spec: ExecutorSpec;
    readonly kubernetes?: KubernetesExecutorConfig;
  };
};

export type Around = {
  /** Inputs of the DAG that the task stands in. */
  readonly inputs: readonly InputRecipe[];
  /** Tasks written before, in the same DAG. */
  readonly siblings: readonly WrittenTask[];
  /** Components made so far, anywhere. */
  readonly library: readonly Made[];
};

export function pick<T>(choices: readonly T[], number: number): T | undefined {
  return choices[number % Math.max(1, choices.length)];
}
