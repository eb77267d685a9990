// The workspace of a pipeline: a volume claim that lives as long as the run, mounted in every step.
// https://tekton.dev/docs/pipelines/workspaces/
import type { Plan } from "@slipway/compiler";
import { type Diagnostic, describe, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import { parseQuantity } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";

export const WORKSPACE = "workspace";
/** Where tasks see it, as in Kubeflow. */
export const WORKSPACE_PATH = "/kfp-workspace";

const PATH = ["platforms", "kubernetes", "pipelineConfig", "workspace"] as const;
const PATCH = [...PATH, "kubernetes", "pvcSpecPatch"] as const;

/** The claim, where the pipeline has a workspace. */
export function workspaceClaim({ settings }: Plan): Result<JsonObject | undefined> {
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
  return resultOf({ spec }, diagnostics);
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
