// @slipway/pod: what a task is told.
export type { Answer } from "./answer.js";
export {
  type CacheDescription,
  type DescribedTask,
  type Description,
  describe,
  invocationIn,
  type Question,
  type RunDescription,
} from "./description.js";
export type { Invocation, OutputArtifact, Retry, Work } from "./invocation.js";
export { type LinkedPlan, linkPlan } from "./link.js";
export { type Outline, type OutlineTask, outlineOf } from "./outline.js";
export { RUNTIME_IMAGE } from "./runtime-image.js";
export type { ArtifactBinding, Choice, Guard, Loop, ParameterBinding, Source } from "./source.js";
export { type Iterations, iterationsAround, type Placed, pathSegment, readPath, taskPath } from "./task-path.js";
