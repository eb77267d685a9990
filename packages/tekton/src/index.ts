// @slipway/tekton: backend for a plain Tekton.
export type { CronJob } from "@slipway/pod";
export { tekton } from "./backend.js";
export { catalogue as tektonDiagnostics } from "./messages.js";
export type { TektonOptions } from "./options.js";
export type {
  Pipeline,
  PipelineRun,
  PipelineTask,
  ReferringRun,
  Step,
  TektonManifest,
} from "./pipeline-run.js";
export { type TektonVersion, VERSIONS as TEKTON_VERSIONS } from "./version.js";
