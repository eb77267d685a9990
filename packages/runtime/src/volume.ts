// CreatePVC and DeletePVC: claims of volumes, made and removed by whoever runs the pipeline. They are never cached.
// Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/python/kfp/kubernetes/volume.py
import { randomUUID } from "node:crypto";
import type { JsonObject, JsonValue } from "@slipway/ir";
import { type Found, found, missing } from "./found.js";
import type { Outputs } from "./record.js";

/** What makes and removes claims; each says why it could not. */
export type Volumes = {
  readonly create: (name: string, settings: JsonObject) => Promise<string | undefined>;
  readonly remove: (name: string) => Promise<string | undefined>;
};

export async function doVolume(
  kind: "create-pvc" | "delete-pvc",
  parameters: Readonly<Record<string, JsonValue>>,
  volumes: Volumes,
): Promise<Found<Outputs>> {
  const { pvc_name: fixed, pvc_name_suffix: suffix, ...settings } = parameters;
  const nothing = { parameters: {}, artifacts: {} };
  if (kind === "delete-pvc") {
    const name = text(fixed);
    if (name === "") return missing("pvc_name is empty: it names the claim to delete");
    const problem = await volumes.remove(name);
    return problem === undefined ? found(nothing) : missing(problem);
  }
  if (text(fixed) !== "" && text(suffix) !== "") return missing("pvc_name and pvc_name_suffix exclude each other");
  const name = text(fixed) || `${randomUUID()}${text(suffix)}`;
  const problem = await volumes.create(name, settings);
  if (problem !== undefined) return missing(problem);
  return found({ ...nothing, parameters: { name: { type: "STRING", value: name } } });
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
