// @slipway/local: runs a plan on this machine.
export type { Ended, Report, RunEvent } from "./event.js";
export type { Outcome } from "./outcome.js";
export { type Command, type ProcessEnd, runProcess } from "./process.js";
export { type Install, type PythonCommand, type PythonProgram, readPythonCommand } from "./python-command.js";
export type { Attempt, Driven, Exit, Found, Published, Runtime, Scope } from "./runtime.js";
export { createEnvironments, type Environments, inEnvironment, type Python, type PythonSettings } from "./virtual-environment.js";
export { type Crew, type ScheduleSettings, schedule } from "./schedule.js";
export { createStop, type Stop, type StopHandle, type StopReason } from "./stop.js";
