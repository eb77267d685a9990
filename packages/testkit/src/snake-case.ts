// The IR with the keys that the proto files have: `component_ref` for `componentRef`. Names of the user's stay.
import { isJsonObject, type JsonValue } from "@slipway/ir";

/** Fields that hold a map: its keys are names, its values may be messages. */
const MAPS = ["components", "tasks", "executors", "parameters", "artifacts", "platforms", "labels", "annotations"];

/** Fields that hold any JSON. */
const VALUES = ["defaultValue", "constant", "literals", "metadata", "resolver", "customJob", "config"];
const STRUCTS = [...VALUES, "pvcSpecPatch", "parameterValues"];

/** Fields whose spelling the backends must keep: Kubeflow's drivers get these settings as the file has them. */
const KEPT = ["kubernetes"];

/** @param value a message, or a list of messages */
export function snakeCase(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => snakeCase(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [snakeKey(key), field(key, child)]));
}

function field(key: string, value: JsonValue): JsonValue {
  if (STRUCTS.includes(key)) return value;
  if (!MAPS.includes(key) || !isJsonObject(value)) return snakeCase(value);
  const entries = Object.entries(value).map(([name, item]) => [name, KEPT.includes(name) ? item : snakeCase(item)]);
  return Object.fromEntries(entries);
}

function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
