// How many pods a Workflow takes, counted in its templates.
import type { PodCount } from "@slipway/compiler";
import { allPods, maybePods, NO_PODS, onePod, podsOfEach, timesPods, WORKSPACE } from "@slipway/pod";
import { tasksThatMustSucceed } from "./expression.js";
import type { ArgoManifest, DagTask, Template, WorkflowSpec } from "./workflow.js";

/**
 * Of one run of what was made. What a cached task with a separate driver takes counts as what may be left out.
 *
 * @example
 * countPods([workflow]).most; // 3
 */
export function countPods(manifests: readonly ArgoManifest[]): PodCount {
  const [spec] = manifests.flatMap(specOf);
  if (!spec) return NO_PODS;
  const templates = new Map(spec.templates.map((template) => [template.name, template]));
  const ends = spec.onExit === undefined ? [] : [spec.onExit];
  return allPods([spec.entrypoint, ...ends].map((name) => podsOf(templates.get(name), "", templates)));
}

function specOf(manifest: ArgoManifest): readonly WorkflowSpec[] {
  if (!("spec" in manifest)) return [];
  const { spec } = manifest;
  if ("workflowSpec" in spec) return [spec.workflowSpec];
  return "templates" in spec ? [spec] : [];
}

type Templates = ReadonlyMap<string, Template>;

/** @param path names of the tasks that lead here, each with a slash behind it */
function podsOf(template: Template | undefined, path: string, templates: Templates): PodCount {
  if (!template) return NO_PODS;
  const { dag, steps = [], containerSet, container, retryStrategy } = template;
  const retries = Number(retryStrategy?.limit ?? 0);
  if (containerSet) return onePod("task", retries);
  if (container) return onePod(kindOf(container), retries);
  if (dag) return podsOfDag(dag.tasks, path, templates);
  const counts = steps.flat().map((step) => {
    const inside = podsOf(templates.get(step.template), path, templates);
    return step.when === undefined ? inside : maybePods(inside);
  });
  return allPods(counts);
}

/** Each task comes after those it depends on. */
function podsOfDag(tasks: readonly DagTask[], path: string, templates: Templates): PodCount {
  const leftOut = new Set<string>();
  const counts = tasks.map((task) => {
    const inside = podsOfTask(task, path, templates);
    const before = tasksThatMustSucceed(task);
    if (task.when === undefined && !before.some((name) => leftOut.has(name))) return inside;
    leftOut.add(task.name);
    return maybePods(inside);
  });
  return allPods(counts);
}

/** The DAG around a loop's iterations holds nothing else, and its task has the loop's own name. */
function podsOfTask({ name, template, withSequence }: DagTask, path: string, templates: Templates): PodCount {
  const called = templates.get(template);
  const isLoop = called?.dag?.tasks.some((inner) => inner.withSequence) ?? false;
  const inside = podsOf(called, isLoop ? path : `${path}${name}/`, templates);
  if (!withSequence) return inside;
  const count = Number(withSequence.count);
  return Number.isInteger(count) ? timesPods(inside, count) : podsOfEach(inside, `${path}${name}`);
}

/** By the word that the program is started with. */
function kindOf({ args: [verb] = [], volumeMounts = [] }: NonNullable<Template["container"]>) {
  switch (verb) {
    case "weigh":
      return "driver";
    case "decide":
      return "decide";
    case "notify":
      return "notify";
    default:
      return volumeMounts.some(({ mountPath }) => mountPath === WORKSPACE.mountPath) ? "download" : "claim";
  }
}
