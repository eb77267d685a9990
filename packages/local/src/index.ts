// @slipway/local: runs a plan on this machine.

export type { Outcome } from "@slipway/runtime";
export { type CheckSettings, checkPlan, type Runner } from "./check.js";
export { type ClusterObjects, NO_OBJECTS } from "./cluster-objects.js";
export { type ContainerCommand, type ContainerTask, containerCommand, type Machine, type Mount } from "./container.js";
export { type Engine, type EngineSettings, findEngine } from "./engine.js";
export type { Ended, Report, RunEvent } from "./event.js";
export { catalogue as localDiagnostics } from "./messages.js";
export { type Command, type ProcessEnd, runProcess } from "./process.js";
export { findPython, type Python, type PythonSettings } from "./python.js";
export { beginRun, type LocalSettings, type RunPlan, runPlan } from "./run.js";
export { type Abandoned, abandonedRuns } from "./running.js";
export type { Attempt, Decision, Driven, Runtime } from "./runtime.js";
export { type Crew, type ScheduleSettings, schedule } from "./schedule.js";
export { createStop, type Stop, type StopHandle, type StopReason } from "./stop.js";
export { support } from "./support.js";
export {
  createEnvironments,
  type EnvironmentSettings,
  type Environments,
  inEnvironment,
} from "./virtual-environment.js";
