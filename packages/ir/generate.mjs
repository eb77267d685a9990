// schemas/*.json → src/gen: validators, and the table of messages that protojson.ts reads by.
import { mkdirSync, writeFileSync } from "node:fs";
import { readSchema, writeValidators } from "../../tools/validators.mjs";

const pipeline = readSchema("pipeline-spec");
const platform = readSchema("platform-spec");
const target = new URL("src/gen/", import.meta.url);
mkdirSync(target, { recursive: true });

const SCALARS = ["int32", "int64", "double", "Duration", "Struct", "Value"];

/** The kind of a field, as protojson.ts reads it. */
function kindOf(schema, definitions) {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference) {
    const name = reference.replace("#/definitions/", "");
    if (SCALARS.includes(name)) return name.charAt(0).toLowerCase() + name.slice(1);
    return definitions[name].enum ? `enum:${name}` : `message:${name}`;
  }
  if (schema.type === "array") return `[]${kindOf(schema.items, definitions)}`;
  if (schema.type === "boolean") return "bool";
  if (schema.type === "string") return "string";
  if (schema.type === "object" && typeof schema.additionalProperties === "object") {
    return `{}${kindOf(schema.additionalProperties, definitions)}`;
  }
  if (schema.type === "object") return "struct";
  if (Object.keys(schema).every((key) => key === "description")) return "value";
  throw new Error(`no kind for ${JSON.stringify(schema)}`);
}

/** Fields of a oneof are there even when they hold a default value. */
function alternatives(definition) {
  return new Set([definition, ...(definition.allOf ?? [])].flatMap((part) => part.not?.required ?? []));
}

function alternativesOf(schemas) {
  const definitions = schemas.flatMap((schema) => Object.entries(schema.definitions));
  const groups = definitions.map(([name, definition]) => [name, [...alternatives(definition)]]);
  return Object.fromEntries(groups.filter(([, fields]) => fields.length > 0));
}

function tableOf({ definitions }) {
  const messages = {};
  const enums = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (definition.enum) enums[name] = definition.enum;
    if (!definition.properties) continue;
    const kept = alternatives(definition);
    messages[name] = Object.fromEntries(
      Object.entries(definition.properties).map(([field, schema]) => {
        const kind = kindOf(schema, definitions);
        return [field, kept.has(field) && !kind.startsWith("message:") ? `${kind}?` : kind];
      }),
    );
  }
  return { messages, enums };
}

/** Settings for Kubernetes tell false and 0 from absent. */
function withDefaults(table) {
  const kept = (kind) => (/^(?:string|bool|int32|int64|double)$/.test(kind) ? `${kind}?` : kind);
  return Object.fromEntries(
    Object.entries(table).map(([name, fields]) => [
      name,
      Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, kept(kind)])),
    ]),
  );
}

/** `[]message:Name?` → the parts, so that nothing is taken apart while a file is read. */
function structured(table) {
  const partsOf = (kind) => {
    const shape = kind.startsWith("[]") ? "list" : kind.startsWith("{}") ? "map" : "one";
    const [type, of = ""] = kind
      .replace(/^(?:\[\]|\{\})/, "")
      .replace(/\?$/, "")
      .split(":");
    return { shape, type, of, keeps: kind.endsWith("?") };
  };
  const fieldsOf = (fields) => Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, partsOf(kind)]));
  return Object.fromEntries(Object.entries(table).map(([name, fields]) => [name, fieldsOf(fields)]));
}

const ofPipeline = tableOf(pipeline);
const ofPlatform = tableOf(platform);
const enums = { ...ofPlatform.enums, ...ofPipeline.enums };
// The pipeline schema has the settings of an executor as any object; a platform spec is read twice, once so
// (RawPlatformSpec, for who passes it on unread) and once as KubernetesExecutorConfig.
const messages = { ...withDefaults(ofPlatform.messages), ...ofPipeline.messages };
messages.RawPlatformSpec = { platforms: "message:RawPlatforms" };
messages.RawPlatforms = { kubernetes: "message:SinglePlatformSpec" };
messages.PlatformSpec = { platforms: "message:Platforms" };
messages.Platforms = { kubernetes: "message:KubernetesPlatformSpec" };
messages.KubernetesPlatformSpec = {
  ...messages.SinglePlatformSpec,
  deploymentSpec: "message:KubernetesDeploymentConfig",
};
messages.KubernetesDeploymentConfig = { executors: "{}message:KubernetesExecutorConfig" };

writeFileSync(
  new URL("messages.ts", target),
  `// Made by generate.mjs from schemas/.
export type Scalar = "string" | "bool" | "int32" | "int64" | "double" | "duration" | "enum";

export type Field = {
  readonly shape: "one" | "list" | "map";
  readonly type: Scalar | "struct" | "value" | "message";
  /** Name of the message or enum. */
  readonly of: string;
  /** Whether false, 0 and "" are told from absent. */
  readonly keeps: boolean;
};

export const MESSAGES: { readonly [message: string]: { readonly [field: string]: Field } } = ${JSON.stringify(structured(messages))};
/** By message, the fields of which it can hold one at most. */
export const ALTERNATIVES: { readonly [message: string]: readonly string[] } = ${JSON.stringify(alternativesOf([platform, pipeline]))};
export const ENUMS: { readonly [name: string]: readonly string[] } = ${JSON.stringify(enums)};
export type MessageName = "PipelineSpec" | "PipelineJob" | "PlatformSpec" | "RawPlatformSpec";
`,
);

writeValidators(new URL("validators.cjs", target), [pipeline, platform], {
  validatePipelineSpec: [pipeline, "PipelineSpec"],
  validatePipelineJob: [pipeline, "PipelineJob"],
  validatePlatformSpec: [platform, "PlatformSpec"],
});
