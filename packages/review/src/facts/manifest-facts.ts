// What was made, object by object: how large it is, and what rights it grants.
import type { AccessRule, EngineNeeds } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { AccessAnswer } from "./answers.js";
import { objectAt, objectsAt, textAt, textsAt } from "./json.js";
import type { ManifestFacts } from "./review.js";

export function manifestFacts(manifest: JsonObject, limits: EngineNeeds["limits"] = {}): ManifestFacts {
  const kind = textAt(manifest, "kind") ?? "";
  const namespace = textAt(manifest, "metadata", "namespace");
  const limit = Object.hasOwn(limits, kind) ? limits[kind] : undefined;
  return {
    apiVersion: textAt(manifest, "apiVersion") ?? "",
    kind,
    name: textAt(manifest, "metadata", "name") ?? textAt(manifest, "metadata", "generateName") ?? "",
    ...(namespace !== undefined && { namespace }),
    bytes: bytesOf(manifest),
    ...(limit !== undefined && { limitBytes: limit }),
  };
}

function bytesOf(value: JsonValue): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** The rules of each role that a binding among the manifests gives to accounts. */
export function grantedIn(manifests: readonly JsonObject[]): AccessAnswer["granted"] {
  const roles = new Map(
    manifests.filter(({ kind }) => kind === "Role" || kind === "ClusterRole").map((role) => [nameOf(role), role]),
  );
  return manifests
    .filter(({ kind }) => kind === "RoleBinding" || kind === "ClusterRoleBinding")
    .flatMap((binding) => {
      const accounts = objectsAt(binding, "subjects").flatMap(({ name }) => (typeof name === "string" ? [name] : []));
      const role = roles.get(textAt(objectAt(binding, "roleRef"), "name") ?? "");
      return objectsAt(role, "rules").map((rule) => ({ ...ruleOf(rule), accounts }));
    });
}

function nameOf(manifest: JsonObject): string {
  return textAt(manifest, "metadata", "name") ?? "";
}

function ruleOf(rule: JsonObject): AccessRule {
  return {
    apiGroups: textsAt(rule, "apiGroups"),
    resources: textsAt(rule, "resources"),
    verbs: textsAt(rule, "verbs"),
  };
}
