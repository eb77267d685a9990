// schemas/slipway.schema.json → src/gen: the check of slipway.yaml, and the kinds of its settings.
import { writeFileSync } from "node:fs";
import { readSchema, writeValidators } from "../../tools/validators.mjs";

const schema = readSchema("slipway");
const target = new URL("src/gen/", import.meta.url);
writeValidators(new URL("settings.cjs", target), [schema], { validateSettings: [schema, "Settings"] });

/** What a reference such as `#/definitions/Store` names. */
function at(reference) {
  return reference
    .split("/")
    .slice(1)
    .reduce((inside, name) => inside[name], schema);
}

/** Paths of all settings with their kinds: `kubeflow.runAsUser` → `integer`; `*` stands for any name. */
function kindsOf(definition, path) {
  const reference = definition.$ref ?? definition.allOf?.[0]?.$ref;
  if (reference) return kindsOf(at(reference), path);
  const own = path === "" ? [] : [[path, definition.type]];
  const below = (name) => (path === "" ? name : `${path}.${name}`);
  if (typeof definition.additionalProperties === "object") {
    return [...own, ...kindsOf(definition.additionalProperties, below("*"))];
  }
  const properties = Object.entries(definition.properties ?? {});
  if (definition.type === "object" && properties.length === 0) return [...own, [below("*"), "any"]];
  return [...own, ...properties.flatMap(([name, property]) => kindsOf(property, below(name)))];
}

writeFileSync(
  new URL("kinds.ts", target),
  `// Made by generate.mjs from schemas/slipway.schema.json.
export const KINDS: { readonly [path: string]: string } = ${JSON.stringify(Object.fromEntries(kindsOf(schema.definitions.Settings, "")))};
`,
);

// schemas/policy.schema.json → the check of a policy, and the names of fields by the place that they may stand at.
const policy = readSchema("policy");
writeValidators(new URL("policy.cjs", target), [policy], { validatePolicy: [policy, "Policy"] });

/** Names of the fields below each path: `rules`, `rules.retry`, `own.*`. */
function fieldsOf(definition, path) {
  const reference = definition.$ref ?? definition.allOf?.[0]?.$ref ?? definition.else?.$ref;
  if (reference) return fieldsOf(policy.definitions[reference.split("/").at(-1)], path);
  const below = (name) => (path === "" ? name : `${path}.${name}`);
  if (definition.items) return fieldsOf(definition.items, below("*"));
  if (typeof definition.additionalProperties === "object") return fieldsOf(definition.additionalProperties, below("*"));
  const properties = Object.entries(definition.properties ?? {});
  if (properties.length === 0) return [];
  const names = [path, properties.map(([name]) => name)];
  return [names, ...properties.flatMap(([name, property]) => fieldsOf(property, below(name)))];
}

writeFileSync(
  new URL("policy-fields.ts", target),
  `// Made by generate.mjs from schemas/policy.schema.json.
export const POLICY_FIELDS: { readonly [path: string]: readonly string[] } = ${JSON.stringify(Object.fromEntries(fieldsOf(policy.definitions.Policy, "")))};
`,
);
