// Parts of every kind of object.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta
import type { JsonObject } from "./json.js";

export type Labels = Readonly<Record<string, string>>;

export type Metadata = { readonly labels?: Labels; readonly annotations?: Labels };

/** A volume claim that an engine makes for a run. */
export type VolumeClaim = { readonly metadata: { readonly name: string }; readonly spec: JsonObject };
