// @slipway/pod: what a task is told, and what its settings add to its pod.
export type { AcceleratorSettings } from "./accelerator.js";
export { type Answer, filesOtherwise, OTHERWISE } from "./answer.js";
export { appliesToTask } from "./applies-to-task.js";
export {
  type CacheDescription,
  type DescribedTask,
  type Description,
  describe,
  invocationIn,
  type Question,
  type RunDescription,
} from "./description.js";
export { type GpuProfile, type GpuProfiles, type GpuVendor, gpuProfiles } from "./gpu-profiles.js";
export type { Invocation, OutputArtifact, Retry, Work } from "./invocation.js";
export { type LinkedPlan, linkPlan } from "./link.js";
export { literalText } from "./literal-text.js";
export { catalogue as podDiagnostics } from "./messages.js";
export { type Outline, type OutlineTask, outlineOf } from "./outline.js";
export {
  type ArtifactField,
  contentsReadIn,
  generalPlaceholdersIn,
  type Placeholder,
  scanPlaceholders,
} from "./placeholder.js";
export type {
  Amount,
  ClaimTemplate,
  EnvVar,
  InitContainer,
  KeyReference,
  LabelSelector,
  Labels,
  MainFragment,
  Metadata,
  NodeSelectorTerm,
  Placement,
  PodAffinity,
  PodAffinityTerm,
  PodFragment,
  PodPart,
  Requirement,
  Resources,
  Toleration,
  UserSettings,
  VariableSource,
  Volume,
  VolumeMount,
} from "./platform/fragment.js";
export { FORMS, type Form, type Known, known, type Place, type Setting, type Slot } from "./platform/setting.js";
export { canBeAbsent, type SlotPart, type SlotSource } from "./platform/slots.js";
export { printVariable, printVolume, slotsIn } from "./platform/slots-of.js";
export { type PodSettings, podFragments } from "./platform.js";
export { RUNTIME_IMAGE } from "./runtime-image.js";
export type { ArtifactBinding, Choice, Guard, Loop, ParameterBinding, Source } from "./source.js";
export { type Iterations, iterationsAround, type Placed, pathSegment, readPath, taskPath } from "./task-path.js";
export { jsonText, textOf } from "./text-of.js";
