// The pods of a PipelineRun, as Tekton's controller puts them together: the task's steps and volumes, its labels, and of the
// pod's template each field of the task's own before that of the run.
// https://github.com/tektoncd/pipeline/blob/v1.15.0/pkg/pod/pod.go (Build)
import type { PlannedPod } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import {
  type ContainerMount,
  type FoundPod,
  mapTexts,
  namePods,
  pathSegment,
  podOfCronJob,
  podsIn,
  readPath,
  type UnnamedPod,
} from "@slipway/pod";
import { filled, workspaceClaim } from "./expression.js";
import type { PipelineTask, PodTemplate, Step, TaskSpec, TektonManifest } from "./pipeline-run.js";
import { isStarting, podTree, type TaskUse } from "./pod-tree.js";
import { type Run, runIn } from "./run-in.js";

/**
 * @example
 * podsOf([run])[0]?.pod.spec; // { restartPolicy: "Never", …, containers: [{ name: "step-driver", … }, …] }
 */
export function podsOf(manifests: readonly TektonManifest[]): readonly PlannedPod[] {
  const run = runIn(manifests);
  const pods = podsIn(podTree(manifests)).map((pod) => unnamed(pod, run));
  const upkeep = manifests.flatMap((one) =>
    one.kind === "CronJob" && !isStarting(one) ? [podOfCronJob(one, "upkeep")] : [],
  );
  return namePods([...pods, ...upkeep]);
}

function unnamed({ is, found }: FoundPod<TaskUse>, run: Run): UnnamedPod {
  if ("kind" in found) return podOfCronJob(found, is);
  const own = run.specs.get(found.name);
  // What a task's template says goes before what the run's says, field by field.
  const template: Partial<PodTemplate> = { ...run.podTemplate, ...own?.podTemplate };
  const serviceAccountName = own?.serviceAccountName ?? run.serviceAccountName;
  const values = new Map([
    ...run.values,
    ...(found.params ?? []).map(({ name, value }) => [name, filled(value, run.values)] as const),
  ]);
  const place = { ...(serviceAccountName !== undefined && { serviceAccountName }), ...template };
  const filledIn = mapTexts({ taskSpec: found.taskSpec, place }, (text) => filled(text, values));
  const task = taskOf(filledIn.taskSpec, run);
  return {
    kind: is,
    ...(task !== undefined && { task: task.id }),
    metadata: {
      ...(run.namespace !== undefined && { namespace: run.namespace }),
      ...(filledIn.taskSpec.metadata as Metadata),
    },
    spec: specOf(task ? withPath(filledIn.taskSpec, task.path) : filledIn.taskSpec, filledIn.place, found),
  };
}

/** Tekton gives pods half as much time again as their task has, and ends them itself. */
const DEADLINE_FACTOR = 1.5;

function specOf(
  taskSpec: TaskSpec,
  place: JsonObject | object,
  { timeout, workspaces = [] }: PipelineTask,
): JsonObject {
  const seconds = /^(\d+)([sm])$/.exec(timeout ?? "");
  const deadline = seconds && Number(seconds[1]) * (seconds[2] === "m" ? 60 : 1);
  const mounts = (taskSpec.workspaces ?? []).map(({ name, mountPath }): ContainerMount => ({ name, mountPath }));
  const claims = workspaces.map(({ name }) => ({
    name,
    persistentVolumeClaim: { claimName: workspaceClaim(name) },
  }));
  const { steps, sidecars = [], volumes } = taskSpec;
  const spec = {
    restartPolicy: "Never",
    ...(deadline && { activeDeadlineSeconds: Math.floor(deadline * DEADLINE_FACTOR) }),
    ...place,
    containers: [
      ...steps.map((step) => containerOf("step", step, mounts)),
      ...sidecars.map((sidecar) => containerOf("sidecar", sidecar, mounts)),
    ],
    volumes: [...volumes, ...claims],
  };
  return spec as unknown as JsonObject;
}

/** A workspace is mounted in all of them. */
function containerOf(
  is: "step" | "sidecar",
  { onError: _, computeResources, name, ...step }: Step,
  more: readonly ContainerMount[],
) {
  const mounts = [...(step.volumeMounts ?? []), ...more];
  return {
    name: `${is}-${name}`,
    ...step,
    ...(computeResources && { resources: computeResources }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

type Place = { readonly id: string; readonly path: string };

/** The program of a pod is told where its task lies in the run; of an iteration that is written out, by its number. */
function taskOf({ steps }: TaskSpec, { loops }: Run): Place | undefined {
  const { args = [] } = steps[0] ?? {};
  const path = args.includes("--path") ? args[args.indexOf("--path") + 1] : undefined;
  if (path === undefined) return undefined;
  const { task, iterations } = readPath(path, (id) => loops.has(id));
  const names = task.split("/");
  const segments = names.map((name, index) => {
    const isIteration = Object.hasOwn(iterations, names.slice(0, index + 1).join("/"));
    return `${pathSegment(name)}${isIteration ? "/*" : ""}`;
  });
  return { id: task, path: segments.join("/") };
}

/** Iterations are told apart as in a matrix: by a star. */
function withPath(spec: TaskSpec, path: string): TaskSpec {
  const [first, ...others] = spec.steps;
  if (!first) return spec;
  const args = (first.args ?? []).map((word, index, all) => (all[index - 1] === "--path" ? path : word));
  return { ...spec, steps: [{ ...first, args }, ...others] };
}
