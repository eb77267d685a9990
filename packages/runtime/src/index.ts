// @slipway/runtime: what happens to a task.
export type { Assignment, OutputSpot } from "./assignment.js";
export { whyStale } from "./cache.js";
export { commitRecord, readRecord, writeDecision, writeRun } from "./commit-record.js";
export { contentTag } from "./content.js";
export { type RunContext, runKey, runUri, timestamp } from "./context.js";
export { countItems, decideGuard } from "./decide.js";
export { type Driven, type DriveSettings, driveTask } from "./driver.js";
export type { Found } from "./found.js";
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
export { readOutputsOfRun } from "./run-outputs.js";
export type { Scope } from "./scope.js";
export type { RunState, RunView, TaskView } from "./view.js";
export type { Volumes } from "./volume.js";
