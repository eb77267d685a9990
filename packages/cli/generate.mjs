// schemas/slipway.schema.json → src/gen: the check of slipway.yaml, compiled ahead, and the kinds of its settings.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";

const schema = JSON.parse(readFileSync(new URL("../../schemas/slipway.schema.json", import.meta.url), "utf8"));
const target = new URL("src/gen/", import.meta.url);
mkdirSync(target, { recursive: true });

const ajv = new Ajv({ allErrors: true, inlineRefs: false, schemas: [schema], code: { source: true, lines: true } });
const code = standalone(ajv, { validateSettings: `${schema.$id}#/definitions/Settings` });
if (code.includes("require(")) throw new Error("the validator needs ajv at run time: avoid the keyword that does");
writeFileSync(new URL("settings.cjs", target), code);

/** Paths of all settings with their kinds: `kubeflow.runAsUser` → `integer`; `*` stands for any name. */
function kindsOf(definition, path) {
  const reference = definition.$ref ?? definition.allOf?.[0]?.$ref;
  if (reference) return kindsOf(schema.definitions[reference.replace("#/definitions/", "")], path);
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
writeFileSync(
  new URL("settings.d.cts", target),
  `export type ValidationError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
  readonly message?: string;
};
export const validateSettings: { (value: unknown): boolean; errors?: readonly ValidationError[] | null };
`,
);
