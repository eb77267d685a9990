// What can be said of a plan before it runs here: what it needs that nobody gave, and what of it means nothing.
import {
  checkSupport,
  FEATURES,
  type Feature,
  featuresOf,
  type LeafTask,
  type Plan,
  pythonOfImage,
  readPythonCommand,
  tasksOf,
} from "@slipway/compiler";
import { type Diagnostic, failed, type JsonObject, type Result } from "@slipway/ir";
import { type ClusterObjects, keysOf, variablesOf } from "./cluster-objects.js";
import { diagnose } from "./messages.js";
import { readPodSettings } from "./pod-settings.js";
import { support } from "./support.js";

export type Runner = "process" | "docker";

export type CheckSettings = {
  readonly runner: Runner;
  /** The user chose the runner, and needs not be told what that means. */
  readonly isChosen: boolean;
  readonly objects: ClusterObjects;
};

/**
 * @example
 * const checked = checkPlan(plan, { runner: "process", isChosen: false, objects: NO_OBJECTS });
 * if (!checked.ok) for (const { message } of checked.diagnostics) console.error(message);
 */
export function checkPlan(plan: Plan, settings: CheckSettings): Result<undefined> {
  const supported = checkSupport(plan, { name: "local", support });
  if (!supported.ok) return supported;
  const leaves = [...tasksOf(plan)].filter((task) => task.kind === "leaf");
  const needed = [...plan.parameters.values()].filter(
    ({ isOptional, defaultValue, given }) => !isOptional && defaultValue === undefined && given === undefined,
  );
  const missing = needed.map(({ name: parameter, path }) => diagnose("missing-parameter", path, { parameter }));
  const warnings = [
    ...leaves.flatMap((task) => missingIn(task, settings)),
    ...withoutEffect(plan, leaves, settings),
    ...outsideImages(leaves, settings),
  ];
  return missing.length > 0 ? failed([...missing, ...warnings]) : { ok: true, value: undefined, warnings };
}

/** Objects whose names are known before the run. A task that needs one may yet be skipped. */
function missingIn(
  { id, component, kubernetesInputs }: LeafTask,
  { runner, objects }: CheckSettings,
): readonly Diagnostic[] {
  const values = [...kubernetesInputs].flatMap(([pointer, value]) =>
    value.kind === "constant" ? [[pointer, value.value] as const] : [],
  );
  const settings: JsonObject = component.kubernetes ?? {};
  const { variables, volumes } = readPodSettings(settings, Object.fromEntries(values));
  // Files are not to be had without a container.
  const files = runner === "docker" ? volumes : [];
  const reasons = [
    ...variables.map((variable) => variablesOf({ variables: [variable] }, objects)),
    ...files.flatMap((file) => ("optional" in file ? [keysOf(file, objects)] : [])),
  ].flatMap((found) => (found.ok ? [] : [found.reason]));
  const path = ["platforms", "kubernetes", "deploymentSpec", "executors", component.executorLabel];
  return [...new Set(reasons)].map((reason) => diagnose("missing-object", path, { task: id, reason }));
}

/** What has no effect on a single machine, whatever runs the task. */
const NEVER: readonly Feature[] = [
  "time-to-live",
  "node-selector",
  "node-affinity",
  "pod-affinity",
  "toleration",
  "pod-metadata",
  "image-pull-secret",
  "init-container",
];

/** What has no effect, by runner. A container can do more than a process. */
const NO_EFFECT: Readonly<Record<Runner, readonly Feature[]>> = {
  docker: NEVER,
  process: [
    ...NEVER,
    "image-pull-policy",
    "security-context",
    "shared-memory",
    "pvc-mount",
    "empty-dir",
    "ephemeral-volume",
    "secret-as-volume",
    "config-map-as-volume",
  ],
};

function withoutEffect(plan: Plan, leaves: readonly LeafTask[], { runner }: CheckSettings): readonly Diagnostic[] {
  const byFeature = new Map<Feature, string[]>();
  for (const { feature, subject } of featuresOf(plan, (one) => NO_EFFECT[runner].includes(one))) {
    const users = leaves.filter(({ component }) => subject === `component "${component.name}"`).map(({ id }) => id);
    byFeature.set(feature, [...(byFeature.get(feature) ?? []), ...(users.length > 0 ? users : [subject])]);
  }
  if (byFeature.size === 0) return [];
  const settings = [...byFeature].map(([feature, users]) => `${FEATURES[feature]} (${listed(users)})`);
  return [diagnose("no-effect", [], { settings: settings.join("; ") })];
}

/** A Python component brings what it needs, so the image matters less to it. */
function outsideImages(leaves: readonly LeafTask[], { runner, isChosen }: CheckSettings): readonly Diagnostic[] {
  if (runner === "docker" || isChosen) return [];
  const byImage = new Map<string, string[]>();
  for (const { id, component } of leaves) {
    if (component.kind !== "container") continue;
    const { image = "", command = [] } = component.container;
    const isPlain = pythonOfImage(image) !== undefined && readPythonCommand(command) !== undefined;
    if (!isPlain) byImage.set(image, [...(byImage.get(image) ?? []), id]);
  }
  const tasks = [...byImage].map(([image, ids]) => `${image} (${listed(ids)})`);
  return tasks.length > 0 ? [diagnose("not-in-image", [], { tasks: tasks.join(", ") })] : [];
}

const MOST_LISTED = 5;

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const rest = unique.length - MOST_LISTED;
  return rest > 0 ? `${unique.slice(0, MOST_LISTED).join(", ")} and ${rest} more` : unique.join(", ");
}
