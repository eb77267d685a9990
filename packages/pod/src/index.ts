// @slipway/pod: what a task is told.
export type { Answer } from "./answer.js";
export type { Invocation, OutputArtifact, Retry, Work } from "./invocation.js";
export { type LinkedPlan, linkPlan } from "./link.js";
export { type Outline, type OutlineTask, outlineOf } from "./outline.js";
export type { ArtifactBinding, Choice, Guard, Loop, ParameterBinding, Source } from "./source.js";
export { type Iterations, iterationsAround, pathSegment, taskPath } from "./task-path.js";
