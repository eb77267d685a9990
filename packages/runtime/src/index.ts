// @slipway/runtime: what happens to a task.
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
export type { RunState, RunView, TaskView } from "./view.js";
