// @slipway/pod: what a task is told, and what its settings add to its pod.
export type { AcceleratorSettings } from "./accelerator.js";
export { type AccessObject, accessObjects, boundRole, claimRules, type Rule } from "./access.js";
export { ageInSeconds } from "./age.js";
export { type Answer, ARTIFACT, filesOtherwise, OTHERWISE } from "./answer.js";
export { appliesToTask } from "./applies-to-task.js";
export type { CleanupDescription, CleanupSettings } from "./cleanup.js";
export type { CronJob, JobPod } from "./cron-job.js";
export { childOf, dagOf, isWithin, sharedDag, upTo } from "./dag-id.js";
export {
  type CacheDescription,
  cacheFor,
  type Description,
  describe,
  invocationIn,
  type Question,
  type RunDescription,
} from "./description.js";
export { type GpuProfile, type GpuProfiles, type GpuVendor, gpuProfiles } from "./gpu-profiles.js";
export { checkGrants, type Grant, type Grants, grantFor, tokenVolume } from "./grant.js";
export { checkIdentity, type StoreIdentity, withoutIdentity } from "./identity.js";
export { type ImageMap, mapImage } from "./image-map.js";
export { type ImageName, readImageName } from "./image-name.js";
export { backoffSeconds, type Invocation, type OutputArtifact, type Retry, type Work } from "./invocation.js";
export type { ContainerMount, ContainerVariable, KubernetesContainer } from "./kubernetes-container.js";
export { type LinkedPlan, linkPlan } from "./link.js";
export { literalText } from "./literal-text.js";
export { longestPod } from "./longest-pod.js";
export { isMarked, markedJson, readMarked } from "./marked-json.js";
export { catalogue as podDiagnostics } from "./messages.js";
export { describeNotify, type NotifyDescription, type NotifySettings, type NotifyTarget } from "./notify.js";
export { type Outline, type OutlineTask, outlineOf } from "./outline.js";
export { grantedMounts, tokenMounts, withoutToken, withoutTokenVolume } from "./own-token.js";
export { statusAfterTimeout, type WaitingPod } from "./pending-timeout.js";
export {
  type ArtifactField,
  contentsReadIn,
  generalPlaceholdersIn,
  type Placeholder,
  scanPlaceholders,
} from "./placeholder.js";
export { mapTexts, namePods, podOfCronJob, type UnnamedPod } from "./planned-pods.js";
export { affinityOf } from "./platform/affinity-of.js";
export type {
  EnvVar,
  InitContainer,
  MainFragment,
  Placement,
  PodFragment,
  Resources,
  Toleration,
  Volume,
  VolumeMount,
} from "./platform/fragment.js";
export { FORMS, type Form, type Known, known, type Place, type Setting, type Slot } from "./platform/setting.js";
export { canBeAbsent, type SlotPart, type SlotSource } from "./platform/slots.js";
export { printVariable, printVolume, slotsIn } from "./platform/slots-of.js";
export { type PodSettings, podFragments } from "./platform.js";
export { commonLabels, PENDING_TIMEOUT, podLabels } from "./pod-labels.js";
export { type PodOptions, podSettings, type ResolvedPodOptions, resolvePodOptions } from "./pod-options.js";
export { countTree, type FoundPod, type PodTree, podsIn } from "./pod-tree.js";
export { type Certainty, producerFor, tellersFor, uncertainDags } from "./producer.js";
export { bareContainer, programContainer, programVolumes, SHARED, SHARED_PATH } from "./program-container.js";
export type { Proxy } from "./proxy.js";
export { describeRun } from "./run-description.js";
export { RUNTIME_IMAGE } from "./runtime-image.js";
export { readSchedule, type Schedule, type ScheduleSettings } from "./schedule.js";
export { type PodSecurity, RESTRICTED_CONTAINER, RESTRICTED_POD } from "./security.js";
export { type DriverPlace, hasSeparateDriver, MUST_RUN } from "./separate-driver.js";
export type { SharedFolder } from "./shared-folder.js";
export type { ArtifactBinding, Choice, Guard, Loop, ParameterBinding, Source } from "./source.js";
export { SCHEDULE, type StartDescription } from "./start.js";
export type { ResolvedStore, StoreSettings } from "./store-settings.js";
export { type Iterations, iterationsAround, type Placed, pathSegment, readPath, taskPath } from "./task-path.js";
export { jsonText, textOf } from "./text-of.js";
export { lowerUpkeep, UPKEEP, type Upkeep, type UpkeepObject } from "./upkeep.js";
export { type UserContainerSettings, userContainer, userContainerSettings } from "./user-container.js";
export { importsIntoWorkspace, WORKSPACE, workspaceClaim } from "./workspace.js";
