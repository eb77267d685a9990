// @slipway/runtime: what happens to a task.
export { type Answered, answerAll } from "./answer.js";
export { type CommandLine, commandLine, type Texts } from "./arguments.js";
export type { Assignment, OutputSpot } from "./assignment.js";
export { cacheKey, whyStale } from "./cache.js";
export { commitRecord, isGood, readRecord, writeDecision, writeRun } from "./commit-record.js";
export { contentTag } from "./content.js";
export { type RunContext, runKey, runUri, timestamp } from "./context.js";
export { countItems, decideGuard, decideLoops } from "./decide.js";
export { type Driven, type DriveSettings, driveTask, type Weighed, weighTask } from "./driver.js";
export { type Failure, hintFor } from "./error-hint.js";
export { type ExecutorInput, executorInput, type RuntimeArtifact, sdkPath } from "./executor-input.js";
export { type OutputArtifact, type ReadOutputs, readOutputs, type Written } from "./executor-output.js";
export { type ArtifactValue, expandJson, expandText, type PlaceholderValues } from "./expand.js";
export { type ConditionInputs, evaluateCondition, select } from "./expression.js";
export { failTask, type TaskFailure } from "./fail-task.js";
export { type FilledParameters, fillParameters } from "./fill-parameters.js";
export type { Found } from "./found.js";
export { type EngineFailure, type Notification, notificationOf } from "./notification.js";
export { groundOf, type Outcome, outcomeOf, type Progress, progressOf } from "./outcome.js";
export { fitParameter, parseText } from "./parameter-text.js";
export { mountedPlaces, type Places, plainPlaces, type Spot } from "./places.js";
export { type Exit, type Published, publishTask } from "./publisher.js";
export type {
  ArtifactRecord,
  CacheEntry,
  CacheRecord,
  DecisionRecord,
  ErrorRecord,
  Outputs,
  ParameterRecord,
  RunRecord,
  TaskRecord,
  TaskState,
} from "./record.js";
export { renderNotification } from "./render-notification.js";
export type { Scope } from "./scope.js";
export { type ClusterAnswer, type ClusterCall, type Started, type Starting, startRun } from "./start-run.js";
export type { Seen, SeenArtifact, SeenFile, TaskValues } from "./task-values.js";
export { type RunState, type RunView, TASK_STATES, type TaskView } from "./view.js";
export { type Facts, factsOf, latest, type SeenTask, seeTasks } from "./view-tasks.js";
export type { Volumes } from "./volume.js";
