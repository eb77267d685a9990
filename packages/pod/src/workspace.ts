// The workspace of a pipeline: a volume claim that lives as long as the run, mounted in every task's pod.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/argo.go (GetWorkspacePVC)
import type { ImporterComponent, Plan } from "@slipway/compiler";
import { type Diagnostic, describe, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import { parseQuantity, type VolumeClaim } from "@slipway/kubernetes";
import { diagnose } from "./messages.js";

/** The volume, and where tasks see it, as in Kubeflow. */
export const WORKSPACE = { name: "workspace", mountPath: "/kfp-workspace" } as const;

const PATH = ["platforms", "kubernetes", "pipelineConfig", "workspace"] as const;
const PATCH = [...PATH, "kubernetes", "pvcSpecPatch"] as const;

/** The claim of a pipeline's workspace, its name that of the volume; undefined when it has none. */
export function workspaceClaim({ settings }: Plan): Result<VolumeClaim | undefined> {
  const workspace = settings.pipelineConfig?.workspace;
  if (!workspace) return resultOf(undefined, []);
  const { size = "", kubernetes } = workspace;
  const { accessModes, storageClassName, ...others } = (kubernetes?.pvcSpecPatch ?? {}) as JsonObject;
  const spec: JsonObject = {
    accessModes: isSet(accessModes) ? accessModes : ["ReadWriteOnce"],
    ...(isSet(storageClassName) && { storageClassName }),
    resources: { requests: { storage: size } },
  };
  const isSize = parseQuantity(size) !== undefined && !size.startsWith("-");
  const diagnostics: readonly Diagnostic[] = [
    ...(isSize ? [] : [wrong([...PATH, "size"], "a quantity such as 10Gi", size)]),
    ...(isListOfTexts(spec["accessModes"]) ? [] : [wrong([...PATCH, "accessModes"], "a list of texts", accessModes)]),
    ...(!isSet(storageClassName) || typeof storageClassName === "string"
      ? []
      : [wrong([...PATCH, "storageClassName"], "a name", storageClassName)]),
    ...Object.keys(others).map((field) => wrong([...PATCH, field], "left out", others[field])),
  ];
  return resultOf({ metadata: { name: WORKSPACE.name }, spec }, diagnostics);
}

/** Without a workspace there is nowhere to bring it, and whoever reads it fetches it, as of any importer. */
export function importsIntoWorkspace({ importer }: ImporterComponent, { settings }: Plan): boolean {
  return importer.downloadToWorkspace === true && settings.pipelineConfig?.workspace !== undefined;
}

function wrong(path: readonly string[], expected: string, found: JsonValue | undefined): Diagnostic {
  return diagnose("bad-workspace", path, { field: path.at(-1) ?? "", expected, found: describe(found ?? null) });
}

/** What is null, or an empty list, leaves the default as it is. */
function isSet(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function isListOfTexts(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
