// A plan and what is set for its cluster → what each task's settings add to its pod. What stands in a fragment is described
// in platform/fragment.ts and platform/setting.ts, which settings there are in platform/fields.ts.
import { type ContainerComponent, type LeafTask, type Plan, type Task, tasksOf } from "@slipway/compiler";
import { type Diagnostic, type JsonObject, type KubernetesField, type Result, resultOf } from "@slipway/ir";
import { type Accelerator, type AcceleratorSettings, readAccelerator } from "./accelerator.js";
import { appliesToTask } from "./applies-to-task.js";
import { type ClusterSettings, fitToCluster } from "./platform/cluster.js";
import { readVariables } from "./platform/environment.js";
import { FIELDS } from "./platform/fields.js";
import type { EnvVar, PodFragment, Resources } from "./platform/fragment.js";
import { readInitContainers } from "./platform/init-containers.js";
import { placementOf } from "./platform/placement-of.js";
import { inputAt, type Piece, type Reading } from "./platform/reading.js";
import { readAmounts } from "./platform/resources.js";
import { known } from "./platform/setting.js";
import { resolveInputs } from "./platform/slots.js";
import { slotsOf } from "./platform/slots-of.js";
import { checkVolumes, readSharedMemory } from "./platform/volumes.js";
import { textOf } from "./text-of.js";

export type PodSettings = ClusterSettings & { readonly accelerators?: AcceleratorSettings };

/** A task that runs a container: the only kind with a pod whose main container is the user's. */
export type ContainerTask = LeafTask & { readonly component: ContainerComponent };

/**
 * What every container task's settings add to its pod, by the task's id; or all that no cluster would take.
 *
 * @example
 * const fragments = podFragments(plan, { accelerators: { vendor: "gke" } });
 * if (fragments.ok) fragments.value.get("train")?.main.resources.limits; // [{ resource: …, amount: … }]
 */
export function podFragments(plan: Plan, settings: PodSettings = {}): Result<ReadonlyMap<string, PodFragment>> {
  const read = [...tasksOf(plan)].flatMap((task) =>
    isContainerTask(task) ? [[task.id, readFragment(task, settings)] as const] : [],
  );
  // Tasks that share a component share its mistakes.
  const problems = new Map(
    read.flatMap(([, one]) => one.problems.map((problem) => [JSON.stringify(problem), problem])),
  );
  return resultOf(new Map(read.map(([id, { fragment }]) => [id, fragment])), [...problems.values()]);
}

function isContainerTask(task: Task): task is ContainerTask {
  return task.kind === "leaf" && task.component.kind === "container";
}

type Read = { readonly fragment: PodFragment; readonly problems: readonly Diagnostic[] };

function readFragment(task: ContainerTask, settings: PodSettings): Read {
  const { component } = task;
  const { taskConfigPassthroughs } = component.spec;
  const handedOn = taskConfigPassthroughs ? { taskConfig: taskConfigPassthroughs } : {};
  const reading: Reading = {
    component: component.name,
    settings: component.kubernetes ?? {},
    path: ["platforms", "kubernetes", "deploymentSpec", "executors", component.executorLabel],
    inputs: resolveInputs(task),
  };
  const resources = appliesToTask(handedOn, "RESOURCES") ? readResources(reading, component, settings) : NO_RESOURCES;
  const variables = appliesToTask(handedOn, "ENV") ? [readVariables(reading, component)] : [];
  const pieces = [...variables, ...readFields(reading, handedOn), ...sharedMemoryOf(reading, resources.accelerator)];
  const read = assembled(reading, merged(reading, pieces), resources);
  const fitted = fitToCluster(reading, read.fragment, settings);
  return { fragment: fitted.fragment, problems: [...read.problems, ...fitted.problems] };
}

type ReadResources = {
  readonly resources: Resources;
  readonly accelerator?: Accelerator;
  readonly problems: readonly Diagnostic[];
};

const NO_RESOURCES: ReadResources = { resources: { limits: [], requests: [] }, problems: [] };

function readResources(
  reading: Reading,
  { container, executorLabel }: ContainerComponent,
  { accelerators = {} }: PodSettings,
): ReadResources {
  const { resources = {} } = container;
  const path = ["deploymentSpec", "executors", executorLabel, "container", "resources"];
  const { value, problems } = readAmounts(reading, resources, path);
  if (!resources.accelerator) return { resources: value, problems };
  const accelerator = readAccelerator(reading, resources.accelerator, accelerators, [...path, "accelerator"]);
  return {
    resources: { ...value, limits: [...value.limits, ...(accelerator.amount ? [accelerator.amount] : [])] },
    accelerator,
    problems: [...problems, ...accelerator.problems],
  };
}

function readFields(reading: Reading, handedOn: Parameters<typeof appliesToTask>[0]): readonly Piece[] {
  const fields = Object.entries(FIELDS) as [KubernetesField, (typeof FIELDS)[KubernetesField]][];
  return fields.flatMap(([field, { handedOn: kind, read }]) => {
    const value = reading.settings[field];
    const isHere = value !== undefined && (kind === undefined || appliesToTask(handedOn, kind));
    return isHere ? [read(reading, value)] : [];
  });
}

/** Where the task itself says nothing of /dev/shm, its accelerator's profile does. */
function sharedMemoryOf(reading: Reading, accelerator: Accelerator | undefined): readonly Piece[] {
  const { enabledSharedMemory: own, emptyDirMounts: folders } = reading.settings;
  const hasFolder = Array.isArray(folders) && folders.some((one: JsonObject) => one["mountPath"] === "/dev/shm");
  const size = accelerator?.sharedMemory;
  return size === undefined || own !== undefined || hasFolder ? [] : [readSharedMemory(reading, { size })];
}

/** Lists one after the other; of the rest each setting has its own. */
function merged(reading: Reading, pieces: readonly Piece[]): Piece {
  const volumes = pieces.flatMap((piece) => piece.volumes ?? []);
  const containers = readInitContainers(reading, volumes);
  const single: Piece = Object.fromEntries(pieces.flatMap((piece) => Object.entries(piece)));
  return {
    ...single,
    env: pieces.flatMap((piece) => piece.env ?? []),
    volumes,
    initContainers: containers.initContainers ?? [],
    problems: [
      ...pieces.flatMap((piece) => piece.problems ?? []),
      ...(containers.problems ?? []),
      ...checkVolumes(reading, volumes),
    ],
  };
}

function assembled(reading: Reading, piece: Piece, { resources, accelerator, problems }: ReadResources): Read {
  const { volumes = [], imagePullPolicy, securityContext, activeDeadlineSeconds } = piece;
  const placed = placementOf(reading, piece, accelerator);
  const image = inputAt(reading, "/image", "image", "fail");
  const shape = {
    main: {
      image: image?.kind === "slot" ? image : known(textOf(image?.value ?? "")),
      env: lastOfEach(piece.env ?? []),
      volumeMounts: volumes.map(({ mount }) => mount),
      resources,
      ...(imagePullPolicy !== undefined && { imagePullPolicy }),
      ...(securityContext !== undefined && { securityContext }),
      ...(activeDeadlineSeconds !== undefined && { timeLimit: activeDeadlineSeconds }),
    },
    placement: placed.value,
    pod: {
      labels: piece.labels ?? {},
      annotations: piece.annotations ?? {},
      volumes: [...new Map(volumes.map(({ volume }) => [volume.name, volume])).values()],
      imagePullSecrets: piece.imagePullSecrets ?? [],
      initContainers: piece.initContainers ?? [],
    },
    asksForAccelerator: accelerator?.amount !== undefined,
  };
  return {
    fragment: { ...shape, slots: slotsOf(shape, reading.inputs) },
    problems: [...(piece.problems ?? []), ...problems, ...placed.problems],
  };
}

/** Kubernetes takes the last of several variables of one name; an engine that merges lists by name might not. */
function lastOfEach(env: readonly EnvVar[]): readonly EnvVar[] {
  return [...new Map(env.map((one) => [one.name, one])).values()];
}
