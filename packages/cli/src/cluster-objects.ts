// The file of --secrets, which stands for the Secrets and config maps of a cluster.
import { type Diagnostic, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { type ClusterObjects, NO_OBJECTS } from "@slipway/local";
import { readMapping, type Sourced } from "./mapping.js";
import { diagnose } from "./messages.js";

/** No message repeats a value: they are secrets. */
export function readClusterObjects(file: string | undefined): Sourced<ClusterObjects> {
  if (file === undefined) return { ok: true, value: NO_OBJECTS, warnings: [] };
  const read = readMapping(file, (found) => refuse(`this file is ${found}`, []));
  // Never with the text, of which the lines around a mistake would be shown.
  if (!read.ok) return { ok: false, diagnostics: read.diagnostics, file };
  const { secrets = {}, configMaps = {}, ...others } = read.value;
  const problems = [
    ...Object.keys(others).map((name) => refuse(`"${name}" is neither`, [name])),
    ...problemsIn(secrets, "secrets"),
    ...problemsIn(configMaps, "configMaps"),
  ];
  if (problems.length > 0) return { ok: false, diagnostics: problems, file };
  return { ...read, value: { secrets, configMaps } as unknown as ClusterObjects };
}

function problemsIn(objects: JsonValue, list: string): readonly Diagnostic[] {
  if (!isJsonObject(objects)) return [refuse(`"${list}" is no mapping`, [list])];
  return Object.entries(objects).flatMap(([name, keys]) => {
    if (!isJsonObject(keys)) return [refuse(`"${list}.${name}" is no mapping`, [list, name])];
    const wrong = Object.entries(keys as JsonObject).filter(([, value]) => typeof value !== "string");
    return wrong.map(([key]) => refuse(`"${list}.${name}.${key}" is no text`, [list, name, key]));
  });
}

function refuse(problem: string, path: readonly string[]): Diagnostic {
  return diagnose("not-objects", path, { problem });
}
