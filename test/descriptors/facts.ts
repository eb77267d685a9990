// Says the same about protos and about JSON Schemas in the same words, so that a test can compare them line by line:
// "PipelineSpec.components" is "map<string, ComponentSpec>", "DagSpec" is "a message", and so on.
// What a schema says further (descriptions) is not a fact.

export type Field = {
  readonly name: string;
  readonly type: string;
  readonly label: "singular" | "repeated" | "map";
  readonly oneof: string | null;
  readonly deprecated: boolean;
};

/** What descriptors.py prints. */
export type Descriptors = {
  readonly packages: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, readonly Field[]>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
};

/** The keywords of JSON Schema that schemas/ uses. */
export type Schema = {
  readonly description?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly not?: { readonly required: readonly string[] };
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
};

export type SchemaFile = Schema & { readonly definitions: Readonly<Record<string, Schema>> };

export type Facts = ReadonlyMap<string, string>;

const INTEGER = { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/** What protojson writes for scalars and google.protobuf's own types: https://protobuf.dev/programming-guides/json */
const BASIC = new Map<string, object>([
  ["int32", INTEGER],
  ["int64", { type: "string", pattern: "^-?[0-9]+$" }],
  ["double", { type: "number" }],
  ["google.protobuf.Duration", { type: "string", pattern: "^-?[0-9]+(\\.[0-9]{1,9})?s$" }],
  ["google.protobuf.Struct", { type: "object" }],
  ["google.protobuf.Value", {}],
  ["google.protobuf.Any", { type: "object" }],
]);

/** A definition has its message's name without the package, but for two: one would be taken for google.protobuf's. */
function definitionName(type: string): string {
  return type === "ml_pipelines.Value" ? type : type.replace(/^(ml_pipelines|kfp_kubernetes|google\.protobuf)\./, "");
}

/** All messages and enums that can stand in one of the roots, itself included; scalars too. */
export function reachable(descriptors: Descriptors, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set(roots);
  for (const type of found) {
    for (const field of descriptors.messages[type] ?? []) {
      if (field.type !== "string" && field.type !== "bool") found.add(field.type);
    }
  }
  return found;
}

export function factsOfDescriptors(descriptors: Descriptors, roots: readonly string[]): Facts {
  const facts = new Map<string, string>();
  for (const type of reachable(descriptors, roots)) {
    const name = definitionName(type);
    const fields = descriptors.messages[type];
    const values = descriptors.enums[type];
    if (fields) addMessage(facts, name, fields);
    else if (values) facts.set(name, anEnum(values));
    else facts.set(name, JSON.stringify(BASIC.get(type) ?? "a type that test/descriptors/facts.ts does not know"));
  }
  return facts;
}

function addMessage(facts: Map<string, string>, name: string, fields: readonly Field[]): void {
  facts.set(name, "a message");
  for (const field of fields) {
    const kind = field.type === "bool" ? "boolean" : definitionName(field.type);
    const types = { singular: kind, repeated: `repeated ${kind}`, map: `map<string, ${kind}>` };
    facts.set(`${name}.${field.name}`, `${field.deprecated ? "deprecated " : ""}${types[field.label]}`);
  }
  const pairs = fields.flatMap((a, i) =>
    fields.slice(i + 1).flatMap((b) => (a.oneof !== null && a.oneof === b.oneof ? [[a.name, b.name]] : [])),
  );
  addPairs(facts, name, pairs);
}

function addPairs(facts: Map<string, string>, name: string, pairs: readonly (readonly string[])[]): void {
  for (const pair of pairs) facts.set(`${name} with ${[...pair].sort().join(" and ")}`, "not both");
}

function anEnum(values: readonly string[]): string {
  return `an enum of ${values.join(", ")}`;
}

export function factsOfSchema({ definitions }: SchemaFile): Facts {
  const facts = new Map<string, string>();
  for (const [name, { description: _, ...definition }] of Object.entries(definitions)) {
    if (definition.enum) facts.set(name, anEnum(definition.enum));
    else if (definition.additionalProperties !== false) facts.set(name, JSON.stringify(definition));
    else {
      facts.set(name, "a message");
      for (const [field, schema] of Object.entries(definition.properties ?? {})) {
        const deprecated = schema.description?.startsWith("Deprecated: ") ? "deprecated " : "";
        facts.set(`${name}.${field}`, `${deprecated}${typeOf(schema)}`);
      }
      const pairs = [definition, ...(definition.allOf ?? [])].flatMap(({ not }) => (not ? [not.required] : []));
      addPairs(facts, name, pairs);
    }
  }
  return facts;
}

/** The schema's type as the descriptors would say it; the schema itself, when they could not say it. */
function typeOf({ description: _, ...schema }: Schema): string {
  const keywords = Object.keys(schema).sort().join(" ");
  if (keywords === "allOf" && schema.allOf?.length === 1) return typeOf(schema.allOf[0] ?? {});
  if (keywords === "$ref") return schema.$ref?.replace("#/definitions/", "") ?? "";
  if (keywords === "type" && (schema.type === "string" || schema.type === "boolean")) return schema.type;
  if (keywords === "items type" && schema.items) return `repeated ${typeOf(schema.items)}`;
  if (keywords === "additionalProperties type" && schema.additionalProperties) {
    return `map<string, ${typeOf(schema.additionalProperties)}>`;
  }
  return JSON.stringify(schema);
}

/** One line for each fact that is in one of the two only, or not the same in both. */
export function differences(descriptors: Facts, schema: Facts): string[] {
  const names = new Set([...descriptors.keys(), ...schema.keys()]);
  return [...names].flatMap((name) => {
    const [wanted, found] = [descriptors.get(name), schema.get(name)];
    if (wanted === found) return [];
    return [`${name}: ${wanted ?? "nothing"} in the descriptors, ${found ?? "nothing"} in the schema`];
  });
}
