// The volume claim of a pipeline with a workspace.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/argo.go (GetWorkspacePVC)
import type { Plan } from "@slipway/compiler";
import {
  type Diagnostic,
  describe,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Result,
  resultOf,
} from "@slipway/ir";
import { canonicalQuantity, type VolumeClaim } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";
import { WORKSPACE } from "./importer.js";

const PATH = ["platforms", "kubernetes", "pipelineConfig", "workspace"] as const;
const PATCH_PATH = [...PATH, "kubernetes", "pvcSpecPatch"] as const;

/** The claims of the workflow: one when the pipeline has a workspace on Kubernetes, else none. */
export function workspaceClaims({ settings }: Plan, options: ResolvedOptions): Result<readonly VolumeClaim[]> {
  const workspace = settings.pipelineConfig?.workspace;
  if (!workspace?.kubernetes) return resultOf([], []);
  const patch = workspace.kubernetes.pvcSpecPatch ?? {};
  const spec = { ...options.workspace, ...withoutNulls(patch) };
  const diagnostics = [...checkPatch(patch), ...checkSpec(spec), ...checkSize(workspace.size)];
  const { requests = null, limits = null, ...others } = (options.workspace["resources"] ?? {}) as JsonObject;
  const resources = {
    ...others,
    ...(limits && { limits: asKubernetesWrites(limits) }),
    requests: { ...asKubernetesWrites(requests), ...asKubernetesWrites({ storage: workspace.size ?? "" }) },
  };
  return resultOf([{ metadata: { name: WORKSPACE.name }, spec: { ...spec, resources } }], diagnostics);
}

/** Quantities in the spelling that Kubernetes gives them when it reads and writes them. */
function asKubernetesWrites(quantities: JsonValue): JsonObject {
  if (!isJsonObject(quantities)) return {};
  const spelled = Object.entries(quantities).map(([name, value]) => [name, canonicalQuantity(String(value)) ?? value]);
  return Object.fromEntries(spelled);
}

/** What is null or an empty list in the patch leaves the default as it is. */
function withoutNulls(patch: JsonObject): JsonObject {
  const isSet = (value: JsonValue) => value !== null && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => isSet(value)));
}

function checkPatch(patch: JsonObject): readonly Diagnostic[] {
  const { accessModes = null, storageClassName = null, ...others } = patch;
  const unknown = Object.keys(others).map((field) => diagnose("workspace-field", [...PATCH_PATH, field], { field }));
  const isModes =
    accessModes === null ||
    (Array.isArray(accessModes) && accessModes.every((mode) => mode === null || typeof mode === "string"));
  const modes = isModes
    ? []
    : [diagnose("workspace-access-modes", [...PATCH_PATH, "accessModes"], { found: describe(accessModes) })];
  const isClass = storageClassName === null || typeof storageClassName === "string";
  const storageClass = isClass
    ? []
    : [diagnose("workspace-class", [...PATCH_PATH, "storageClassName"], { found: describe(storageClassName) })];
  return [...unknown, ...modes, ...storageClass];
}

function checkSpec({ accessModes = null, storageClassName = null }: JsonObject): readonly Diagnostic[] {
  const hasModes = accessModes !== null && (!Array.isArray(accessModes) || accessModes.length > 0);
  return [
    ...(hasModes ? [] : [diagnose("workspace-access-modes", PATCH_PATH, { found: "missing" })]),
    ...(storageClassName === ""
      ? [diagnose("workspace-class", [...PATCH_PATH, "storageClassName"], { found: "an empty text" })]
      : []),
  ];
}

function checkSize(size = ""): readonly Diagnostic[] {
  const isQuantity = canonicalQuantity(size) !== undefined && !size.startsWith("-");
  return isQuantity ? [] : [diagnose("workspace-size", [...PATH, "size"], { found: describe(size) })];
}
