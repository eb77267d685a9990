// @slipway/runtime: what happens to a task.
export { type CommandLine, commandLine, type Texts } from "./arguments.js";
export { type Failure, hintFor } from "./error-hint.js";
export { type ExecutorInput, executorInput, type RuntimeArtifact, sdkPath } from "./executor-input.js";
export { type OutputArtifact, type ReadOutputs, readOutputs, type Written } from "./executor-output.js";
export { type ArtifactValue, expandJson, expandText, type PlaceholderValues } from "./expand.js";
export { type ConditionInputs, evaluateCondition, select } from "./expression.js";
export { type FilledParameters, fillParameters } from "./fill-parameters.js";
export type { Found } from "./found.js";
export { fitParameter, parseText, textOf } from "./parameter-text.js";
export { contentsReadIn, generalPlaceholdersIn } from "./placeholder.js";
export type {
  ArtifactRecord,
  CacheRecord,
  DecisionRecord,
  ErrorRecord,
  Outputs,
  ParameterRecord,
  RunRecord,
  TaskRecord,
  TaskState,
} from "./record.js";
export type { Seen, SeenArtifact, SeenFile, TaskValues } from "./task-values.js";
