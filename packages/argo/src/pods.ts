// The pods of a Workflow, as its controller puts them together: the template, what the Workflow says of all pods, and then
// the patches, of which the Workflow's comes first.
// https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/controller/workflowpod.go (createWorkflowPod)
import type { PlannedPod } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";
import { POD_MERGE_KEYS, strategicMerge } from "@slipway/kubernetes";
import { type FoundPod, mapTexts, namePods, podOfCronJob, podsIn, readPath, type UnnamedPod } from "@slipway/pod";
import { filled, LOOP_ITEM, WORKFLOW_NAME, withQuotedReferences } from "./expression.js";
import { podTree, type TemplateUse, type Values } from "./pod-tree.js";
import type { ArgoManifest, Container, Template, WorkflowSpec } from "./workflow.js";

/**
 * @example
 * podsOf([workflow])[0]?.pod.spec; // { restartPolicy: "Never", initContainers: [{ name: "driver", … }], … }
 */
export function podsOf(manifests: readonly ArgoManifest[]): readonly PlannedPod[] {
  const made = podTree(manifests);
  const pods = made ? podsIn(made.tree).map((pod) => unnamed(pod, made)) : [];
  const upkeep = manifests.flatMap((one) => (one.kind === "CronJob" ? [podOfCronJob(one, "upkeep")] : []));
  return namePods([...pods, ...upkeep]);
}

type Run = { readonly spec: WorkflowSpec; readonly namespace?: string };

function unnamed({ is, found }: FoundPod<TemplateUse>, { spec, namespace }: Run): UnnamedPod {
  const { podSpecPatch, ...others } = found.template;
  const template = mapTexts(others, (text) => filled(text, found.values));
  const task = taskOf(template);
  const labels = { ...spec.podMetadata?.labels, ...template.metadata?.labels };
  const annotations = { ...spec.podMetadata?.annotations, ...template.metadata?.annotations };
  const patches = [spec.podSpecPatch, podSpecPatch].flatMap((text) =>
    text === undefined ? [] : [readPatch(text, found.values)],
  );
  return {
    kind: is,
    ...(task !== undefined && { task }),
    metadata: {
      ...(namespace !== undefined && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: withoutArgos(patches.reduce(patched, specOf(template, spec, found.isLast))),
  };
}

function specOf(template: Template, run: WorkflowSpec, isLast: boolean): JsonObject {
  const { nodeSelector, affinity, tolerations, automountServiceAccountToken, initContainers } = template;
  const serviceAccountName = template.serviceAccountName ?? run.serviceAccountName;
  const securityContext = template.securityContext ?? run.securityContext;
  // Counted from the start of the run, so of a later pod it is less.
  const deadlines = [template.activeDeadlineSeconds, isLast ? undefined : run.activeDeadlineSeconds];
  const activeDeadlineSeconds = Math.min(...deadlines.filter((one) => one !== undefined));
  const volumes = [...(template.volumes ?? []), ...claimsOf(template, run)];
  const spec = {
    restartPolicy: "Never",
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    ...(automountServiceAccountToken === false && { automountServiceAccountToken }),
    ...(Number.isFinite(activeDeadlineSeconds) && { activeDeadlineSeconds }),
    ...(nodeSelector && { nodeSelector }),
    ...(affinity && { affinity }),
    ...(tolerations && { tolerations }),
    ...(run.schedulerName !== undefined && { schedulerName: run.schedulerName }),
    ...(run.podPriorityClassName !== undefined && { priorityClassName: run.podPriorityClassName }),
    ...(securityContext && { securityContext }),
    ...(run.imagePullSecrets && { imagePullSecrets: run.imagePullSecrets }),
    ...(initContainers && { initContainers }),
    containers: containersOf(template),
    ...(volumes.length > 0 && { volumes }),
  };
  return spec as unknown as JsonObject;
}

function containersOf({ container, containerSet }: Template): readonly Container[] {
  if (container) return [{ name: "main", ...container }];
  const { containers = [], volumeMounts = [] } = containerSet ?? {};
  return containers.map(({ dependencies: _, ...one }) => {
    const mounts = [...(one.volumeMounts ?? []), ...volumeMounts];
    return { ...one, ...(mounts.length > 0 && { volumeMounts: mounts }) };
  });
}

/** The claims of the run that a pod mounts. */
function claimsOf(template: Template, { volumeClaimTemplates = [] }: WorkflowSpec): readonly JsonObject[] {
  const all = [...(template.initContainers ?? []), ...containersOf(template)];
  const mounted = new Set(all.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
  return volumeClaimTemplates
    .filter(({ metadata }) => mounted.has(metadata.name))
    .map(({ metadata: { name } }) => ({
      name,
      persistentVolumeClaim: { claimName: `${WORKFLOW_NAME}-${name}` },
    }));
}

function patched(spec: JsonObject, patch: JsonObject): JsonObject {
  const merged = strategicMerge(spec, patch, POD_MERGE_KEYS);
  return merged.ok ? merged.value : spec;
}

/** A value that makes no JSON of the patch is refused by Argo, too: then its reference stands there. */
function readPatch(text: string, values: Values): JsonObject {
  try {
    return JSON.parse(withQuotedReferences(filled(text, values))) as JsonObject;
  } catch {
    return JSON.parse(withQuotedReferences(text)) as JsonObject;
  }
}

/** A patch of all pods speaks of these, which Argo puts into each. */
const ARGOS_OWN: readonly (JsonValue | undefined)[] = ["init", "wait"];

function withoutArgos(spec: JsonObject): JsonObject {
  const kept = Object.entries(spec).flatMap(([field, value]) => {
    if (field !== "containers" && field !== "initContainers") return [[field, value] as const];
    const own = (value as readonly JsonObject[]).filter(({ name }) => !ARGOS_OWN.includes(name));
    return own.length > 0 ? [[field, own] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** The program of a pod is told where its task lies in the run. */
function taskOf({ container, initContainers = [] }: Template): string | undefined {
  const { args = [] } = container ?? initContainers[0] ?? {};
  const path = args[args.indexOf("--path") + 1];
  if (path === undefined || !args.includes("--path")) return undefined;
  return readPath(path.replaceAll(`/${LOOP_ITEM}`, ""), () => false).task;
}
