// @slipway/pod: what a task is told.
export { appliesToTask } from "./applies-to-task.js";
export type { Invocation, OutputArtifact, Retry, Work } from "./invocation.js";
export { type LinkedPlan, linkPlan } from "./link.js";
export { type Outline, type OutlineTask, outlineOf } from "./outline.js";
export {
  type ArtifactField,
  contentsReadIn,
  generalPlaceholdersIn,
  type Placeholder,
  scanPlaceholders,
} from "./placeholder.js";
export type { ArtifactBinding, Choice, Guard, Loop, ParameterBinding, Source } from "./source.js";
export { type Iterations, pathSegment, taskPath } from "./task-path.js";
export { jsonText, textOf } from "./text-of.js";
