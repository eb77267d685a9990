// @slipway/tekton: backend for a plain Tekton.
export { tekton } from "./backend.js";
export { catalogue as tektonDiagnostics } from "./messages.js";
export type { TektonOptions } from "./options.js";
export type { PipelineRun, PipelineTask, Step } from "./pipeline-run.js";
